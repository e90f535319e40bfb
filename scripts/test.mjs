// npm test: sets up what each tier needs, runs all tiers, and ends with `N passed, N failed`.
// A tier that cannot run here says so, with the reason; it does not fail the run.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from './postgres.mjs'
import { buildWeb, installPackages, node24, root, say } from './setup.mjs'

/** The first is Debian's Chromium without windows: the same pages for two thirds of the work. */
const CHROMIUM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
/** Debian's GDAL, as which other programs read the blueprint on PostgreSQL. */
const GDAL = '/usr/bin/ogrinfo'
/** Debian's broker, to which stations publish. */
const MOSQUITTO = '/usr/sbin/mosquitto'
/** Debian's broker, over which nodes tell each other. */
const NATS = ['/usr/sbin/nats-server', '/usr/bin/nats-server']
const FONT_FOLDER = '/usr/share/fonts/opentype/noto'
/** Bytes that tests may write and what runs them may need besides. */
const ROOM_NEEDED = 3 * 2 ** 30
/** Of a failure at the end: what was expected and where. */
const LINES_OF_A_FAILURE = 16
const CHARACTERS_OF_A_FAILURE = 1500
const isRoot = process.getuid?.() === 0

installPackages()
installDebianPackages()
buildWeb()

// What tests write is gone after them: databases, files, browser profiles. PostgreSQL enters its own folder as its user.
const results = mkdtempSync(join(roomyMemory() ?? tmpdir(), 'qunce-test-'))
chmodSync(results, 0o711)
process.env.TMPDIR = results
process.once('exit', () => rmSync(results, { recursive: true, force: true }))
process.once('SIGINT', () => process.exit(130))
const total = { passed: 0, failed: 0, skipped: 0 }
const skippedTiers = []
/** What failed, in a few lines each: told again at the end, where it is found. */
const failures = []
const only = process.argv.slice(2)

const storeTests = testFiles((text) => text.includes('test/support/'))
// Where there is a real server, stores and routes run on it. Here run what is about the embedded engine: itself, and the
// start with it. The journeys drive every room on it from end to end.
const ON_BOTH = ['src/platform/database/', 'src/platform/access/permissions.test.ts']
const ON_EMBEDDED_ALONE = ['src/server/serve.test.ts', 'src/server/sample.test.ts', 'src/cli/']
const startsWithOneOf = (path, starts) => starts.some((start) => path.startsWith(start))
const onServerAlone = (path) => !startsWithOneOf(path, [...ON_BOTH, ...ON_EMBEDDED_ALONE])
await tier('rules, stores and routes on the embedded database', () =>
  vitest(
    only.length ? only : ['src', 'web/src', 'test/tidy'],
    {},
    only.length || findPostgres() === null ? [] : storeTests.filter(onServerAlone),
  ),
)
if (only.length === 0) {
  await tier(
    'stores and routes on PostgreSQL',
    onPostgres(() => ['test/clients', ...storeTests.filter((path) => !startsWithOneOf(path, ON_EMBEDDED_ALONE))]),
  )
  await tier(
    'journeys in a browser',
    inBrowser(() => ['test/journeys']),
  )
  await tier(
    'faults on both engines',
    onPostgres(() => ['test/faults']),
  )
}

for (const failure of failures) console.log(`failed: ${failure}`)
for (const reason of skippedTiers) console.log(`skipped tier: ${reason}`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.failed === 0 ? 0 : 1)

async function tier(name, run) {
  say(`testing ${name} …`)
  const started = Date.now()
  const reason = await run()
  if (reason) skippedTiers.push(`${name}: ${reason}`)
  say(reason ? `skipped ${name}: ${reason}` : `${name}: ${Math.round((Date.now() - started) / 1000)} s`)
}

function onPostgres(files) {
  return async () => {
    if (findPostgres() === null)
      return 'PostgreSQL 15+ with PostGIS is not installed (apt-get install postgresql postgis; done by itself when run as root)'
    const postgres = await startPostgres()
    try {
      return vitest(files(), { QUNCE_TEST_DATABASE_URL: postgres.url })
    } finally {
      await postgres.stop()
    }
  }
}

