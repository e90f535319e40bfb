import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { JobLog } from '../../platform/jobs/index.ts'
import { nodeRefusals as refusals } from './refusals.ts'

const RESTART_MS = 1000
const STOP_MS = 10_000

/** The program, from Debian's package or from the path. @throws Refusal nats_missing */
export function findNats(): string {
  const folders = ['/usr/sbin', '/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)]
  for (const folder of folders) {
    const path = join(folder, 'nats-server')
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // The next one.
    }
  }
  throw refusals.natsMissing()
}

export interface NatsServer {
  readonly pid: number | undefined
  /**
   * Takes another configuration, by a restart: a reload leaves the lines of leaf nodes open, whoever they are, and gives new
   * accounts no streams (NATS 2.9). Those whom it still lets in are back within seconds.
   */
  configure(config: string): void
  /** For a server that runs but does not work any more: it was out of disk. */
  restart(): void
  stop(): Promise<void>
}

/**
 * Runs this node's NATS server as a child of this process, and starts it again when it ends by itself. One that an earlier
 * process left behind (it was killed) is ended first: it holds the port and the streams.
 * @throws Refusal nats_missing
 */
export async function startNats(folder: string, config: string, log: JobLog): Promise<NatsServer> {
  const program = findNats()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const [configPath, pidPath, logPath] = ['nats.conf', 'nats.pid', 'nats.log'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const write = (text: string) => writeFileSync(configPath, text, { mode: 0o600 })
  write(config)
  await endOrphan(pidPath, configPath)
  let stopped = false
  let current = config
  let restarting = false
  let child: ChildProcess | undefined
  const start = () => {
    child = spawn(program, ['-c', configPath, '-P', pidPath, '-l', logPath], { stdio: 'ignore' })
    child.on('error', (error) => log.error({ err: error }, 'the NATS server cannot be started'))
    child.on('exit', (code, signal) => {
      if (stopped) return
      if (restarting) {
        restarting = false
        return start()
      }
      log.error({ code, signal, logPath }, 'the NATS server has ended and is started again')
      setTimeout(() => stopped || start(), RESTART_MS)
    })
  }
  start()
  const restart = () => {
    restarting = true
    child?.kill('SIGTERM')
  }
  return {
    restart,
    get pid() {
      return child?.pid
    },
    configure(wanted) {
      if (wanted === current) return
      current = wanted
      write(wanted)
      restart()
    },
    async stop() {
      stopped = true
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child?.once('exit', resolve))
      child.kill('SIGTERM')
      const timer = setTimeout(() => child?.kill('SIGKILL'), STOP_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

async function endOrphan(pidPath: string, configPath: string): Promise<void> {
  const pid = existsSync(pidPath) ? Number(readFileSync(pidPath, 'utf8')) : 0
  const isOurs = () => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(configPath)
    } catch {
      return false
    }
  }
  if (!Number.isSafeInteger(pid) || pid < 2 || !isOurs()) return
  process.kill(pid, 'SIGTERM')
  for (let waited = 0; isOurs(); waited += 50) {
    if (waited === STOP_MS) process.kill(pid, 'SIGKILL')
    await wait(50)
  }
}
