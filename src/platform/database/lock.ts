import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseRefusals } from './refusals.ts'

/** A data folder that this process holds alone. */
interface FolderLock {
  release(): void
}

/**
 * Takes the data folder for this process alone. The lock is the operating system's own (a POSIX record lock, taken
 * through SQLite, which Node carries): it ends with the process, however that ends, so a killed server leaves nothing
 * to clean up, and it holds between containers that share a volume, where process numbers mean nothing.
 * @throws Refusal data_folder_in_use when another process has it
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const holderFile = join(folder, 'lock-holder.json')
  const lock = new DatabaseSync(join(folder, 'lock'))
  try {
    lock.exec('pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw databaseRefusals.dataFolderInUse(folder, holderOf(holderFile))
    throw error
  }
  const holder = { pid: process.pid, since: new Date().toISOString(), command: process.argv.slice(1, 3).join(' ') }
  writeFileSync(holderFile, JSON.stringify(holder), { mode: 0o600 })
  return { release: () => lock.close() }
}

/** Makes sure that nobody has the data folder, before anything dear is begun. @throws Refusal data_folder_in_use */
export function expectFolderFree(folder: string): void {
  lockFolder(folder).release()
}

/** SQLITE_BUSY (5) or SQLITE_LOCKED (6), with any extension in the higher bits. */
function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode
  return code !== undefined && [5, 6].includes(code & 0xff)
}

/** Who wrote the holder file last: for the message only, the lock itself does not depend on it. */
function holderOf(file: string): { pid?: number; since?: string } {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}
