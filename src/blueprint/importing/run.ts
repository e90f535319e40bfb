import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { FileStore } from '../../platform/files/index.ts'
import { idOfKey, isMade, refusalOf } from '../../platform/http/index.ts'
import type { Settings } from '../schemas/imports.ts'
import { inFolder, readApart } from './apart.ts'
import { addImport, endReading, noteProgress, type Outcome, rereadImport } from './store.ts'
import type { Reading } from './types.ts'

/** What importing needs of the server. */
export interface ImportHouse {
  database: DatabaseHandle
  files: FileStore
  log: { error: (facts: object, message: string) => void }
}

/** Readings that run in this process, by upload: who wants to wait for one, awaits it; the next one gives it up. */
const running = new Map<string, { work: Promise<void>; stop: AbortController }>()

/** How often (ms) progress is written down. */
const PROGRESS_EVERY = 2000

/**
 * Keeps an upload and begins to read it.
 * @param key of the request: the same file again with it adds nothing
 * @returns its id
 */
export async function beginImport(
  house: ImportHouse,
  actor: Actor,
  upload: { fileName: string; bytes: Uint8Array; settings: Settings },
  key?: string,
): Promise<string> {
  const { fileName, bytes, settings } = upload
  const sha256 = await house.files.put(bytes)
  const id = idOfKey(key, actor, 'blueprint_import', sha256, fileName, settings)
  const isNew = await house.database.asActor(actor, async (trx) => {
    if (await isMade(trx, 'blueprint_import', key, id)) return false
    await addImport(trx, actor, { id, fileName, sha256, bytes: bytes.length, settings })
    return true
  })
  if (isNew) start(house, actor, { id, reading: 1, fileName, sha256, settings })
  return id
}

/** Reads an upload again, with other settings. @throws Refusal import_not_found, import_not_ready */
export async function readAgain(
  house: ImportHouse,
  actor: Actor,
  upload: { id: string; fileName: string; sha256: string },
  settings: Settings,
): Promise<void> {
  const reading = await house.database.asActor(actor, (trx) => rereadImport(trx, upload.id, settings))
  start(house, actor, { ...upload, reading, settings })
}

/** Waits for the reading of an upload, for so long (seconds). */
export async function waitFor(id: string, seconds: number): Promise<void> {
  const reading = running.get(id)?.work
  if (!reading || seconds === 0) return
  let timer: NodeJS.Timeout | undefined
  await Promise.race([reading, new Promise<void>((resume) => (timer = setTimeout(resume, seconds * 1000)))])
  clearTimeout(timer)
}

/** Whether this process reads it at present: one that no process reads was cut off by a restart. */
export const isRunning = (id: string) => running.has(id)

interface Job {
  id: string
  reading: number
  fileName: string
  sha256: string
  settings: Settings
}

function start(house: ImportHouse, actor: Actor, job: Job): void {
  running.get(job.id)?.stop.abort()
  const stop = new AbortController()
  const work = runReading(house, actor, job, stop.signal)
    .catch((error) => house.log.error({ err: error }, 'an upload could not be read'))
    .finally(() => {
      if (running.get(job.id)?.stop === stop) running.delete(job.id)
    })
  running.set(job.id, { work, stop })
}

async function runReading(house: ImportHouse, actor: Actor, job: Job, signal: AbortSignal): Promise<void> {
  let told = Date.now()
  let lastStep = ''
  const tell = (progress: unknown) => {
    const { step } = progress as { step: string }
    if (step === lastStep && Date.now() - told < PROGRESS_EVERY) return
    told = Date.now()
    lastStep = step
    void house.database
      .asActor(actor, (trx) => noteProgress(trx, job.id, job.reading, progress as object))
      .catch(() => {})
  }
  const outcome = await readStored(house, job, tell, async (_folder, found) => found, signal).then(
    (found): Outcome => ({ state: 'ready', found }),
    (error): Outcome | null => {
      if (signal.aborted) return null // another reading has taken its place
      const refusal = refusalOf(error)
      if (!refusal) house.log.error({ err: error }, 'an upload could not be read')
      return {
        state: 'refused',
        problem: {
          code: refusal?.code ?? 'internal',
          detail: refusal?.message ?? 'Something went wrong in the server.',
          facts: refusal?.facts ?? {},
        },
      }
    },
  )
  if (outcome) await house.database.asActor(actor, (trx) => endReading(trx, job.id, job.reading, outcome))
}

/** Reads a stored upload in a folder of its own; what `use` makes of it is done before the folder goes. */
export function readStored<T>(
  { files }: ImportHouse,
  { sha256, fileName, settings }: { sha256: string; fileName: string; settings: Settings },
  tell: (progress: unknown) => void,
  use: (folder: string, found: Reading) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  return inFolder(async (folder) => {
    const path = join(folder, 'upload')
    await writeFile(path, await files.get(sha256))
    return use(folder, await readApart({ path, fileName, folder, settings }, tell, signal))
  })
}
