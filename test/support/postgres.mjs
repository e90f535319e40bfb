#!/usr/bin/env node
// Starts a PostgreSQL server of the tests' own, on a unix socket in a temporary folder, from the installed binaries:
//   node test/support/postgres.mjs                prints QUNCE_TEST_DATABASE_URL=… and serves until it is ended
//   node test/support/postgres.mjs -- npm test    runs the command with that variable and ends with it
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = '/usr/lib/postgresql'
const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
const bin = versions.map((version) => join(root, version, 'bin')).find((path) => existsSync(join(path, 'postgres')))
if (!bin) {
  console.error(`No PostgreSQL server found under ${root}.`)
  process.exit(69)
}

// PostgreSQL refuses to run as root: then it runs as the user that its package has made.
const asRoot = process.getuid?.() === 0
const idOf = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
const identity = asRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {}

const folder = mkdtempSync(join(tmpdir(), 'qunce-pg-'))
if (asRoot) chownSync(folder, identity.uid, identity.gid)
const data = join(folder, 'data')
const options = { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] }
execFileSync(
  join(bin, 'initdb'),
  ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
  options,
)
const settings = [
  'listen_addresses=',
  `unix_socket_directories=${folder}`,
  'max_connections=200',
  'log_min_messages=fatal',
]
const fast = process.env.QUNCE_TEST_PG_DURABLE ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
const server = spawn(
  join(bin, 'postgres'),
  ['-D', data, ...[...settings, ...fast].flatMap((setting) => ['-c', setting])],
  { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] },
)
const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`

let ending = false
function end(code) {
  if (ending) return
  ending = true
  server.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(code)
  })
  server.kill('SIGINT')
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0))
server.on('exit', (code) => {
  if (!ending) process.exit(code ?? 1)
})

await untilReady()
const separator = process.argv.indexOf('--')
if (separator === -1) console.log(`QUNCE_TEST_DATABASE_URL=${url}`)
else {
  const [command, ...args] = process.argv.slice(separator + 1)
  const run = spawn(command, args, { stdio: 'inherit', env: { ...process.env, QUNCE_TEST_DATABASE_URL: url } })
  run.on('exit', (code) => end(code ?? 1))
  run.on('error', (error) => {
    console.error(error.message)
    end(127)
  })
}

async function untilReady() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-q', '-h', folder, '-U', 'postgres'], { stdio: 'ignore' })
      return
    } catch {
      await new Promise((done) => setTimeout(done, 100))
    }
  }
  console.error('The PostgreSQL server did not become ready within 10 seconds.')
  end(1)
}
