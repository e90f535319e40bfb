import { once } from 'node:events'
import type { FastifyRequest } from 'fastify'
import type { FileStore } from '../../platform/files/index.ts'
import { jointRefusals as refusals } from './refusals.ts'

/** Most megabytes of one paper. */
export const ATTACHMENT_MB = 30

/** Types that are taken, by the name's ending; what is sent is what the name says, never what the browser claims. */
const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  wps: 'application/vnd.ms-works',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  et: 'application/octet-stream',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain',
  csv: 'text/csv',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
}

/** A paper in the file store, and the fields that came with it. */
export interface Attachment {
  fileName: string
  mediaType: string
  bytes: number
  sha256: string
  fields: ReadonlyMap<string, string>
}

/**
 * Takes the one file of a form: its size and type are checked while it arrives, and it is on disk when this returns.
 * @throws Refusal attachment_missing, attachment_type, attachment_too_large
 */
export async function takeAttachment(request: FastifyRequest, files: FileStore): Promise<Attachment> {
  const fields = new Map<string, string>()
  let taken: Omit<Attachment, 'fields'> | undefined
  const limits = { files: 1, fileSize: ATTACHMENT_MB * 1024 * 1024 }
  for await (const part of request.parts({ throwFileSizeLimit: false, limits } as object)) {
    if (part.type === 'field') {
      fields.set(part.fieldname, String(part.value))
      continue
    }
    const fileName = (part.filename ?? '').split(/[/\\]/).at(-1)?.slice(-200) ?? ''
    const mediaType = TYPES[fileName.split('.').at(-1)?.toLowerCase() ?? '']
    if (!mediaType) {
      part.file.resume()
      await once(part.file, 'end')
      throw refusals.fileType(fileName)
    }
    const chunks: Buffer[] = []
    for await (const chunk of part.file) chunks.push(chunk as Buffer)
    if (part.file.truncated) throw refusals.fileTooLarge(fileName, ATTACHMENT_MB)
    const bytes = Buffer.concat(chunks)
    taken = { fileName, mediaType, bytes: bytes.length, sha256: await files.put(bytes) }
  }
  if (!taken || taken.bytes === 0) throw refusals.fileMissing()
  return { ...taken, fields }
}
