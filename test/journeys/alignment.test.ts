import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AlignmentView } from '../../src/alignment/schemas.ts'
import { seriousIn } from './axe.ts'
import { call, visit } from './halfYear.ts'
import { answerLate, chromiumPath, DESK, JOURNEY_MS, PATIENT, PHONE, withStage } from './stage.ts'

const plan = (name: string) => fileURLToPath(new URL(`../../../shared/plans/${name}.txt`, import.meta.url))
const [national, regional] = [plan('002_9800aaef9fdee07f'), plan('001_fcca7f211bd5c0a3')]
const NATIONAL = '北部湾城市群发展规划'
const REGIONAL = '北部湾城市群发展规划广西实施方案'
const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find(existsSync)
const hasPlans = existsSync(national) && existsSync(regional)

if (!hasPlans) console.log(`skipped: aligning real plans needs ${national}`)
if (!office) console.log('skipped: opening the gap report needs LibreOffice (soffice)')

const chosen = (page: Page) => page.locator('.align-column.of-upper .align-card.chosen')
const tied = (page: Page) => page.locator('.align-column.of-lower .align-card.focused')
const addressOf = (card: Locator) => card.getAttribute('data-address')

describe.skipIf(!chromiumPath || !hasPlans)('what Guangxi made of the national plan', { timeout: JOURNEY_MS }, () => {
  const stage = withStage()
  let page: Page
  let view = ''
  const alignment = () => call<AlignmentView>(page, 'GET', `/alignments/${view}`)
  const tieInFocus = async () => {
    const [upper, lower] = [await addressOf(chosen(page)), await addressOf(tied(page))]
    return (await alignment()).ties.find((tie) => tie.upper === upper && tie.lower === lower)
  }

  beforeAll(async () => {
    page = await stage.open('/documents')
  })

  test('the office brings both plans in and has them compared', async () => {
    for (const file of [national, regional]) {
      await visit(page, '/documents')
      await page.getByTestId('ingest-files').setInputFiles(file)
      await page.locator('.outcome.accepted').waitFor({ timeout: 60_000 })
    }
    await page.locator('.nav').getByRole('link', { name: '衔接', exact: true }).click()
    await page.getByRole('heading', { name: '对照两份文件' }).waitFor()
    await choose(page, '上位文件', NATIONAL)
    await choose(page, '下位文件', REGIONAL)
    await page.getByRole('button', { name: '开始对照' }).click()
    await page.locator('.align-channel .tie').first().waitFor({ timeout: 60_000 })
    view = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    expect((await alignment()).counts.notFound).toBeGreaterThan(0)
  })

  test('one key leads to the first provision that was dropped; nothing is tied to it', async () => {
    const gap = (await alignment()).upperProvisions.find(({ verdict }) => verdict.kind === 'not_found')
    await page.keyboard.press('g')
    await chosen(page).getByText('未见落实').first().waitFor()
    expect(await chosen(page).getAttribute('data-address')).toBe(gap?.address)
    expect(await page.locator('.align-channel .stub.of-gap').count()).toBeGreaterThan(0)
    expect(await page.locator('.align-channel .tie.chosen:not(.candidate)').count()).toBe(0)
    await page.locator('.align-column.of-lower').getByText('可能相关').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await tied(page).getByRole('button', { name: '添加' }).waitFor()
    await page.getByRole('button', { name: /^未见落实/ }).click()
    await expect
      .poll(() => page.locator('.align-column.of-upper .align-card').count(), PATIENT)
      .toBe((await alignment()).counts.notFound)
    await page.getByRole('button', { name: /^全部/ }).click()
  })

  test('five ties are confirmed and one is rejected, by keys alone, and the last word is taken back and said again', async () => {
    for (let count = 1; count <= 5; count++) {
      await walk(page)
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await alignment()).reviewed.confirmed, PATIENT).toBe(count)
      await tied(page).getByText('已确认').waitFor()
    }
    await walk(page)
    const { id = '', revision = 0 } = (await tieInFocus()) ?? {}
    await answerLate(page, '**/ties/*')
    await page.keyboard.press('x')
    await page.keyboard.press('u') // before the server has answered: it takes that back, and nothing said before it
    const said = async () => (await alignment()).ties.find((tie) => tie.id === id)
    await expect.poll(async () => (await said())?.revision, PATIENT).toBe(revision + 2)
    expect(await said()).toMatchObject({ state: 'proposed' })
    expect((await alignment()).reviewed).toMatchObject({ confirmed: 5, rejected: 0 })
    await tied(page).getByText('机器提出').waitFor()
    await page.keyboard.press('x')
    await expect.poll(async () => (await alignment()).reviewed.rejected, PATIENT).toBe(1)
    await page.getByText('已核对 6 / ').waitFor()
    const { ties } = await alignment()
    const vouched = ties.filter(({ state }) => state === 'confirmed')
    expect(vouched).toHaveLength(5)
    expect(vouched.every(({ by, at }) => by !== null && at !== null)).toBe(true)
  })

  test('what both texts say is marked in both', async () => {
    await page.keyboard.press('n')
    await page.locator('.align-column.of-upper .said-too').first().waitFor()
    await page.locator('.align-column.of-lower .said-too').first().waitFor()
    await page.locator('.evidence-chip').first().hover()
    await page.locator('.said-too.lit').first().waitFor()
  })

  test('the gap report is exported and opened by LibreOffice', async () => {
    await page.getByRole('button', { name: '缺口报告' }).click()
    const link = page.getByRole('link', { name: /公文/ })
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), link.click()])
    expect(download.suggestedFilename()).toMatch(/\.docx$/)
    const folder = mkdtempSync(join(tmpdir(), 'qunce-gaps-'))
    try {
      const file = join(folder, 'gaps.docx')
      await download.saveAs(file)
      expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
      if (!office) return
      const profile = `-env:UserInstallation=file://${folder}/profile`
      const convert = (to: string) =>
        execFileSync(office, [profile, '--headless', '--convert-to', to, '--outdir', folder, file], {
          timeout: 90_000,
          stdio: 'ignore',
        })
      convert('txt:Text (encoded):UTF8')
      const text = readFileSync(join(folder, 'gaps.txt'), 'utf8')
      expect(text).toContain(NATIONAL)
      const gap = (await alignment()).upperProvisions.find(({ verdict }) => verdict.kind === 'not_found')
      expect(text).toContain(gap?.title)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('a cell of the matrix leads to its gaps, and a gap to its place', async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: '落实情况一览' }).click()
    await page
      .locator('.matrix-cell')
      .filter({ hasText: /\d 条未见落实/ })
      .first()
      .click()
    const gap = page.locator('.matrix-gap-list a').first()
    const title = await gap.locator('b').textContent()
    await gap.click()
    await chosen(page)
      .getByText(title ?? '')
      .first()
      .waitFor()
  })

  test('in the reader each provision says what carries it out', async () => {
    const { upper } = await alignment()
    await visit(page, `/documents/${upper.id}`)
    const line = page.locator('.carried-line a').first()
    await line.scrollIntoViewIfNeeded()
    expect(await line.textContent()).toContain(`由《${REGIONAL}》落实`)
    await line.click()
    await chosen(page).waitFor()
  })

  test('on a phone the ties of a provision are a list under it', async () => {
    const phone = await stage.open(`/alignments/${view}`, { size: PHONE })
    await phone.locator('.align-stack .align-card.of-partly').first().click()
    await phone.locator('.tie-list .align-card').first().waitFor()
    await phone.locator('.tie-list .said-too').first().waitFor()
    const wider = await phone.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth')
    expect(wider).toBe(false)
  })

  test.each([
    ['on a desk', DESK],
    ['on a phone', PHONE],
  ])('axe-core finds nothing serious %s', async (_name, size) => {
    const tab = await stage.open('/alignments', { size })
    await tab.locator('.alignment-line').first().waitFor()
    expect(await seriousIn(tab)).toEqual([])
    await visit(tab, '/alignment-matrix')
    await tab.locator('.matrix-cell').first().waitFor()
    expect(await seriousIn(tab)).toEqual([])
    const { upperProvisions } = await alignment()
    const partly = upperProvisions.find(({ verdict }) => verdict.kind === 'partly')?.address ?? ''
    await visit(tab, `/alignments/${view}?at=${encodeURIComponent(partly)}`)
    await tab.locator('.evidence').first().waitFor()
    expect(await seriousIn(tab)).toEqual([])
  })
})

/** Goes on to the next provision of which nobody has said anything, and that has a tie to say something of. */
async function walk(page: Page): Promise<void> {
  for (;;) {
    const before = await addressOf(chosen(page))
    await page.keyboard.press('n')
    await expect.poll(() => addressOf(chosen(page)), PATIENT).not.toBe(before)
    if ((await tied(page).count()) === 0) continue
    await tied(page).getByText('机器提出').waitFor()
    return
  }
}

async function choose(page: Page, side: string, title: string): Promise<void> {
  const box = page.getByRole('combobox', { name: side })
  await box.click()
  await box.fill(title)
  // The list of the other choice may still be closing.
  const list = await box.getAttribute('aria-controls')
  await page
    .locator(`.ant-select-dropdown:has([id="${list}"]) .ant-select-item-option`)
    .filter({ has: page.locator('.alignment-option').filter({ hasText: new RegExp(`^${title}($|[^广])`) }) })
    .first()
    .click()
}
