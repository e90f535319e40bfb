import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadRegistries } from '../exchange/index.ts'
import { loadGazetteer } from '../gazetteer/index.ts'
import { type DatabaseHandle, migrate, type OnProgress, openDatabase } from '../platform/database/index.ts'
import { type FileStore, openFileStore } from '../platform/files/index.ts'
import { startRefusals } from './startRefusals.ts'

/** A Qunce installation that is open: its database, migrated and with its gazetteer, and its files. */
export interface Installation {
  database: DatabaseHandle
  files: FileStore
  dataFolder: string
  close(): Promise<void>
}

export interface InstallationOptions {
  /** Where the embedded database, the files and the secrets are. */
  dataFolder: string
  /** A real PostgreSQL server instead of the embedded one. */
  databaseUrl?: string | undefined
  /** Refuse an empty data folder instead of making an installation in it: a mistyped one would seem to be well. */
  mustExist?: boolean
  onProgress?: OnProgress
}

/**
 * Opens an installation, or makes one in an empty folder. The server and every command go through here.
 * @throws Refusal data_folder_unusable, installation_missing, data_folder_in_use, database_unreachable,
 * database_too_old, postgis_missing, migration_changed …
 */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { databaseUrl, onProgress = () => {} } = options
  const dataFolder = resolve(options.dataFolder)
  if (options.mustExist && !databaseUrl && !existsSync(join(dataFolder, 'database'))) {
    throw startRefusals.installationMissing(dataFolder)
  }
  prepareFolder(dataFolder)
  const database = await openDatabase({ url: databaseUrl, dataFolder, onProgress })
  try {
    await migrate(database.kysely, { onProgress })
    onProgress('Bringing the gazetteer up to date')
    await loadGazetteer(database)
    await loadRegistries(database)
    const files = await openFileStore(join(dataFolder, 'files'))
    return { database, files, dataFolder, close: () => database.close() }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The folder, there and writable. @throws Refusal data_folder_unusable */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw startRefusals.dataFolderUnusable(folder, (error as NodeJS.ErrnoException).code ?? String(error))
  }
}
