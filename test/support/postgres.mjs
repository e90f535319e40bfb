#!/usr/bin/env node
// A throw-away PostgreSQL for the tests:
//   node test/support/postgres.mjs                prints QUNCE_TEST_DATABASE_URL=… and serves until it is ended
//   node test/support/postgres.mjs -- npm test    runs the command with that variable and ends with it
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { startPostgres } from '../../scripts/postgres.mjs'

const [command, ...args] = process.argv.slice(2).filter((word, index) => !(index === 0 && word === '--'))
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const postgres = await startPostgres()
let code = 0
if (command) {
  const env = { ...process.env, QUNCE_TEST_DATABASE_URL: postgres.url }
  const child = spawn(command, args, { stdio: 'inherit', env })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  const [status] = await once(child, 'exit')
  code = status ?? 1
} else {
  console.log(`QUNCE_TEST_DATABASE_URL=${postgres.url}`)
  const alive = setInterval(() => {}, 60_000)
  await Promise.race(SIGNALS.map((signal) => once(process, signal)))
  clearInterval(alive)
}
await postgres.stop()
process.exit(code)
