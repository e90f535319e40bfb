// How smoothly the map moves over one layer of parcels with shared borders, in Chromium without a graphics card.
//   node_modules/.bin/node bench/frames.ts [FEATURES]   200,000 by default; needs web/dist (npx vite build web)
// GL is drawn by the processor here (SwiftShader), which is what most of a frame's time goes to. What is ours is told
// apart: the time of the page's main thread, by the browser's own account (Performance.getMetrics), beside the whole.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { startPostgres } from '../scripts/postgres.mjs'
import { startServer } from '../src/server/index.ts'
import { printTable } from './report.ts'
import { fillLayer } from './tilesData.ts'

const COUNT = Number(process.argv[2] ?? 200_000)
const executablePath = [process.env.QUNCE_CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path)) ?? ''
const SMOOTH_MS = 1000 / 60 + 0.1
/** Its window is small: each pixel costs where the processor draws. */
const WINDOW = { width: 1020, height: 620 }

const folder = mkdtempSync(join(tmpdir(), 'qunce-frames-'))
const postgres = await startPostgres()
const server = await startServer({
  ...{ dataFolder: folder, databaseUrl: postgres.url, port: 0, logLevel: 'error', handleSignals: false },
})
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--enable-unsafe-swiftshader',
    '--no-first-run',
    '--disable-background-networking',
  ],
})
try {
  const { database } = server.installation
  const owner = await database.asSystem((trx) =>
    trx
      .selectFrom('organization')
      .select('id')
      .where('name', '=', '广西壮族自治区自然资源厅')
      .executeTakeFirstOrThrow(),
  )
  const layer = await fillLayer(database, COUNT, owner.id)
  console.log(`${COUNT} features; ${availableParallelism()} cores; GL by the processor (SwiftShader)`)
  const page = await browser.newPage({ viewport: WINDOW, locale: 'zh-CN' })
  page.setDefaultTimeout(120_000)
  await page.goto(server.signInUrl)
  const meter = await page.context().newCDPSession(page)
  await meter.send('Performance.enable')
  const rows = [['view', 'move', 'frames', 'median ms', 'p95 ms', '≤ 16.7 ms', 'main thread ms/frame', 'of it script']]
  for (const [view, layers] of [
    ['empty map', '-'],
    ['the layer', layer.slice(0, 8)],
  ] as const)
    for (const zoom of [8, 11, 14]) {
      await page.goto(`${server.address}/blueprint?at=109.1,21.7,${zoom}&layers=${layers}`)
      await settled(page)
      for (const move of ['pan', 'zoom'] as const)
        rows.push([`${view}, zoom ${zoom}`, move, ...(await measure(page, meter, move))])
    }
  printTable(rows)
} finally {
  await browser.close()
  await server.stop()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Until the map is there and no tile is on its way. */
async function settled(page: Page): Promise<void> {
  await page.locator('.bp-canvas canvas').waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(3000)
}

/** Moves the map by keys, as a person does, for some seconds, and counts frames. */
async function measure(page: Page, meter: CDPSession, move: 'pan' | 'zoom'): Promise<string[]> {
  await page.locator('.bp-canvas canvas').focus()
  const before = await spent(meter)
  await page.evaluate(`{
    const frames = (globalThis.frames = [])
    const note = (at) => {
      frames.push(at)
      requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  }`)
  const keys = move === 'pan' ? ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'] : ['+', '-', '+', '-']
  for (const key of [...keys, ...keys]) {
    await page.keyboard.press(key)
    await page.waitForTimeout(450)
  }
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames)
  const after = await spent(meter)
  const times = frames.slice(1).map((at, place) => at - (frames[place] ?? at))
  const sorted = [...times].sort((one, other) => one - other)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
  const smooth = times.filter((time) => time <= SMOOTH_MS).length / times.length
  return [
    String(times.length),
    at(0.5).toFixed(1),
    at(0.95).toFixed(1),
    `${(smooth * 100).toFixed(0)} %`,
    (((after.task - before.task) * 1000) / times.length).toFixed(2),
    (((after.script - before.script) * 1000) / times.length).toFixed(2),
  ]
}

/** Seconds that the page's main thread has worked, and of them in scripts. */
async function spent(meter: CDPSession): Promise<{ task: number; script: number }> {
  const { metrics } = await meter.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return { task: of('TaskDuration'), script: of('ScriptDuration') }
}
