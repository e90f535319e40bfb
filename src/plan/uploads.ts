import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../platform/access/index.ts'
import { expectClean, internalProblem, problemOf, refusalOf, visible } from '../platform/http/index.ts'
import { Refusal } from '../platform/refusal.ts'
import { ingestDocument, type PlanHouse, type Upload } from './ingest.ts'
import { checkSize, LIMITS, openSources } from './reading/index.ts'
import { planRefusals } from './refusals.ts'
import type { FileProblem, IngestResult, Visibility } from './schemas.ts'

const MOST_FILES = 100

const MB = 1024 * 1024

/** What all files of one request may come to: they wait on this machine's disk until they are read. */
const mostBytes = () => (Number(process.env.QUNCE_UPLOAD_MB) || 500) * MB

/**
 * Where the form's reader stops by itself: one file past the most, so that the refusal is ours and says how many, and a
 * size up to which a file that is too large is told its true one.
 */
const FORM_LIMITS = { files: MOST_FILES + 1, fileSize: 1024 * MB }

type Wishes = Pick<Upload, 'visibility' | 'versionOf'>

interface Spooled {
  name: string
  path: string
  /** As it arrived; beyond the limit only its size was counted. */
  bytes: number
}

/**
 * Takes the files of a multipart request, zips unpacked, one after the other. Each is written to a temporary file while
 * it arrives, so that a slow or large upload holds no memory; each gets its own outcome, and one that is refused does
 * not stop the rest.
 * @throws Refusal no_file, too_many_files, upload_too_large, field_invalid, version_of_needs_one_file
 */
export async function takeUploads(request: FastifyRequest, house: PlanHouse, actor: Actor): Promise<IngestResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'qunce-upload-'))
  try {
    const { files, wishes } = await spool(request, folder)
    if (files.length === 0) throw planRefusals.noFile()
    if (wishes.versionOf && files.length > 1) throw planRefusals.versionOfNeedsOneFile()
    const results: IngestResult[] = []
    for (const file of files) {
      for await (const result of ingestFile(house, actor, file, wishes, request)) results.push(result)
      await rm(file.path, { force: true })
    }
    return results
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function spool(request: FastifyRequest, folder: string): Promise<{ files: Spooled[]; wishes: Wishes }> {
  const files: Spooled[] = []
  const fields = new Map<string, string>()
  const limit = mostBytes()
  let kept = 0
  for await (const part of request.parts({ throwFileSizeLimit: false, limits: FORM_LIMITS } as object)) {
    if (part.type === 'field') {
      fields.set(part.fieldname, String(part.value))
      continue
    }
    if (files.length >= MOST_FILES) throw planRefusals.tooManyFiles(MOST_FILES)
    const path = join(folder, String(files.length))
    const counter = new Counter(LIMITS.fileBytes, limit - kept)
    await pipeline(part.file, counter, createWriteStream(path, { mode: 0o600 }))
    kept += counter.kept
    files.push({ name: part.filename || `file ${files.length + 1}`, path, bytes: counter.bytes })
  }
  return { files, wishes: wishesOf(fields) }
}

/** Lets through as much of a file as may be kept, and counts the rest. Fails where the request has no room for it. */
class Counter extends Transform {
  bytes = 0
  kept = 0
  readonly #limit: number
  readonly #left: number

  constructor(limit: number, left: number) {
    super()
    this.#limit = limit
    this.#left = left
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    const room = Math.max(0, this.#limit + 1 - this.bytes)
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk
    this.bytes += chunk.length
    this.kept += kept.length
    if (this.kept > this.#left) done(planRefusals.uploadTooLarge(mostBytes() / MB))
    else done(null, kept)
  }
}

function wishesOf(fields: ReadonlyMap<string, string>): Wishes {
  const visibility = fields.get('visibility')
  const versionOf = fields.get('versionOf')
  if (visibility && visibility !== 'cluster' && visibility !== 'organization') {
    throw planRefusals.fieldInvalid('visibility', 'cluster or organization')
  }
  if (versionOf && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(versionOf)) {
    throw planRefusals.fieldInvalid('versionOf', 'the id of a document')
  }
  return {
    ...(visibility ? { visibility: visibility as Visibility } : {}),
    ...(versionOf ? { versionOf } : {}),
  }
}

async function* ingestFile(
  house: PlanHouse,
  actor: Actor,
  file: Spooled,
  wishes: Wishes,
  request: FastifyRequest,
): AsyncIterable<IngestResult> {
  try {
    checkSize(file.bytes, file.name)
  } catch (error) {
    yield { file: visible(file.name), outcome: 'refused', problem: problemIn(error, request) }
    return
  }
  for await (const source of openSources(await readFile(file.path), file.name)) {
    if ('refusal' in source) {
      yield { file: visible(source.name), outcome: 'refused', problem: problemIn(source.refusal, request) }
      continue
    }
    yield await ingestOne(house, actor, { bytes: source.bytes, fileName: source.name, ...wishes }, (error) =>
      problemIn(error, request),
    )
  }
}

/** One file's way into the register, with whatever happens told as its outcome. */
export async function ingestOne(
  house: PlanHouse,
  actor: Actor,
  upload: Upload,
  problemIn: (error: unknown) => FileProblem,
): Promise<IngestResult> {
  const file = visible(upload.fileName)
  try {
    expectClean('file', upload.fileName, 'line')
    const ingested = await ingestDocument(house, actor, upload)
    return { file, ...ingested }
  } catch (error) {
    return { file, outcome: 'refused', problem: problemIn(error) }
  }
}

/** What is told of a file that was refused; a mistake of ours goes to the log and says so. */
function problemIn(error: unknown, request: FastifyRequest): FileProblem {
  const refusal = error instanceof Refusal ? error : refusalOf(error)
  if (!refusal) request.log.error({ err: error }, 'a file could not be ingested')
  const { code, title, detail, facts } = refusal ? problemOf(refusal, request.id) : internalProblem(request.id)
  return { code, title, detail, facts }
}
