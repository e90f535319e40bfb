import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  BEHIND,
  BEIHAI,
  BLOCKED,
  COMMERCE,
  call,
  escalate,
  GULF,
  ingestAndConfirm,
  LED,
  MEMBERSHIPS,
  meet,
  NANNING,
  OFFICE,
  openAndDispatch,
  openCycle,
  owed,
  REFORM,
  RETURNED,
  receive,
  reportAtDesk,
  reportRest,
  review,
  setUpLadder,
  UNITS,
  visit,
} from './halfYear.ts'
import { actAs, chromiumPath, withStage } from './stage.ts'

const plan = fileURLToPath(new URL('../../../shared/plans/001_fcca7f211bd5c0a3.txt', import.meta.url))
const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find(existsSync)
/** Hundreds of reports, on a machine that may be shared. */
const LONG = 300_000

if (!existsSync(plan)) console.log(`skipped: the half-year of a real plan needs ${plan}`)
if (!office) console.log('skipped: opening the evaluation needs LibreOffice (soffice)')

describe.skipIf(!chromiumPath || !existsSync(plan))('a half-year of a real plan', { timeout: LONG }, () => {
  const stage = withStage({ memberships: MEMBERSHIPS })
  let page: Page
  let programme = ''
  const be = async ([organization, role]: readonly [string, string]) => {
    await visit(page, '/')
    await actAs(page, organization, role)
  }
  /** How many tasks of the programme stand in each light, as the cockpit shows them. */
  const lights = async () => {
    await visit(page, `/cockpit?programme=${programme}`)
    const figures = page.locator('.cockpit-figures > div')
    await figures.first().waitFor()
    const entries = await figures.evaluateAll((all) =>
      all.map((one) => [
        one.querySelector('dt')?.textContent?.trim() ?? '',
        Number(one.querySelector('.figure')?.textContent),
      ]),
    )
    return Object.fromEntries(entries) as Record<string, number>
  }
  const worst = (title: string) => page.locator('.cockpit li, .cockpit article').filter({ hasText: title }).first()
  const taskOf = async (title: string) =>
    (
      await call<{ items: { id: string; title: string }[] }>(page, 'GET', `/tasks?programme=${programme}&limit=200`)
    ).items.find((one) => one.title === title)?.id ?? ''

  beforeAll(async () => {
    page = await stage.open('/')
  })

  test('the office ingests the plan, vouches for its tasks, and dispatches them under its own rule for leads', async () => {
    const confirmed = await ingestAndConfirm(page, plan)
    expect(confirmed).toBeGreaterThanOrEqual(51)
    const sent = await openAndDispatch(page)
    programme = sent.programme
    expect(sent.dispatched).toBeGreaterThanOrEqual(51)
    expect(await lights()).toMatchObject({ 红灯: 0, 绿灯: 0, 无数据: sent.dispatched })
  })

  test('three departments and two cities receive what is theirs', async () => {
    for (const unit of UNITS) {
      await be(unit)
      await receive(page, programme)
    }
  })

  test('the half-year opens, and each unit owes a report on each of its tasks', async () => {
    await be(OFFICE)
    const cycle = await openCycle(page, programme)
    await visit(page, `/cycles/${cycle}`)
    await page.getByRole('row').filter({ hasText: NANNING[0] }).waitFor()
    await page
      .getByText(/已报 0\/\d+/)
      .first()
      .waitFor()
  })

  test('cities and departments report for 2026H1; a lead sees their reports and builds on them', async () => {
    for (const city of [NANNING, BEIHAI]) {
      await be(city)
      await reportAtDesk(page, LED, { progress: `${city[0].slice(0, 2)}市本期承接加工贸易项目3个。` })
      await reportRest(page, programme)
      expect(await owed(page, programme)).toEqual([])
    }
    await be(GULF)
    await reportRest(page, programme)

    await be(REFORM)
    await reportAtDesk(page, BLOCKED, {
      claim: 'blocked',
      progress: '已三次商请广东、海南两省。',
      problems: '两省对召集方式意见不一，需要上级协调。',
    })
    await reportRest(page, programme, {
      [BEHIND]: { claim: 'behind', progress: '部分口岸项目进度滞后。', problems: '用地指标尚未落实。' },
    })

    await be(COMMERCE)
    await reportAtDesk(page, LED, { progress: '全区加工贸易稳步增长，各市情况汇总如下。', consolidates: [] })
    await visit(page, '/desk?done=true')
    await page.locator('.desk-row').filter({ hasText: LED }).first().click()
    await page.locator('.sheet-now').getByText('【南宁市人民政府】南宁市本期承接加工贸易项目3个。').first().waitFor()
    await reportRest(page, programme)
  })

  test('the office returns one report with the reason and accepts the others; lights change with their reasons', async () => {
    await be(OFFICE)
    expect(await review(page, programme, RETURNED)).toBeGreaterThan(10)
    const now = await lights()
    expect(now).toMatchObject({ 红灯: 1, 黄灯: 2 })
    expect(now.绿灯).toBeGreaterThan(10)
    await worst(BLOCKED).getByText('自治区发展改革委报告受阻，需要协调').waitFor()
    await worst(RETURNED)
      .getByText(/自治区商务厅的报送被退回/)
      .waitFor()
    await worst(BEHIND)
      .getByText(/报告滞后/)
      .waitFor()

    await be(COMMERCE)
    await visit(page, '/desk')
    const row = page.locator('.desk-row').filter({ hasText: RETURNED }).first()
    await row.getByText('退回 1 次').waitFor()
    await row.click()
    await page.getByText('请写明引进外资的项目名称和到位金额').first().waitFor()
    await page.locator('.sheet').getByLabel('工作进展').fill('本期引进外资项目2个，到位资金见附件。')
    await page
      .locator('.sheet')
      .getByRole('button', { name: /^重新报送/ })
      .click()
    const sent = page.getByText(`已报送：${RETURNED}`)
    // What it is asked about first goes out at the second press.
    const asked = page.locator('.sheet .ask')
    await sent.or(asked).first().waitFor()
    if (await asked.count()) await page.locator('.sheet-foot .ant-btn-primary', { hasText: '重新报送' }).click()
    await sent.waitFor()
    expect(await lights()).toMatchObject({ 红灯: 1, 黄灯: 1 })
  })

  test('what one unit cannot solve is raised, a meeting resolves it, and the resolution is a task', async () => {
    await be(OFFICE)
    await setUpLadder(page)
    await be(REFORM)
    const matter = await escalate(page, await taskOf(BLOCKED))
    await be(OFFICE)
    const before = Object.values(await lights()).reduce((sum, one) => sum + one, 0)
    await meet(page, matter)
    await page.getByRole('link', { name: '查看任务' }).first().click()
    await page.getByRole('heading', { name: '召开三省区合作推进机制首次会议' }).waitFor()
    await page.getByText('2026-12-15').first().waitFor()
    await page.getByRole('link', { name: REFORM[0] }).first().waitFor()
    const after = await lights()
    expect(Object.values(after).reduce((sum, one) => sum + one, 0)).toBe(before + 1)
    await visit(page, matter)
    await page.getByText('已议定').first().waitFor()
    await be(REFORM)
    await visit(page, `/tasks?programme=${programme}`)
    await page.getByRole('button', { name: '签收 1 项' }).waitFor()
  })

  test('the annual evaluation is drafted with its sources, exported, and opened by LibreOffice', async () => {
    await be(OFFICE)
    await visit(page, `/papers?kind=evaluation&id=${programme}&year=2026`)
    await page.getByText('年度评估').first().waitFor()
    const button = page.getByRole('link', { name: /下载公文/ }).or(page.getByRole('button', { name: /下载公文/ }))
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), button.first().click()])
    expect(download.suggestedFilename()).toMatch(/\.docx$/)
    const folder = mkdtempSync(join(tmpdir(), 'qunce-evaluation-'))
    try {
      const file = join(folder, 'evaluation.docx')
      await download.saveAs(file)
      expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
      if (!office) return
      const profile = `-env:UserInstallation=file://${folder}/profile`
      execFileSync(office, [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], {
        timeout: 180_000,
        stdio: 'ignore',
      })
      const pdf = readFileSync(join(folder, 'evaluation.pdf'))
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      expect(pdf.length).toBeGreaterThan(20_000)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
