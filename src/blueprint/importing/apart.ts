import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WorkApart } from '../../platform/threads/index.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import type { ExportRequest, PackRequest } from './export.ts'
import { IMPORT_LIMITS } from './limits.ts'
import type { ReadRequest } from './read.ts'
import type { Reading } from './types.ts'

/** What GDAL sees: removed with the process. */
let root: string | undefined
function rootFolder(): string {
  if (root) return root
  const made = mkdtempSync(join(tmpdir(), 'qunce-blueprint-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  root = made
  return made
}

/** What the threads here do. */
export type SpatialWork = ReadRequest | ExportRequest | PackRequest

/** How many files are read, and how many downloads are written and wait, at once. */
const MOST = { reading: 16, writing: 8 } as const
const threadFor = (work: keyof typeof MOST) =>
  new WorkApart<SpatialWork, unknown>(
    new URL('./worker.ts', import.meta.url),
    IMPORT_LIMITS.milliseconds,
    (request, reason) => refusals.importFailed(request.work === 'read' ? request.fileName : request.name, reason),
    {
      memory: { maxOldGenerationSizeMb: 2048 },
      waiting: { most: MOST[work], refuse: () => refusals.spatialBusy(MOST[work]) },
    },
  )
// Who takes a layer away does not wait for a file of an hour that somebody else sends.
const reading = threadFor('reading')
const writing = threadFor('writing')

/** Gives the work a folder of its own, and removes it when the work is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(rootFolder(), { recursive: true })
  const folder = join(rootFolder(), randomUUID())
  await mkdir(folder)
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Reads an upload in a thread of its own, one after the other, under limits of time and memory. @throws Refusal spatial_busy */
export const readApart = (
  request: Omit<ReadRequest, 'work'>,
  tell?: (progress: unknown) => void,
  signal?: AbortSignal,
): Promise<Reading> => reading.do({ ...request, work: 'read' }, tell, signal) as Promise<Reading>

/** Writes a download in a thread of its own. */
export const exportApart = (request: Omit<ExportRequest, 'work'>): Promise<{ path: string }> =>
  writing.do({ ...request, work: 'export' }) as Promise<{ path: string }>

/** Packs files of a folder into a zip archive, in that thread too. */
export const packApart = (request: Omit<PackRequest, 'work'>): Promise<{ path: string }> =>
  writing.do({ ...request, work: 'pack' }) as Promise<{ path: string }>