function inBrowser(files) {
  return async () => {
    const chromium = CHROMIUM.find(existsSync)
    if (!chromium) return 'Chromium is not installed (apt-get install chromium; done by itself when run as root)'
    return vitest(files(), { QUNCE_CHROMIUM: chromium, QUNCE_STAGE_FOLDER: join(results, 'stages') })
  }
}

/** Runs Vitest on some files and adds up what it reports. A run that ends without a report counts as one failure. */
function vitest(files, environment = {}, without = []) {
  if (files.length === 0 || !files.some((path) => existsSync(join(root, path)))) return 'there are no such tests'
  const report = join(results, `${readdirSync(results).length}.json`)
  const vitestScript = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  // Servers that are killed want the machine for themselves. Journeys wait for their pages: two of them share it well.
  const alone = files[0]?.startsWith('test/faults')
  spawnSync(
    node24(),
    [
      vitestScript,
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...(alone ? ['--no-file-parallelism'] : []),
      ...without.map((path) => `--exclude=${path}`),
      ...files,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      // Commands and servers that tests start as processes of their own compile what they are made of once a run.
      env: { ...process.env, NODE_COMPILE_CACHE: join(results, 'compiled'), ...environment },
    },
  )
  if (!existsSync(report)) {
    total.failed++
    failures.push(`${files.slice(0, 3).join(', ')} …: Vitest ended without a report`)
    return
  }
  const { testResults, numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'))
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  )
  for (const file of brokenFiles) failures.push(`${file.name}\n${shortened(file.message)}`)
  for (const file of testResults)
    for (const test of file.assertionResults)
      if (test.status === 'failed')
        failures.push(`${file.name} > ${test.fullName}\n${shortened(test.failureMessages.join('\n'))}`)
  total.passed += numPassedTests
  total.failed += numFailedTests + brokenFiles.length
  total.skipped += numPendingTests
}

function shortened(message) {
  return message.split('\n').slice(0, LINES_OF_A_FAILURE).join('\n').slice(0, CHARACTERS_OF_A_FAILURE)
}

/** Linux's folder in memory where it has room: the files of a database cost the kernel twenty times less there. */
function roomyMemory() {
  const folder = '/dev/shm'
  if (!existsSync(folder)) return null
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= ROOM_NEEDED && freemem() >= ROOM_NEEDED ? folder : null
}

function testFiles(wanted) {
  const found = []
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (entry.name.endsWith('.test.ts') && wanted(readFileSync(join(root, path), 'utf8'))) found.push(path)
    }
  }
  walk('src')
  return found
}

/** Debian's packages that the tiers need, when this may install them. What stays missing skips its tier. */
function installDebianPackages() {
  const missing = []
  if (findPostgres() === null) missing.push(newestPostgis)
  if (!existsSync(CHROMIUM[0])) missing.push(() => 'chromium-headless-shell')
  if (!existsSync(FONT_FOLDER)) missing.push(() => 'fonts-noto-cjk')
  if (!existsSync(GDAL)) missing.push(() => 'gdal-bin')
  if (!existsSync(MOSQUITTO)) missing.push(() => 'mosquitto')
  if (!NATS.some(existsSync)) missing.push(() => 'nats-server')
  if (missing.length === 0 || !isRoot || !existsSync('/usr/bin/apt-get')) return
  say('installing Debian packages for the tests …')
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt('update')
  for (const name of missing) {
    const packages = name()
    if (packages) apt('install', '-y', '--no-install-recommends', packages)
  }
  // Older distributions have it with its windows alone.
  if (!CHROMIUM.some(existsSync)) apt('install', '-y', '--no-install-recommends', 'chromium')
}

/** Name of the newest PostGIS package that this distribution has; it brings its PostgreSQL with it. */
function newestPostgis() {
  const listed = spawnSync('apt-cache', ['search', '--names-only', '^postgresql-[0-9]+-postgis-3$'], {
    encoding: 'utf8',
  })
  const versions = [...(listed.stdout ?? '').matchAll(/^postgresql-(\d+)-postgis-3 /gm)].map((match) =>
    Number(match[1]),
  )
  const newest = Math.max(...versions)
  return newest >= 15 ? `postgresql-${newest}-postgis-3` : null
}
