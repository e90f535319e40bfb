// A throw-away PostgreSQL with PostGIS for tests and benchmarks, on loopback and a free port, gone when stopped.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSIONS = '/usr/lib/postgresql'

/** Folder of the newest PostgreSQL (15 or later) that has PostGIS beside it, or null. */
export function findPostgres() {
  if (!existsSync(VERSIONS)) return null
  const version = readdirSync(VERSIONS)
    .filter((name) => Number(name) >= 15 && existsSync(`/usr/share/postgresql/${name}/extension/postgis.control`))
    .sort((a, b) => Number(b) - Number(a))[0]
  return version ? join(VERSIONS, version, 'bin') : null
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** PostgreSQL refuses to run as root: then its processes belong to the user `postgres` that its package made. */
function owner() {
  if (process.getuid?.() !== 0) return {}
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/**
 * Starts a PostgreSQL of its own. Durability is off by default, since nobody needs the data after the run; benchmarks
 * that measure writes pass `durable`.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startPostgres({ durable = false } = {}) {
  const bin = findPostgres()
  if (bin === null) throw new Error('no PostgreSQL 15+ with PostGIS under /usr/lib/postgresql')
  const folder = mkdtempSync(join(tmpdir(), 'qunce-postgres-'))
  const as = owner()
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (as.uid !== undefined) for (const path of [folder, passwordFile]) chownSync(path, as.uid, as.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const made = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'qunce',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ],
    { ...as, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'max_connections=100',
  ]
  if (!durable) settings.push('-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off')
  // A file, not a pipe: whoever waits in spawnSync reads no pipe, and once that is full, every connection that has an
  // error to log waits for ever.
  const logFile = join(folder, 'log')
  const log = openSync(logFile, 'w', 0o600)
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...as,
    cwd: folder,
    stdio: ['ignore', 'ignore', log],
  })
  closeSync(log)
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const kill = () => server.kill('SIGKILL')
  process.once('exit', kill)
  const ready = spawnSync.bind(null, join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)])
  for (let tries = 0; ready().status !== 0; tries++) {
    if (tries > 150 || server.exitCode !== null)
      throw new Error(`PostgreSQL did not start: ${readFileSync(logFile, 'utf8').slice(-4000)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url: `postgresql://qunce:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      process.removeListener('exit', kill)
      server.kill('SIGQUIT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
