// What `npm start` and `npm test` need before they can begin. Runs on Node 20 and with nothing installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode24 } from './node24.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Says a step of the set-up on standard error, so that standard output stays clean for what follows. */
export function say(step) {
  process.stderr.write(`qunce: ${step}\n`)
}

function run(command, args, options = {}) {
  const ended = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
  if (ended.error) throw ended.error
  if (ended.status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with code ${ended.status ?? ended.signal}`)
}

const hashOf = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')

/** Installs the packages of the lock file unless these very packages are installed already. */
export function installPackages() {
  const stamp = join(root, 'node_modules', '.qunce-lock')
  const wanted = hashOf(readFileSync(join(root, 'package-lock.json')))
  if (readIfThere(stamp) === wanted) return
  say('installing packages (once; about a minute) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, wanted)
}

/** All files under a folder, in a stable order. */
function* filesUnder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (entry.name !== 'dist' && entry.name !== 'node_modules') yield* filesUnder(path)
    } else yield path
  }
}

/** Builds the web pages into web/dist unless they are built from these very sources already. */
export function buildWeb() {
  const stamp = join(root, 'web', 'dist', '.qunce-sources')
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const path of filesUnder(join(root, 'web')))
    if (statSync(path).isFile()) hash.update(path).update(readFileSync(path))
  const wanted = hash.digest('hex')
  if (readIfThere(stamp) === wanted) return
  say('building the web pages …')
  run(node24(), [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'web', '--logLevel', 'warn'])
  mkdirSync(join(root, 'web', 'dist'), { recursive: true })
  writeFileSync(stamp, wanted)
}

/** The Node 24 binary; call it after installPackages, which brings one. */
export function node24() {
  const node = findNode24()
  if (node === null) {
    throw new Error(
      `no Node 24 for ${process.platform}-${process.arch} among the packages: install Node 24 and try again`,
    )
  }
  return node
}
