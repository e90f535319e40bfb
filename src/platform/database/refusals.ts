import { Refusal } from '../refusal.ts'

export const databaseRefusals = {
  dataFolderInUse: (folder: string, holder: { pid?: number; since?: string }) =>
    new Refusal(
      'conflict',
      'data_folder_in_use',
      `The data folder ${folder} is in use by another Qunce process${holder.pid ? ` (pid ${holder.pid}, since ${holder.since})` : ''}. ` +
        'Stop that one first, or choose another folder.',
      { folder, ...holder },
    ),
  urlInvalid: () =>
    new Refusal(
      'invalid',
      'database_url_invalid',
      'The database address is not understood. It looks like postgresql://user:password@host:5432/database.',
    ),
  unreachable: (address: string, reason: string) =>
    new Refusal(
      'busy',
      'database_unreachable',
      `The database at ${address} did not let Qunce in (${reason}). Is it running, and are user, password and name right?`,
      { address, reason },
    ),
  serverTooOld: (version: string) =>
    new Refusal('invalid', 'database_too_old', `PostgreSQL 15 or newer is needed, the server is ${version}.`, {
      version,
    }),
  noPostgis: (reason: string) =>
    new Refusal(
      'invalid',
      'postgis_missing',
      `The database has no PostGIS and it could not be created (${reason}). ` +
        'Install PostGIS 3.3 or newer and run, as a superuser: CREATE EXTENSION postgis;',
      { reason },
    ),
  noRoles: (user: string, reason: string) =>
    new Refusal(
      'invalid',
      'database_roles_missing',
      `The roles qunce_app and qunce_system could not be prepared (${reason}). Run, as a superuser: ` +
        `CREATE ROLE qunce_app NOLOGIN; CREATE ROLE qunce_system NOLOGIN; GRANT qunce_app, qunce_system TO "${user}";`,
      { user, reason },
    ),
  migrationChanged: (file: string) =>
    new Refusal(
      'conflict',
      'migration_changed',
      `The migration ${file} was applied to this database in another wording. Migrations are never edited once ` +
        'released: restore the file, or start with an empty database.',
      { file },
    ),
  migrationUnknown: (file: string) =>
    new Refusal(
      'conflict',
      'migration_unknown',
      `This database was migrated by a newer Qunce (${file} is not known here). Use that version or a backup.`,
      { file },
    ),
  migrationFailed: (file: string, reason: string) =>
    new Refusal('invalid', 'migration_failed', `The migration ${file} failed and was rolled back: ${reason}`, {
      file,
      reason,
    }),
  connectionLost: () =>
    new Refusal(
      'busy',
      'connection_lost',
      'The connection to the database was lost. Look whether your change is there before you make it again.',
    ),
  transactionInside: () =>
    new Error(
      'A transaction was asked for inside another one. Pass the outer trx on: the embedded engine has one session.',
    ),
  transactionLost: () =>
    new Error('The transaction had failed before its commit, nothing of it was saved. A caught SQL error ends it.'),
}
