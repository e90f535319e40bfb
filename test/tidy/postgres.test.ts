import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { findPostgres, startPostgres } from '../../scripts/postgres.mjs'

// `npm test` waits for its tiers in spawnSync: nothing of its own process runs meanwhile, and no pipe is read.
test.runIf(findPostgres())(
  'the PostgreSQL of the tests answers on while whoever started it waits',
  async () => {
    const errors = `
    const client = new (require('pg').Client)({ connectionString: process.env.QUNCE_TEST_DATABASE_URL })
    const name = 'x'.repeat(60)
    client.connect().then(async () => {
      for (let i = 0; i < 2000; i++) await client.query('select ' + name).catch(() => {})
      await client.end()
    })`
    const postgres = await startPostgres()
    try {
      const env = { ...process.env, QUNCE_TEST_DATABASE_URL: postgres.url }
      const { status, signal } = spawnSync(process.execPath, ['-e', errors], { env, timeout: 30_000 })
      expect({ status, signal }).toEqual({ status: 0, signal: null })
    } finally {
      await postgres.stop()
    }
  },
  60_000,
)
