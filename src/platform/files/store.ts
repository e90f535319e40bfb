import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Refusal } from '../refusal.ts'

/** Blobs by the sha256 of their bytes: the same file twice is stored once, and a stored one never changes. */
export interface FileStore {
  /** Stores the bytes durably (they outlive a power cut that follows the answer). @returns their sha256, hexadecimal */
  put(bytes: Uint8Array): Promise<string>
  /** @throws Refusal file_missing, file_damaged */
  get(sha256: string): Promise<Uint8Array>
  has(sha256: string): Promise<boolean>
}

export const fileRefusals = {
  missing: (sha256: string) =>
    new Refusal('not_found', 'file_missing', `The file store has no file ${sha256}. Restore it from a backup.`, {
      sha256,
    }),
  damaged: (sha256: string) =>
    new Refusal('conflict', 'file_damaged', `The stored file ${sha256} has other bytes. Restore it from a backup.`, {
      sha256,
    }),
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Opens the store in a folder, which is made when it is not there. */
export async function openFileStore(folder: string): Promise<FileStore> {
  const root = resolve(folder)
  const incoming = join(root, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await clearLeftovers(incoming)

  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw fileRefusals.missing(sha256)
    return join(root, sha256.slice(0, 2), sha256)
  }
  const has = (sha256: string) =>
    stat(pathOf(sha256)).then(
      () => true,
      () => false,
    )

  return {
    has,
    async put(bytes) {
      const sha256 = sha256Of(bytes)
      if (await has(sha256)) return sha256
      const path = pathOf(sha256)
      const temporary = join(incoming, randomBytes(16).toString('hex'))
      await writeDurably(temporary, bytes)
      const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await rename(temporary, path)
      await syncFolder(dirname(path))
      if (made) await syncFolder(root)
      return sha256
    },
    async get(sha256) {
      const bytes = await readFile(pathOf(sha256)).catch(missing(sha256))
      if (sha256Of(bytes) !== sha256) throw fileRefusals.damaged(sha256)
      return bytes
    },
  }
}

/** No file takes longer to write (ms): what is older belongs to a process that was killed. */
const LEFTOVER_AFTER_MS = 60 * 60 * 1000

/** Only what is old: on a shared folder another process may be writing at this moment. */
async function clearLeftovers(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.NaN }))
    if (Date.now() - mtimeMs > LEFTOVER_AFTER_MS) await rm(path, { force: true })
  }
}

const missing = (sha256: string) => (error: NodeJS.ErrnoException) => {
  throw error.code === 'ENOENT' ? fileRefusals.missing(sha256) : error
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A new name in a folder is durable only once the folder itself is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
