import { readFile, stat } from 'node:fs/promises'
import { Refusal } from '../platform/refusal.ts'

export const fileRefusals = {
  missing: (path: string) => new Refusal('not_found', 'file_missing', `There is no file ${path}.`, { file: path }),
  unreadable: (path: string, reason: string) =>
    new Refusal('forbidden', 'file_unreadable', `${path} may not be read (${reason}). Check its permissions.`, {
      file: path,
      reason,
    }),
}

/**
 * A file's bytes, refused before it is opened where that is known: missing, a folder, too large, empty.
 * @throws Refusal file_missing, file_unreadable, file_is_folder, file_empty, file_too_large …
 */
export async function readLocalFile(path: string): Promise<Uint8Array> {
  const { checkFile } = await import('../plan/reading/index.ts')
  checkFile(await stat(path).catch(refuse(path)), path)
  return readFile(path).catch(refuse(path))
}

const refuse = (path: string) => (error: NodeJS.ErrnoException) => {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw fileRefusals.missing(path)
  throw fileRefusals.unreadable(path, error.code ?? error.message)
}
