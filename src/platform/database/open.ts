import { Kysely, PostgresDialect, type PostgresDriver } from 'kysely'
import pg from 'pg'
import { startEmbedded } from './embedded.ts'
import type { Engine, OnProgress } from './engine.ts'
import { connectPostgresql } from './postgresql.ts'
import { actorPreamble, Sessions, SYSTEM_PREAMBLE, timePreamble } from './session.ts'
import type { Database } from './tables.ts'
import type { DatabaseHandle } from './types.ts'

export interface OpenDatabaseOptions {
  /** A real PostgreSQL server; without it the embedded engine keeps its data in `dataFolder`. */
  url?: string | undefined
  dataFolder: string
  onProgress?: OnProgress
}

/**
 * Opens the database on either engine. It is not migrated yet: see `migrate`.
 * @throws Refusal data_folder_in_use, database_too_old, postgis_missing
 */
export async function openDatabase({
  url,
  dataFolder,
  onProgress = () => {},
}: OpenDatabaseOptions): Promise<DatabaseHandle> {
  const engine = url ? await connectPostgresql(url) : await startEmbedded(dataFolder, onProgress)
  return handleOf(engine)
}

function handleOf(engine: Engine): DatabaseHandle {
  const pool = new pg.Pool({ ...engine.pool, types: { getTypeParser } })
  // A connection was lost, at rest or at work: whoever uses it hears of it by its query, the next one opens another.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const dialect = new PostgresDialect({ pool })
  const config = { dialect }
  const kysely = new Kysely<Database>(config)
  const driver = dialect.createDriver() as PostgresDriver // never started: the sessions run on the pool themselves
  const sessions = new Sessions(pool, kysely, { config, driver, dialect }, { prepares: engine.prepares })

  const underClock = (clock?: () => Date): DatabaseHandle => ({
    engine: engine.kind,
    kysely,
    asActor: (actor, work) => sessions.run(actorPreamble(actor) + timePreamble(clock), work),
    asSystem: (work) => sessions.run(SYSTEM_PREAMBLE + timePreamble(clock), work),
    withClock: underClock,
    changeMark: async () => (await pool.query<[string]>(engine.prepares ? NAMED_MARK : MARK)).rows[0]?.[0] as string,
    onFailure: (listener) => engine.onFailure(listener),
    async close() {
      await kysely.destroy()
      await engine.stop()
    },
  })
  return underClock()
}

const MARK = { text: 'select pg_current_snapshot()::text', rowMode: 'array' } as const
const NAMED_MARK = { ...MARK, name: 'change mark' }

const INT8 = 20
const DATE = 1082

/**
 * How values arrive: a bigint (a count, a sequence number) as a number, a date as its text. A JavaScript Date at local
 * midnight would be another day elsewhere.
 */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8) return safeNumber
  if (oid === DATE) return (text: string) => text
  return pg.types.getTypeParser(oid, format as 'text')
}

function safeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a JavaScript number.`)
  return value
}
