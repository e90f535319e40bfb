import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CompiledQuery, type Kysely } from 'kysely'
import type { OnProgress } from './engine.ts'
import { databaseRefusals } from './refusals.ts'
import type { Database } from './tables.ts'

/** One step of the data model: a plain SQL file. */
export interface Migration {
  file: string
  sql: string
  sha256: string
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url))

/** Any number will do, but always this one: who migrates holds it, on this database. */
const MIGRATION_LOCK = 7_108_110_099

/** The migrations of a folder in the order of their names. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): Migration[] {
  const files = readdirSync(folder).filter((file) => /^\d{4}_\w+\.sql$/.test(file))
  return files.sort().map((file) => {
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    return { file, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

/**
 * Brings the database to the newest data model: applies, each in its own transaction, the migrations that it has not
 * had yet. Processes that start at once wait for each other.
 * @returns the files that were applied now
 * @throws Refusal migration_changed, migration_unknown, migration_failed, database_roles_missing
 */
export async function migrate(
  kysely: Kysely<Database>,
  { migrations = readMigrations(), onProgress = () => {} }: { migrations?: Migration[]; onProgress?: OnProgress } = {},
): Promise<string[]> {
  return kysely.connection().execute(async (connection) => {
    const run = (sql: string) => connection.executeQuery<Record<string, unknown>>(CompiledQuery.raw(sql))
    await run('set statement_timeout = 0') // a migration takes as long as it takes, and so does waiting for another's
    await run(`select pg_advisory_lock(${MIGRATION_LOCK})`)
    try {
      await prepareRoles(run)
      await run(`create table if not exists schema_migration (
        file text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
      const { rows } = await run('select file, sha256 from schema_migration')
      const applied = new Map(rows.map((row) => [String(row.file), String(row.sha256)]))
      checkApplied(applied, migrations)

      const missing = migrations.filter(({ file }) => !applied.has(file))
      for (const { file, sql, sha256 } of missing) {
        onProgress(`Migrating: ${file}`)
        await run('begin')
        try {
          await run(sql)
          await run(`insert into schema_migration (file, sha256) values ('${file}', '${sha256}')`)
          await run('commit')
        } catch (error) {
          await run('rollback')
          throw databaseRefusals.migrationFailed(file, describe(error))
        }
      }
      return missing.map(({ file }) => file)
    } finally {
      await run(`select pg_advisory_unlock(${MIGRATION_LOCK})`)
      await run('reset statement_timeout')
    }
  })
}

function checkApplied(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ file, sha256 }) => [file, sha256]))
  for (const [file, sha256] of applied) {
    if (!known.has(file)) throw databaseRefusals.migrationUnknown(file)
    if (known.get(file) !== sha256) throw databaseRefusals.migrationChanged(file)
  }
}

/**
 * The two roles that transactions run under. They belong to the whole server, not to one database, so another process
 * may be creating them at this moment.
 */
async function prepareRoles(run: (sql: string) => Promise<{ rows: Record<string, unknown>[] }>): Promise<void> {
  const { rows } = await run('select current_user as name')
  const user = String(rows[0]?.name)
  try {
    await run(`do $$
      declare wanted text;
      begin
        foreach wanted in array array['qunce_app', 'qunce_system'] loop
          if not exists (select from pg_roles where rolname = wanted) then
            begin
              execute format('create role %I nologin', wanted);
            exception when duplicate_object or unique_violation then null;
            end;
          end if;
          -- usage, not member: since PostgreSQL 16 who creates a role is a member of it that may not yet act as it.
          if not pg_has_role(current_user, wanted, 'usage') then
            execute format('grant %I to current_user', wanted);
          end if;
        end loop;
      end $$`)
  } catch (error) {
    throw databaseRefusals.noRoles(user, describe(error))
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { detail, position, where } = error as { detail?: string; position?: string; where?: string }
  return [error.message, detail, position && `at character ${position}`, where].filter(Boolean).join('; ')
}
