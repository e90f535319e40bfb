#!/usr/bin/env node
// A throw-away PostgreSQL for the tests:
//   node test/support/postgres.mjs                prints QUNCE_TEST_DATABASE_URL=… and serves until it is ended
//   node test/support/postgres.mjs -- npm test    runs the command with that variable and ends with it
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { startPostgres } from '../../scripts/postgres.mjs'

const [command, ...args] = process.argv.slice(2).filter((word, index) => !(index === 0 && word === '--'))
const postgres = await startPostgres()
let code = 0
if (command) {
  const env = { ...process.env, QUNCE_TEST_DATABASE_URL: postgres.url }
  code = spawnSync(command, args, { stdio: 'inherit', env }).status ?? 1
} else {
  console.log(`QUNCE_TEST_DATABASE_URL=${postgres.url}`)
  const alive = setInterval(() => {}, 60_000)
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)))
  clearInterval(alive)
}
await postgres.stop()
process.exit(code)
