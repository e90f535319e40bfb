import pg from 'pg'
import type { Engine } from './engine.ts'
import { databaseRefusals } from './refusals.ts'

/** Connections to a real server. Two for each core it is likely to have is plenty; QUNCE_POOL_SIZE sets another. */
const DEFAULT_POOL_SIZE = 10

/** A statement that runs for longer than this (ms) is ended: it would hold a connection that others wait for. */
const STATEMENT_TIMEOUT_MS = 120_000

/**
 * Checks a real PostgreSQL server and says how to connect to it.
 * @throws Refusal database_url_invalid, database_unreachable, database_too_old, postgis_missing
 */
export async function connectPostgresql(url: string): Promise<Engine> {
  const address = addressIn(url)
  const client = new pg.Client({ connectionString: url, application_name: 'qunce' })
  await client.connect().catch((error: Error) => {
    throw databaseRefusals.unreachable(address, error.message || (error as NodeJS.ErrnoException).code || 'no answer')
  })
  try {
    const { rows } = await client.query('show server_version_num')
    const version = Number(rows[0]?.server_version_num)
    if (version < 150_000) throw databaseRefusals.serverTooOld(String(version / 10_000))
    await client.query('create extension if not exists postgis').catch((error: Error) => {
      // Two processes that start at once may both try: the loser finds it there.
      if ((error as { code?: string }).code !== '23505') throw databaseRefusals.noPostgis(error.message)
    })
  } finally {
    await client.end()
  }
  return {
    kind: 'postgresql',
    // Off behind a pooler that hands connections out by transaction and knows no prepared statements.
    prepares: process.env.QUNCE_PREPARED_STATEMENTS !== 'off',
    pool: {
      connectionString: url,
      application_name: 'qunce',
      max: Number(process.env.QUNCE_POOL_SIZE) || DEFAULT_POOL_SIZE,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      // Row-level policies make the planner think small queries dear: compiling them takes a hundred times as long.
      options: '-c TimeZone=UTC -c jit=off',
      pipeline: true,
    },
    onFailure: () => {}, // a lost server comes back: the pool connects again
    stop: async () => {},
  }
}

/** Host, port and name of the database, never the password. */
function addressIn(url: string): string {
  if (!URL.canParse(url) || !/^postgres(ql)?:\/\//.test(url)) throw databaseRefusals.urlInvalid()
  const { host, pathname, searchParams } = new URL(url)
  return `${host || searchParams.get('host') || 'localhost'}${pathname}`
}
