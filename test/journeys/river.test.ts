import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { seriousIn } from './axe.ts'
import { actAs, chromiumPath, JOURNEY_MS, NOW, PATIENT, PHONE, withStage } from './stage.ts'

/** Where to keep pictures of the pages, for who looks at them. */
const PICTURES = process.env.QUNCE_PICTURES

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `river-${name}.png`), fullPage: true, timeout: 60_000 })
}

const UPSTREAM = ['广西壮族自治区生态环境厅', '部门'] as const
const DOWNSTREAM = ['广东省生态环境厅', '部门'] as const
/** Assessments and alerts come by themselves, within half a minute. */
const BY_ITSELF = 90_000

/** The table that the sample leaves to be uploaded, up to the day on which the journey plays. */
function table(): { name: string; mimeType: string; buffer: Buffer } {
  const file = new URL('../../sample/observations/九洲江石角断面监测数据（示例）.csv', import.meta.url)
  const [head = '', ...rows] = readFileSync(file, 'utf8').split('\r\n')
  const known = rows.filter((row) => row !== '' && (row.split(',')[1] ?? '') < NOW.slice(0, 10))
  return { name: '石角断面.csv', mimeType: 'text/csv', buffer: Buffer.from([head, ...known].join('\r\n')) }
}

/** Looks at a page again until something is on it: what comes by itself is not pushed to who looks. */
async function until(page: Page, path: string, found: (page: Page) => Promise<boolean>): Promise<void> {
  const end = Date.now() + BY_ITSELF
  for (;;) {
    await page.goto(new URL(path, page.url()).href)
    await page.locator('main h1').waitFor()
    await page.waitForLoadState('networkidle')
    if (await found(page)) return
    if (Date.now() > end) throw new Error(`${path} has not come to it in time.`)
    await page.waitForTimeout(2000)
  }
}

describe.skipIf(!chromiumPath)('a river between two provinces', () => {
  const stage = withStage()
  const open = async (path: string, [organization, role]: readonly [string, string], size?: typeof PHONE) => {
    const page = await stage.open('/', size ? { size } : {})
    await actAs(page, organization, role)
    await page.goto(stage.address + path)
    return page
  }
  /** Where the page of the section is, once somebody has found it. */
  let section = ''

  test(
    'a year of monthly data is uploaded, and the months that fail stand out with the reason',
    async () => {
      const page = await open('/observations/upload', UPSTREAM)
      await page.locator('input[type="file"]').setInputFiles(table())
      const write = page.getByRole('button', { name: /^写入 198 个数值$/ })
      await write.waitFor(PATIENT)
      await picture(page, 'preview')
      await write.click()
      await page.getByText('新增 198 个').waitFor(PATIENT)
      await picture(page, 'uploaded')
      await page.getByRole('link', { name: /石角/ }).first().click()
      await page.getByRole('heading', { name: '石角', level: 1 }).waitFor(PATIENT)
      section = new URL(page.url()).pathname

      await until(page, `${section}?year=2025`, async (it) => (await it.locator('.sec-cell.failed').count()) === 2)
      expect(await page.locator('.sec-cell.failed').allInnerTexts()).toEqual([
        expect.stringMatching(/6月[\s\S]*氨氮/),
        expect.stringMatching(/9月[\s\S]*总磷/),
      ])
      await page.locator('.sec-cell.failed').first().click()
      // Which value, which limit, which article, and what was measured.
      await page.getByText('1.32').first().waitFor(PATIENT)
      await page.getByText('GB 3838-2002').first().waitFor(PATIENT)
      await picture(page, 'section')
      expect(await seriousIn(page)).toEqual([])
    },
    JOURNEY_MS * 2,
  )

  test(
    'the month that failed last is told to both sides; the other side receives it',
    async () => {
      const page = await open('/alerts', DOWNSTREAM)
      const alert = page.getByRole('link', { name: /石角/ }).first()
      await until(page, '/alerts', async () => alert.isVisible())
      await alert.click()
      await page.getByText('2026年5月').first().waitFor(PATIENT)
      await page.getByRole('button', { name: '接收预警' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox').first().fill('已接收，正在核对下游取水口。')
      await dialog.getByRole('button', { name: '接收预警' }).click()
      await page
        .getByText(/生态环境厅经办（示例）\s*已于/)
        .first()
        .waitFor(PATIENT)
      await picture(page, 'alert')
      expect(await seriousIn(page)).toEqual([])
    },
    JOURNEY_MS * 2,
  )

  test(
    'the year comes to a statement that opens down to its months; both sides sign, it is posted, and the matrix has it',
    async () => {
      const page = await open('/statements', UPSTREAM)
      await page.getByRole('button', { name: '编制结算单' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('协议').click()
      await page.locator('.ant-select-item-option', { hasText: '石角断面补偿协议' }).click()
      await dialog.getByLabel('年度').click()
      await page.locator('.ant-select-item-option', { hasText: '2025年' }).click()
      await dialog.getByText('30,000,000.00').first().waitFor(PATIENT)
      await dialog.getByRole('button', { name: '编制并送各方签认' }).click()
      await page.getByRole('heading', { level: 1, name: /石角断面补偿协议（示例）2025年结算单/ }).waitFor(PATIENT)
      await page.getByText('金额如何得出').click()
      await page.getByText('达标 10 个月，有数据 12 个月').first().waitFor(PATIENT)
      await picture(page, 'statement')
      expect(await seriousIn(page)).toEqual([])
      const path = new URL(page.url()).pathname
      await sign(page)
      await page.getByText('等待广东签认').first().waitFor(PATIENT)

      const other = await open(path, DOWNSTREAM)
      await sign(other)
      await other.getByText('已签认入账').first().waitFor(PATIENT)
      await picture(other, 'posted')

      await other.goto(`${stage.address}/ledger`)
      // Of the sample 4,000 are owed already, of half of its first year.
      await other.getByRole('link', { name: '7,000.00' }).first().waitFor(PATIENT)
      await picture(other, 'matrix')
      expect(await seriousIn(other)).toEqual([])
    },
    JOURNEY_MS * 2,
  )

  test(
    'a river is evaluated as a bulletin says it, and printed',
    async () => {
      const page = await open('/evaluations', UPSTREAM)
      await page.getByRole('heading', { name: '水系评价', level: 1 }).waitFor(PATIENT)
      await page.getByLabel('月份').fill('2025-06')
      await page.getByText('水质状况为').first().waitFor(PATIENT)
      await page.getByRole('heading', { name: '与前期比较' }).waitFor(PATIENT)
      await picture(page, 'evaluation')
      await page.emulateMedia({ media: 'print' })
      await picture(page, 'evaluation-printed')
      await page.emulateMedia({ media: 'screen' })
      expect(await seriousIn(page)).toEqual([])
    },
    JOURNEY_MS,
  )

  test(
    'a phone shows the section and the statement without moving sideways',
    async () => {
      const page = await open(section, UPSTREAM, PHONE)
      await page.getByRole('heading', { name: '石角', level: 1 }).waitFor(PATIENT)
      for (const path of [section, '/sections', '/evaluations', '/alerts', '/statements', '/ledger']) {
        await page.goto(stage.address + path)
        await page.locator('main h1').waitFor(PATIENT)
        await page.waitForLoadState('networkidle')
        const past = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        expect(past, path).toBe(0)
      }
    },
    JOURNEY_MS,
  )

  async function sign(page: Page): Promise<void> {
    await page.getByRole('button', { name: '签认', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: '签认', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
})
