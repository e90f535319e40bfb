import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type {} from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { expectClean } from '../../platform/http/index.ts'
import { WorkApart } from '../../platform/threads/index.ts'
import type { ReadTable } from './reader.ts'
import type { ReadRequest } from './readTable.ts'
import { uploadRefusals as refusals } from './refusals.ts'

const MEGABYTE = 1024 * 1024
/** Most bytes of a CSV, which is read as it streams, and of a workbook, which is not. */
export const MOST_BYTES = { csv: 512 * MEGABYTE, workbook: 50 * MEGABYTE }
const READ_WITHIN_MS = 240_000
const WAITING = 8

const apart = new WorkApart<ReadRequest, ReadTable>(
  new URL('./worker.ts', import.meta.url),
  READ_WITHIN_MS,
  ({ name }, reason) => refusals.failed(name, reason),
  { waiting: { most: WAITING, refuse: refusals.busy }, memory: { maxOldGenerationSizeMb: 2048 } },
)

export interface Upload {
  name: string
  sha256: string
  fields: ReadonlyMap<string, string>
  table: ReadTable
}

/**
 * Takes the file of a form as it streams, and reads it in a thread of its own.
 * @throws Refusal upload_file_missing, upload_table_too_large, upload_queue_full, text_unclean and those of `readTable`
 */
export async function takeUpload(request: FastifyRequest, now: Date): Promise<Upload> {
  const folder = await mkdtemp(join(tmpdir(), 'qunce-upload-'))
  try {
    const path = join(folder, 'table')
    const { name, fields } = await store(request, path)
    // At once: the thread that reads leaves this one with nothing to do.
    const [table, sha256] = await Promise.all([apart.do({ path, name, now: now.getTime() }), digestOf(path)])
    return { name, sha256, fields, table }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function store(request: FastifyRequest, path: string): Promise<Pick<Upload, 'name' | 'fields'>> {
  const fields = new Map<string, string>()
  let name: string | undefined
  const limits = { files: 1, fields: 8, fileSize: MOST_BYTES.csv + 1 }
  for await (const part of request.parts({ throwFileSizeLimit: false, limits } as object)) {
    if (part.type === 'field') {
      const value = String(part.value)
      expectClean(part.fieldname, value, 'prose')
      fields.set(part.fieldname, value)
      continue
    }
    const called = (part.filename ?? '').split(/[/\\]/).at(-1)?.slice(-200) || 'table.csv'
    const most = /\.(?:xlsx|xlsm|xls|ods)$/i.test(called) ? MOST_BYTES.workbook : MOST_BYTES.csv
    let bytes = 0
    const counted = new Transform({
      transform(portion: Buffer, _encoding, done) {
        bytes += portion.length
        // What is too large is read to its end, so that the answer is, but not kept.
        if (bytes > most) done()
        else done(null, portion)
      },
    })
    await pipeline(part.file, counted, createWriteStream(path))
    if (bytes > most || part.file.truncated) throw refusals.tooLarge(called, most / MEGABYTE)
    expectClean('file', called, 'line')
    name = called
  }
  if (name === undefined) throw refusals.fileMissing()
  return { name, fields }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const portion of createReadStream(path, { highWaterMark: MEGABYTE })) hash.update(portion as Buffer)
  return hash.digest('hex')
}
