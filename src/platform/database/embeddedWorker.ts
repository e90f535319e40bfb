// The thread in which the embedded engine lives: PGlite with PostGIS, served on a unix socket.
import { closeSync, existsSync, fdatasyncSync, fsyncSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { postgis } from '@electric-sql/pglite-postgis'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import type { WorkerReport, WorkerStart } from './embedded.ts'
import { endsWithReady, withoutReady } from './wire.ts'

if (!parentPort) throw new Error('embeddedWorker.ts runs as a worker thread only.')
const port = parentPort
const tell = (report: WorkerReport) => port.postMessage(report)

/**
 * PGlite's file system, but with an fsync that reaches the disk. Emscripten's has none, and PGlite therefore starts
 * PostgreSQL with fsync off: a killed process would lose nothing, a power cut could.
 */
class DurableFolder extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS['init']>) {
    const prepared = await super.init(pglite, options)
    prepared.emscriptenOpts.preRun?.push((module) => {
      const { NODEFS } = (module as unknown as { FS: { filesystems: { NODEFS: NodeFileSystem } } }).FS.filesystems
      NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd !== undefined) fdatasyncSync(stream.nfd)
        return 0
      }
    })
    return prepared
  }
}
interface NodeFileSystem {
  stream_ops: { fsync?: (stream: { nfd?: number }) => number }
}

/** PGlite's own start parameters without `-F`, which is fsync off. */
function startParameters(): string[] {
  const { defaultStartParams } = PGlite as unknown as { defaultStartParams: string[] }
  const kept = defaultStartParams.filter((parameter) => parameter !== '-F')
  // fdatasync does nothing in Emscripten, fsync is the one that DurableFolder carries out.
  return [...kept, '-c', 'wal_sync_method=fsync', '-c', 'jit=off', '-c', 'TimeZone=UTC']
}

/** Opens the database, or creates it. One whose creation was interrupted holds nothing yet and is created again. */
async function open(folder: string): Promise<PGlite> {
  const complete = join(folder, 'COMPLETE')
  const isNew = !existsSync(complete)
  if (isNew) {
    tell({ kind: 'progress', step: 'Creating the embedded database (once, about 10 seconds)' })
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } else tell({ kind: 'progress', step: 'Starting the embedded database' })

  const database = await PGlite.create({
    fs: new DurableFolder(join(folder, 'cluster')),
    extensions: { postgis },
    relaxedDurability: false,
    startParams: startParameters(),
  })
  if (isNew) {
    tell({ kind: 'progress', step: 'Adding PostGIS' })
    await database.exec('create extension if not exists postgis; checkpoint')
    writeFileSync(complete, 'The embedded database in this folder was created to the end.\n')
    for (const path of [complete, folder]) syncPath(path)
  }
  return database
}

/** An engine that throws, instead of answering with an error, is broken: the thread ends, and the process hears of it. */
function endOnBreakdown(database: PGlite): void {
  const execute = database.execProtocolRawStream.bind(database)
  database.execProtocolRawStream = async (...args) => {
    try {
      return await execute(...args)
    } catch (error) {
      setImmediate(() => {
        throw error
      })
      throw error
    }
  }
}

/** One ReadyForQuery for each query or Sync, also after an error. See `withoutReady`. */
function sayReadyOnce(database: PGlite): void {
  const execute = database.execProtocolRawStream.bind(database)
  database.execProtocolRawStream = async (message, options) => {
    const onRawData = options?.onRawData
    if (!onRawData || endsWithReady(message)) return execute(message, options)
    const answer = withoutReady(onRawData)
    await execute(message, { ...options, onRawData: answer.take })
    answer.end()
  }
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

try {
  const { databaseFolder, socketPath } = workerData as WorkerStart
  const database = await open(databaseFolder)
  sayReadyOnce(database)
  endOnBreakdown(database)
  // Two, not one: a connection that ends and the one that replaces it may overlap for a moment.
  const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections: 2 })
  await server.start()
  port.on('message', async () => {
    await server.stop()
    await database.close()
    tell({ kind: 'stopped' })
    process.exit(0)
  })
  tell({ kind: 'ready' })
} catch (error) {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
}
