import type { FastifyRequest } from 'fastify'
import type { FileStore } from '../../platform/files/index.ts'
import { takeForm } from '../../platform/http/index.ts'
import { jointRefusals as refusals } from './refusals.ts'

/** Most megabytes of one paper. */
export const ATTACHMENT_MB = 30

/** Types that are taken, by the name's ending; what is sent is what the name says, never what the browser claims. */
const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
)

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
 * @throws Refusal attachment_missing, attachment_type, attachment_too_large, text_unclean
 */
export async function takeAttachment(request: FastifyRequest, files: FileStore): Promise<Attachment> {
  const typeOf = (name: string) => TYPES.get(name.split('.').at(-1)?.toLowerCase() ?? '')
  const { fields, file } = await takeForm(
    request,
    ATTACHMENT_MB * 1024 * 1024,
    (name) => refusals.fileTooLarge(name, ATTACHMENT_MB),
    (name) => {
      if (!typeOf(name)) throw refusals.fileType(name)
    },
  )
  const mediaType = typeOf(file?.name ?? '')
  if (!file || !mediaType || file.bytes.length === 0) throw refusals.fileMissing()
  const { name: fileName, bytes } = file
  return { fileName, mediaType, bytes: bytes.length, sha256: await files.put(bytes), fields }
}
