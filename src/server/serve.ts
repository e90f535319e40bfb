import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alignmentJobs } from '../alignment/index.ts'
import { blueprintJobs } from '../blueprint/index.ts'
import { deliveryJobs } from '../delivery/index.ts'
import {
  allCargo,
  exchangeJobs,
  openIdentity,
  type RunningNode,
  readNodeSettings,
  startNode,
} from '../exchange/index.ts'
import { type Ingestion, monitoringJobs, startIngestion } from '../monitoring/index.ts'
import { noteAnchor } from '../platform/audit/index.ts'
import { expectFolderFree, type OnProgress } from '../platform/database/index.ts'
import { type RunningJobs, startJobs } from '../platform/jobs/index.ts'
import { settlementJobs } from '../settlement/index.ts'
import { type App, buildServer } from './app.ts'
import { makeStartLink } from './firstUser.ts'
import { type Installation, openInstallation, prepareFolder } from './installation.ts'
import { removeExpired } from './links.ts'
import { mailJob } from './mailJob.ts'
import { loadSample } from './sample.ts'
import { readOrMakeSecret } from './secret.ts'
import { readSettings } from './settings.ts'
import { startRefusals } from './startRefusals.ts'

export interface StartOptions {
  dataFolder: string
  /** A real PostgreSQL server; without it the embedded database in the data folder. */
  databaseUrl?: string | undefined
  /** Only this machine can reach the default; 0.0.0.0 opens the server to the network. */
  host?: string
  port?: number
  /** False leaves an empty database empty, with one administrator. */
  sample?: boolean
  /** Of the sample only what one province's units do (`450000`), or `region`: for a cluster of nodes. */
  samplePart?: string | undefined
  webFolder?: string
  logLevel?: string
  onProgress?: OnProgress
  /** Stop on SIGTERM and SIGINT, and leave when the database fails. */
  handleSignals?: boolean
  /** What time it is for rules, deadlines, jobs and the sample; the system's clock unless a test says otherwise. */
  clock?: () => Date
}

export interface RunningServer {
  app: App
  installation: Installation
  /** `http://127.0.0.1:8080` */
  address: string
  /** The address with the one-time sign-in link: single use, 15 minutes. */
  signInUrl: string
  /** Answers what has begun, then closes the database. */
  stop(): Promise<void>
}

export const DEFAULT_PORT = 8080
const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** How often (ms) the end of the audit log is noted outside of the database, and expired sessions are removed. */
const TIDY_EVERY_MS = 60 * 60 * 1000

/** Requests that are not done by then (ms) are cut off when the server stops. */
const STOP_WITHIN_MS = 15_000

/**
 * Starts Qunce: database, migrations, sample cluster when empty, API and web application on one port.
 * What can be wrong with the folder, its settings and the port is said before the database is built, which takes a while.
 * @throws Refusal data_folder_unusable, data_folder_in_use, session_secret_damaged, node_key_damaged, node_settings_damaged, settings_invalid,
 * port_in_use, port_unusable, and what `openInstallation` refuses
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { onProgress = () => {}, host = '127.0.0.1', sample = true } = options
  const port = options.port ?? (Number(process.env.PORT) || DEFAULT_PORT)
  const dataFolder = resolve(options.dataFolder)
  prepareFolder(dataFolder)
  if (!options.databaseUrl) expectFolderFree(dataFolder)
  const settings = readSettings(dataFolder)
  const nodeSettings = readNodeSettings(dataFolder)
  const secret = readOrMakeSecret(dataFolder)
  const identity = openIdentity(dataFolder)
  await expectPortFree(host, port)
  const installation = await openInstallation({ ...options, onProgress })
  const { database, files } = installation
  let app: App | undefined
  let jobs: RunningJobs | undefined
  let ingestion: Ingestion | undefined
  let node: RunningNode | undefined
  try {
    if (sample) await loadSample(database, files, onProgress, options.clock?.(), options.samplePart)
    app = await buildServer(database, {
      files,
      settings,
      secret,
      identity,
      nodeSettings,
      webFolder: options.webFolder ?? WEB_FOLDER,
      logLevel: options.logLevel ?? process.env.QUNCE_LOG ?? 'info',
      ...(options.clock ? { clock: options.clock } : {}),
    })
    await listen(app, host, port)
    await noteAnchor(database, dataFolder)
    const work = [
      ...alignmentJobs,
      ...deliveryJobs,
      ...blueprintJobs,
      ...monitoringJobs,
      ...exchangeJobs,
      ...settlementJobs,
      ...(settings.mail ? [mailJob(settings.mail)] : []),
    ]
    jobs = startJobs(work, { database: app.database, files, clock: app.clock, log: app.log })
    if (settings.mqtt)
      ingestion = await startIngestion({ database: app.database, clock: app.clock, log: app.log }, settings.mqtt)
    if (nodeSettings) {
      const { database, clock, log } = app
      node = await startNode({ database, identity, dataFolder, clock, log, cargo: allCargo }, nodeSettings)
    }
    const address = settings.publicUrl ?? addressOf(app, host)
    const running = runningServer(
      app,
      installation,
      { jobs, ingestion, node },
      address,
      address + (await makeStartLink(database)),
    )
    if (options.handleSignals ?? true) stopOnSignals(running)
    return running
  } catch (error) {
    await node?.stop()
    await ingestion?.stop()
    await jobs?.stop()
    await app?.close()
    await installation.close()
    throw error
  }
}

function runningServer(
  app: App,
  installation: Installation,
  { jobs, ingestion, node }: { jobs: RunningJobs; ingestion: Ingestion | undefined; node: RunningNode | undefined },
  address: string,
  signInUrl: string,
): RunningServer {
  const { database, dataFolder } = installation
  const note = () => noteAnchor(database, dataFolder).catch((error) => app.log.error({ err: error }, 'audit anchor'))
  const tidy = () => removeExpired(database).catch((error) => app.log.error({ err: error }, 'expired sessions'))
  const timer = setInterval(() => note().then(tidy), TIDY_EVERY_MS)
  timer.unref()
  let stopping: Promise<void> | undefined
  const stop = async () => {
    clearInterval(timer)
    const cutOff = setTimeout(() => app.server.closeAllConnections(), STOP_WITHIN_MS)
    await app.close()
    clearTimeout(cutOff)
    await node?.stop()
    await ingestion?.stop()
    await jobs.stop()
    await note()
    await installation.close()
  }
  return { app, installation, address, signInUrl, stop: () => (stopping ??= stop()) }
}

async function listen(app: App, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    throw portRefusal(error, host, port)
  }
}

/** Opens the port for a moment. */
async function expectPortFree(host: string, port: number): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host, port })
    await once(probe, 'listening')
  } catch (error) {
    throw portRefusal(error, host, port)
  }
  probe.close()
  await once(probe, 'close')
}

function portRefusal(error: unknown, host: string, port: number): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return startRefusals.portInUse(host, port)
  return syscall === 'listen' || syscall === 'getaddrinfo' ? startRefusals.portUnusable(host, port, code ?? '') : error
}

function addressOf(app: App, host: string): string {
  const { port } = app.server.address() as AddressInfo
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}

/** A second signal does not wait any more. */
function stopOnSignals(running: RunningServer): void {
  let asked = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1)
      asked = true
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
  running.installation.database.onFailure((reason) => {
    running.app.log.fatal({ err: reason }, 'the database has failed')
    process.exit(1)
  })
}
