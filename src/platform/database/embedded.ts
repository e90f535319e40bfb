import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Engine, OnProgress } from './engine.ts'
import { lockFolder } from './lock.ts'

/** What the worker tells its starter. */
export type WorkerReport =
  | { kind: 'progress'; step: string }
  | { kind: 'ready' }
  | { kind: 'failed'; message: string }
  | { kind: 'stopped' }

/** What the worker is started with. */
export interface WorkerStart {
  databaseFolder: string
  socketPath: string
}

/** The socket's file name is libpq's, so that `psql -h <folder>` finds it too. */
const SOCKET_NAME = '.s.PGSQL.5432'

/**
 * Starts PGlite with PostGIS in a worker thread, behind a unix socket in a folder that only this user may enter.
 * The data lives in `<dataFolder>/database`; the data folder is locked against a second process.
 * It has ONE session: the pool holds one connection, and a transaction must never wait for another.
 * @throws Refusal data_folder_in_use
 */
export async function startEmbedded(dataFolder: string, onProgress: OnProgress): Promise<Engine> {
  const folder = resolve(dataFolder)
  const lock = lockFolder(folder)
  const socketFolder = makeSocketFolder(folder)
  const start: WorkerStart = {
    databaseFolder: join(folder, 'database'),
    socketPath: join(socketFolder, SOCKET_NAME),
  }
  const worker = new Worker(new URL('./embeddedWorker.ts', import.meta.url), { workerData: start, stdout: true })
  const cleanUp = () => {
    rmSync(socketFolder, { recursive: true, force: true })
    lock.release()
  }
  const listeners: ((reason: Error) => void)[] = []
  let stopping = false
  try {
    await untilReady(worker, onProgress)
  } catch (error) {
    await worker.terminate()
    cleanUp()
    throw error
  }
  const fail = (reason: Error) => {
    if (stopping) return
    stopping = true
    cleanUp()
    for (const listener of listeners) listener(reason)
  }
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('The embedded database has stopped.')))

  return {
    kind: 'embedded',
    prepares: false, // one session behind all connections: names would outlive them
    pool: {
      host: socketFolder,
      port: 5432,
      user: 'postgres',
      database: 'postgres',
      max: 1,
      idleTimeoutMillis: 0,
      pipeline: true,
    },
    onFailure: (listener) => listeners.push(listener),
    async stop() {
      if (stopping) return
      stopping = true
      const stopped = new Promise<void>((done) => worker.once('exit', () => done()))
      worker.postMessage('stop')
      await stopped
      cleanUp()
    },
  }
}

/** A folder that only this user may enter, with a path short enough for a socket (107 bytes on Linux). */
function makeSocketFolder(dataFolder: string): string {
  const inside = join(dataFolder, 'socket')
  if (Buffer.byteLength(join(inside, SOCKET_NAME)) > 100) return mkdtempSync(join(tmpdir(), 'qunce-'))
  rmSync(inside, { recursive: true, force: true }) // left by a killed process; the lock says that nobody uses it
  mkdirSync(inside, { mode: 0o700 })
  return inside
}

function untilReady(worker: Worker, onProgress: OnProgress): Promise<void> {
  return new Promise((done, refuse) => {
    const end = (action: () => void) => {
      worker.off('message', hear).off('error', refuse).off('exit', leave)
      action()
    }
    const leave = (code: number) =>
      end(() => refuse(new Error(`The embedded database ended while it was starting (${code}).`)))
    const hear = (report: WorkerReport) => {
      if (report.kind === 'progress') onProgress(report.step)
      if (report.kind === 'ready') end(done)
      if (report.kind === 'failed')
        end(() => refuse(new Error(`The embedded database could not start: ${report.message}`)))
    }
    worker.on('message', hear).on('error', refuse).on('exit', leave)
  })
}
