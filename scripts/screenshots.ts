/**
 * Takes the pictures of README and guides: `node_modules/.bin/node scripts/screenshots.ts [subject …]`. It starts a server of its
 * own with the sample cluster in a temporary folder, so that every picture shows what a fresh installation shows.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { startServer } from '../src/server/index.ts'
import { call, escalate, meet, NANNING, OFFICE, openCycle, setUpLadder } from '../test/journeys/halfYear.ts'
import { actAs, NOW } from '../test/journeys/stage.ts'

const pictures = fileURLToPath(new URL('../docs/images/', import.meta.url))
const chromiumPath = [process.env.QUNCE_CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path))
const sizes = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const
const settled = 700
/** All, unless some are named. */
const wanted = process.argv.slice(2)
/** Without a graphics card a map of all layers takes its time. */
const mapDrawn = 12_000

const ECOLOGY = ['广西壮族自治区生态环境厅', '部门'] as const

/** What each picture shows, and how to come there. */
const subjects: Record<string, (page: Page, phone: boolean) => Promise<void>> = {
  async reader(page, phone) {
    await page.goto(`${server.address}/register?q=${encodeURIComponent('整治入海河流')}`)
    await page.locator('.register-table .table-title, .register-cards .card-title').first().click()
    await page.locator('.leaf .run.chosen').first().waitFor()
    if (!phone) await page.mouse.move(5, 5)
  },
  async register(page) {
    await page.goto(`${server.address}/register?q=${encodeURIComponent('港口')}`)
    await page.locator('mark').first().waitFor()
  },
  async unit(page) {
    await page.goto(`${server.address}/units?q=${encodeURIComponent('自治区自然资源厅')}`)
    await page.locator('.unit-list a:not(.past)').first().click()
    await page.locator('.owed-line').first().waitFor()
  },
  async ingest(page, phone) {
    await page.goto(`${server.address}/documents`)
    const plan = planText(phone ? '银滩' : '蓝湾')
    await page.getByTestId('ingest-files').setInputFiles([
      { name: `${phone ? '银滩' : '蓝湾'}海湾保护行动方案.txt`, mimeType: 'text/plain', buffer: Buffer.from(plan) },
      { name: '扫描件.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
      { name: '空白.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    ])
    await page.getByText('3 / 3').waitFor()
  },
  async alignment(page) {
    await page.goto(`${server.address}/alignments`)
    await page.locator('.alignment-pair').first().click()
    await page.locator('.align-card.of-partly, .align-card.of-carried_out').first().click()
    await page.locator('.evidence').first().waitFor()
  },
  async matrix(page) {
    await page.goto(`${server.address}/alignment-matrix`)
    await page.locator('.matrix-cell').first().waitFor()
  },
  async blueprint(page, phone) {
    await page.goto(`${server.address}/blueprint${phone ? '' : '?panel=conflicts'}`)
    await page.locator('canvas').waitFor()
    if (!phone) await page.locator('.bp-conflicts li button').first().click()
    await page.waitForTimeout(mapDrawn)
  },
  async siting(page, phone) {
    const site = 'area:109.1,21.5;109.2,21.5;109.2,21.58;109.1,21.58'
    await page.goto(`${server.address}/blueprint?at=109.15,21.54,10&panel=siting&site=${encodeURIComponent(site)}`)
    await page.getByRole('button', { name: '核验', exact: true }).click()
    await page.locator('.bp-verdict b').waitFor()
    if (!phone) await page.waitForTimeout(mapDrawn)
  },
  async cockpit(page) {
    await page.goto(`${server.address}/cockpit`)
    await page.locator('.cockpit-figures').waitFor()
  },
  async task(page) {
    await page.goto(`${server.address}/tasks/${played.task}`)
    await page.locator('.answering').waitFor()
  },
  async meeting(page) {
    await page.goto(server.address + played.meeting)
    await page.locator('.resolutions li').first().waitFor()
  },
  async evaluation(page) {
    await page.goto(`${server.address}/papers?kind=evaluation&id=${played.programme}&year=2026`)
    await page.getByText('年度评估报告（草稿）').first().waitFor({ timeout: 60_000 })
  },
  async desk(page) {
    await actAs(page, ...NANNING)
    await page.goto(`${server.address}/desk`)
    await page.locator('.desk-row').first().click()
    await page.locator('.sheet-now').waitFor()
  },
  async section(page) {
    await page.goto(server.address)
    await actAs(page, ...ECOLOGY)
    await page.goto(`${server.address}/sections`)
    await page.locator('main canvas').waitFor()
    await page.getByRole('link', { name: /山角/ }).first().click()
    await page.getByRole('heading', { name: '山角', level: 1 }).waitFor()
    await page.goto(`${page.url().split('?')[0]}?year=2025`)
    await page.locator('.sec-cell.failed').first().click()
    await page.getByText('GB 3838-2002').first().waitFor()
  },
  async statement(page) {
    await page.goto(server.address)
    await actAs(page, ...ECOLOGY)
    await page.goto(`${server.address}/statements`)
    await page
      .getByRole('link', { name: /2025年结算单/ })
      .first()
      .click()
    await page.getByText('金额如何得出').first().click()
    await page
      .getByText(/达标 \d+ 个月/)
      .first()
      .waitFor()
  },
  async search(page) {
    await page.goto(`${server.address}/search?q=${encodeURIComponent('港口')}`)
    await page.locator('mark').first().waitFor()
  },
  async home(page) {
    await page.goto(`${server.address}/`)
    await actAs(page, ...OFFICE)
    await page.goto(`${server.address}/`)
    await page.locator('.home-figures').first().waitFor()
  },
}

/** What the pictures of the delivery room need beyond the sample: an open cycle, a matter, a meeting that settled it. */
const played = { programme: '', task: '', meeting: '' }

if (!chromiumPath) throw new Error('Chromium is needed: install it, or name it in QUNCE_CHROMIUM.')
mkdirSync(pictures, { recursive: true })
const dataFolder = mkdtempSync(join(tmpdir(), 'qunce-screenshots-'))
/** Its clock starts in the days in which units report, so that the desk is not empty. */
const ahead = Date.parse(NOW) - Date.now()
const clock = () => new Date(Date.now() + ahead)
const server = await startServer({ dataFolder, port: 0, logLevel: 'error', handleSignals: false, clock })
const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
})
try {
  const cookies = await signIn()
  Object.assign(played, await play(cookies))
  for (const { name, width, height } of sizes) {
    const phone = width < 600
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: phone ? 2 : 1,
      locale: 'zh-CN',
      isMobile: phone,
      hasTouch: phone,
    })
    await context.addCookies(cookies)
    const page = await context.newPage()
    for (const [subject, show] of Object.entries(subjects)) {
      if (wanted.length > 0 && !wanted.includes(subject)) continue
      await show(page, phone)
      await page.waitForTimeout(settled)
      const path = join(pictures, `${subject}-${name}.png`)
      await page.screenshot({ path })
      console.log(path)
    }
    await context.close()
  }
} finally {
  await browser.close()
  await server.stop()
  rmSync(dataFolder, { recursive: true, force: true })
}

