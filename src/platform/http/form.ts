import { once } from 'node:events'
import type {} from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { expectClean } from './text.ts'

/** A form (multipart/form-data) with at most one file, as it came. */
export interface Form {
  fields: ReadonlyMap<string, string>
  file: { name: string; bytes: Buffer } | null
}

/** Most fields that a form of ours has, with room to spare. */
const FIELDS = 8

/**
 * Takes the fields and the one file of a form. The file's name is its last part, and neither it nor a field holds
 * characters that cannot be seen.
 * @param accept says by the name, before a byte is read, why a file is not taken: by throwing
 * @param tooLarge what is refused where the file is larger than `mostBytes`
 * @throws Refusal text_unclean
 */
export async function takeForm(
  request: FastifyRequest,
  mostBytes: number,
  tooLarge: (name: string) => Error,
  accept: (name: string) => void = () => {},
): Promise<Form> {
  const fields = new Map<string, string>()
  let file: Form['file'] = null
  const limits = { files: 1, fields: FIELDS, fileSize: mostBytes }
  for await (const part of request.parts({ throwFileSizeLimit: false, limits } as object)) {
    if (part.type === 'field') {
      const value = String(part.value)
      expectClean(part.fieldname, value, 'prose')
      fields.set(part.fieldname, value)
      continue
    }
    const name = (part.filename ?? '').split(/[/\\]/).at(-1)?.slice(-200) ?? ''
    try {
      expectClean('file', name, 'line')
      accept(name)
    } catch (error) {
      // What is on its way is read to its end, so that the answer is.
      part.file.resume()
      await once(part.file, 'end')
      throw error
    }
    const bytes = await part.toBuffer()
    if (part.file.truncated) throw tooLarge(name)
    file = { name, bytes }
  }
  return { fields, file }
}
