import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { withDatabase } from '../../../test/support/index.ts'
import { type Migration, migrate, readMigrations } from './migrate.ts'
import { openDatabase } from './open.ts'

const step = (file: string, text: string): Migration => ({
  file,
  sql: text,
  sha256: createHash('sha256').update(text).digest('hex'),
})

describe('migrations', () => {
  const database = withDatabase()
  const known = readMigrations()
  const exists = async (table: string) => {
    const { rows } = await sql<{ found: boolean }>`select to_regclass(${table}) is not null as found`.execute(
      database.handle.kysely,
    )
    return rows[0]?.found
  }

  test('[PLAT-6] are applied once, in the order of their names', async () => {
    const first = step('9001_first.sql', 'create table first_step (id integer)')
    const second = step('9002_second.sql', 'alter table first_step add column more text')
    const run = () => migrate(database.handle.kysely, { migrations: [...known, first, second] })
    expect(await run()).toEqual(['9001_first.sql', '9002_second.sql'])
    expect(await run()).toEqual([])
    known.push(first, second)
  })

  test('[PLAT-6] one that fails leaves nothing of itself and says what is wrong with it', async () => {
    const bad = step('9003_bad.sql', 'create table half_step (id integer); select nothing_such from first_step')
    const run = migrate(database.handle.kysely, { migrations: [...known, bad] })
    await expect(run).rejects.toMatchObject({ code: 'migration_failed', facts: { file: '9003_bad.sql' } })
    expect(await exists('half_step')).toBe(false)
  })

  test('[PLAT-6] one that was edited after it was applied stops the start', async () => {
    const edited = known.map((one) => (one.file === '9001_first.sql' ? step(one.file, 'select 1') : one))
    const run = migrate(database.handle.kysely, { migrations: edited })
    await expect(run).rejects.toMatchObject({ code: 'migration_changed', facts: { file: '9001_first.sql' } })
  })

  test('[PLAT-6] a database of a newer version stops the start', async () => {
    const run = migrate(database.handle.kysely, { migrations: known.slice(0, -1) })
    await expect(run).rejects.toMatchObject({ code: 'migration_unknown', facts: { file: '9002_second.sql' } })
  })

  test('[PLAT-6] processes that start at once apply them once', async () => {
    const third = step('9004_third.sql', 'create table third_step (id integer); select pg_sleep(0.2)')
    const migrations = [...known, third]
    const other = database.url ? await openDatabase({ url: database.url, dataFolder: '' }) : database.handle
    const runs = await Promise.all([
      migrate(database.handle.kysely, { migrations }),
      migrate(other.kysely, { migrations }),
    ])
    if (other !== database.handle) await other.close()
    expect(runs.map((applied) => applied.length).sort()).toEqual([0, 1])
  })
})
