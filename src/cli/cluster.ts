import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { EXIT } from './exitCodes.ts'
import { padded, print, say } from './terminal.ts'

export interface DemoOptions {
  folder: string
  port: number
  /** A PostgreSQL server on which databases may be made; without it each node has an embedded one. */
  database?: string
}

interface DemoNode {
  code: string
  name: string
  nameEn: string
  /** Of a province; null: the region. */
  jurisdiction: string | null
  folder: string
  port: number
  url: string | undefined
}

const HOST = '127.0.0.1'
const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const PROGRAM = fileURLToPath(new URL('../../bin/qunce.mjs', import.meta.url))
/** The ports of the nodes' NATS servers, behind those of their pages. */
const NATS_PORTS_AFTER = 10
/** So long (ms) one sees how the others do without it. */
const RESTART_MS = 30_000

/**
 * `qunce cluster demo`: one region and three provinces on this machine, each a node with its own database, NATS server and
 * share of the sample. What is there already goes on where it was. Runs until it is told to stop.
 */
export async function demo({ folder, port, database }: DemoOptions): Promise<number> {
  const { findNats } = await import('../exchange/index.ts')
  findNats()
  const nodes = await nodesOf(resolve(folder), port, database)
  for (const used of nodes.flatMap(({ port: own }) => [own, own + NATS_PORTS_AFTER])) await expectFree(used)
  if (database) await makeDatabases(database, nodes)
  await setUp(nodes, port + 2 * NATS_PORTS_AFTER)
  const running = nodes.map((node) => ({ node, child: start(node) }))
  const stopping = new AbortController()
  const stop = () => {
    stopping.abort()
    for (const { child } of running) child.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  const ended = running.map((one) => keep(one, stopping.signal))
  try {
    for (const { node, child } of running) {
      const { address, signIn } = await addressesOf(child, node)
      print(`${padded(node.name, 18)}${padded(address, 26)}sign in ${signIn}`)
    }
    print(
      `\nHow they stand with each other: ${commandOf(process.cwd())} node status --data ${join(folder, 'region')}. Ctrl+C stops them all.`,
    )
  } catch (error) {
    stop()
    await Promise.all(ended)
    throw error
  }
  const codes = await Promise.all(ended)
  return codes.every((code) => code === 0) ? EXIT.ok : EXIT.failed
}

/**
 * A node that ends by itself (somebody tries what happens) is started again after a while; the others work on meanwhile.
 * @returns the exit code with which it stopped, once all are told to
 */
async function keep(one: { node: DemoNode; child: ChildProcess }, stopping: AbortSignal): Promise<number> {
  for (;;) {
    const { child, node } = one
    const code = await new Promise<number>((done) => child.once('exit', (exit) => done(exit ?? 0)))
    if (stopping.aborted) return code
    say(`${node.name} has ended; the others work on. It is started again in ${RESTART_MS / 1000} s.`)
    await wait(RESTART_MS, undefined, { signal: stopping }).catch(() => null)
    if (stopping.aborted) return 0
    one.child = start(node)
    one.child.stdout?.resume()
  }
}

async function nodesOf(folder: string, port: number, database: string | undefined): Promise<DemoNode[]> {
  const { readSampleParts } = await import('../server/index.ts')
  const region = { node: 'region', name: '北部湾城市群', nameEn: 'Beibu Gulf cluster', jurisdiction: null }
  return [region, ...readSampleParts()].map(({ node: code, name, nameEn, jurisdiction }, place) => ({
    ...{ code, name, nameEn, jurisdiction, folder: join(folder, code), port: port + place },
    url: database && databaseUrl(database, code),
  }))
}

function databaseUrl(server: string, code: string): string {
  const url = new URL(server)
  url.pathname = `/qunce_${code}`
  return url.href
}

async function expectFree(port: number): Promise<void> {
  const probe = createServer()
  await new Promise<void>((done, fail) => {
    probe.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken. Choose others: --port.`) : error),
    )
    probe.listen({ host: HOST, port }, () => probe.close(() => done()))
  })
}

async function makeDatabases(server: string, nodes: readonly DemoNode[]): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    for (const { code } of nodes) {
      const name = `qunce_${code}`
      const { rows } = await client.query('select from pg_database where datname = $1', [name])
      if (rows.length === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
    }
  } finally {
    await client.end()
  }
}

/** Makes each installation a node, and lets the provinces in: what an operator does by qunce node init, admit and join. */
async function setUp(nodes: readonly DemoNode[], leafPort: number): Promise<void> {
  const { admitNode, initNode, joinCluster, openIdentity, readNodeSettings } = await import('../exchange/index.ts')
  const [region, ...members] = nodes
  if (!region || members.every(({ folder }) => readNodeSettings(folder)?.region)) return
  const atRegion = await open(region)
  try {
    const identity = openIdentity(region.folder)
    const own = { ...atRegion, identity }
    if (!readNodeSettings(region.folder))
      await initNode(own, { ...region, role: 'region', jurisdictionCode: null }, networkOf(region, leafPort))
    for (const member of members) {
      if (readNodeSettings(member.folder)?.region) continue
      const atMember = await open(member)
      try {
        const its = { ...atMember, identity: openIdentity(member.folder) }
        const asked = { ...member, role: 'member' as const, jurisdictionCode: member.jurisdiction }
        const request = await initNode(its, asked, networkOf(member))
        if (!request) throw new Error('A member asks to join.')
        const invitation = await atRegion.database.asSystem((trx) =>
          admitNode(trx, identity, readNodeSettings(region.folder), request),
        )
        await joinCluster(its, invitation)
      } finally {
        await atMember.close()
      }
    }
  } finally {
    await atRegion.close()
  }
}

const networkOf = ({ port }: DemoNode, leafPort?: number) => ({
  client: { host: HOST, port: port + NATS_PORTS_AFTER },
  ...(leafPort ? { leaf: { host: HOST, port: leafPort }, reachedAt: `${HOST}:${leafPort}` } : {}),
})

async function open({ name, folder, url }: DemoNode) {
  const { openInstallation } = await import('../server/index.ts')
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
  return openInstallation({ dataFolder: folder, databaseUrl: url, onProgress: (step) => say(`${name}: ${step} …`) })
}

/** How this program is called from a folder, whether or not it is installed there. */
export const commandOf = (folder: string): string => `node ${relative(folder, PROGRAM)}`

function start({ folder, port, url, jurisdiction }: DemoNode): ChildProcess {
  const part = ['--sample-part', jurisdiction ?? 'region']
  const database = url ? ['--database', url] : []
  return spawn(process.execPath, [MAIN, 'serve', '--data', folder, '--port', String(port), ...part, ...database], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, QUNCE_LOG: process.env.QUNCE_LOG ?? 'warn' },
  })
}

/** What `qunce serve` prints once it is ready. */
function addressesOf(child: ChildProcess, { name }: DemoNode): Promise<{ address: string; signIn: string }> {
  return new Promise((done, fail) => {
    let printed = ''
    child.stdout?.on('data', (bytes) => {
      printed += String(bytes)
      const [, address] = /^Qunce +(\S+)/m.exec(printed) ?? []
      const [, signIn] = /^Sign in +(\S+)/m.exec(printed) ?? []
      if (address && signIn) done({ address, signIn })
    })
    child.once('exit', (code) => fail(new Error(`The node of ${name} has ended (${code}) before it was ready.`)))
  })
}