/** A short plan in the register of the real ones, as an example of what is dropped in. */
function planText(bay: string): string {
  return `${bay}海湾保护行动方案

一、总体要求

坚持陆海统筹,到2027年,近岸海域水质优良比例达到92%以上。

二、重点任务

1.整治排污口。全面排查${bay}沿岸排污口,2026年底前完成分类整治。(责任单位:自治区生态环境厅牵头,南宁市、北海市人民政府配合)

2.修复滨海湿地。恢复${bay}红树林湿地300公顷。(责任单位:自治区海洋局,北海市、防城港市人民政府)
`
}

async function play(cookies: Awaited<ReturnType<typeof signIn>>): Promise<typeof played> {
  const context = await browser.newContext({ viewport: sizes[0], locale: 'zh-CN' })
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.goto(server.address)
  const programmes = await call<{ items: { id: string }[] }>(page, 'GET', '/programmes')
  const programme = programmes.items[0]?.id ?? ''
  await openCycle(page, programme)
  await setUpLadder(page)
  await page.goto(server.address)
  await actAs(page, ...NANNING)
  const owed = await call<{ items: { task: { id: string } }[] }>(page, 'GET', '/desk')
  const task = owed.items[0]?.task.id ?? ''
  const matter = await escalate(page, task)
  await page.goto(server.address)
  await actAs(page, ...OFFICE)
  const meeting = await meet(page, matter)
  await context.close()
  return { programme, task, meeting }
}

async function signIn(): Promise<Parameters<BrowserContext['addCookies']>[0]> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(server.signInUrl)
  const cookies = await context.cookies()
  await context.close()
  return cookies
}
