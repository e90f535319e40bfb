import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Desk, ObligationDetail, ObligationList, ReportContent } from '../../src/delivery/reporting/schemas.ts'
import { NOW, PATIENT } from './stage.ts'

/** The half-year of one plan, act by act, as people do it in the pages. */

/** The day of all journeys, in Asia/Shanghai. */
export const DAY = NOW.slice(0, 10)

export const PLAN = '北部湾城市群发展规划广西实施方案'
export const OFFICE = ['北部湾城市群协调办公室', '协调办公室'] as const
export const REFORM = ['广西壮族自治区发展和改革委员会', '部门'] as const
export const GULF = ['广西北部湾经济区规划建设管理办公室', '部门'] as const
export const COMMERCE = ['广西壮族自治区商务厅', '部门'] as const
export const NANNING = ['南宁市人民政府', '市政府'] as const
export const BEIHAI = ['北海市人民政府', '市政府'] as const
/** Cities and other participants before those who build on what they say. */
export const UNITS = [NANNING, BEIHAI, GULF, REFORM, COMMERCE] as const
export const MEMBERSHIPS = [
  { role: 'department', organization: COMMERCE[0] },
  { role: 'city', organization: BEIHAI[0] },
] as const

/** Led by the commerce department; both cities and the reform commission take part. */
export const LED = '推动经贸合作升级'
export const RETURNED = '提升外资利用水平'
/** Led by the reform commission, which cannot get on with it alone. */
export const BLOCKED = '推动建立桂粤琼三省区合作推进机制'
export const BEHIND = '构建国际通道'

const origin = (page: Page) => new URL(page.url()).origin

/** The API with the session of the page, for what a person would repeat fifty times. */
export async function call<Answer>(
  page: Page,
  method: 'GET' | 'POST',
  path: string,
  data?: unknown,
  revision?: number,
): Promise<Answer> {
  const answer = await page.request.fetch(`${origin(page)}/api/v1${path}`, {
    method,
    ...(data === undefined ? {} : { data }),
    headers: { origin: origin(page), ...(revision === undefined ? {} : { 'if-match': `"v${revision}"` }) },
  })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as Answer
}

export const visit = (page: Page, path: string) => page.goto(origin(page) + path)

const numberIn = (text: string | null) => Number(text?.match(/\d+/)?.[0] ?? Number.NaN)

/** Brings the plan in and vouches for all of its tasks at once. */
export async function ingestAndConfirm(page: Page, file: string): Promise<number> {
  await visit(page, '/documents')
  await page.getByTestId('ingest-files').setInputFiles(file)
  await page.locator('.outcome.accepted a').first().click({ timeout: 60_000 })
  await page.locator('.reader-commitments .card').first().waitFor()
  const document = new URL(page.url()).pathname.split('/').at(-1)
  await visit(page, `/register?document=${document}&kind=task&state=extracted`)
  await page.locator('.table-title').first().waitFor()
  const total = numberIn(await page.locator('.register-total').textContent())
  const all = page.locator('.table-title')
  const more = page.getByRole('button', { name: /更多|继续/ })
  while ((await all.count()) < total && (await more.count()) > 0) {
    const before = await all.count()
    await more.first().click()
    await expect.poll(() => all.count(), PATIENT).toBeGreaterThan(before)
  }
  await page.locator('thead input[type=checkbox]').check()
  await page
    .getByRole('button', { name: /^确\s?认$/ })
    .first()
    .click()
  await page.getByText(`已确认 ${total} 项`).waitFor()
  return total
}

/** Opens a programme of the plan with a half-yearly rhythm and dispatches what can be. */
export async function openAndDispatch(page: Page): Promise<{ programme: string; dispatched: number }> {
  await visit(page, '/programmes')
  await page.getByRole('button', { name: '建立台账' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('所属文件').click()
  await page.getByTitle(PLAN, { exact: true }).click()
  expect(await dialog.getByLabel('台账名称').inputValue()).toBe(PLAN)
  await dialog.getByText('每半年').waitFor()
  await dialog.getByRole('button', { name: /^建\s?立$/ }).click()
  await page.getByText('责任单位中排名第一的区直单位为自治区牵头单位').first().waitFor()
  const programme = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.getByRole('button', { name: /^下达 \d+ 项$/ }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^下\s?达$/ })
    .click()
  const said = page.getByText(/^已下达 \d+ 项$/)
  await said.waitFor({ timeout: 60_000 })
  return { programme, dispatched: numberIn(await said.textContent()) }
}

/** A unit receives all that waits for it, as the list of tasks offers it. */
export async function receive(page: Page, programme: string): Promise<void> {
  await visit(page, `/tasks?programme=${programme}`)
  const button = page.getByRole('button', { name: /^签收 \d+ 项$/ })
  await button.waitFor()
  await button.click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^签\s?收$/ })
    .click()
  await page.getByText(/^已签收 \d+ 项$/).waitFor({ timeout: 60_000 })
  await button.waitFor({ state: 'hidden' })
}

/** Opens the cycle in which the units report. */
export async function openCycle(page: Page, programme: string): Promise<string> {
  type Cycle = { id: string; period: string; openedAt: string | null; programme: { id: string } }
  const find = async () =>
    (await call<{ items: Cycle[] }>(page, 'GET', '/cycles')).items.find(
      (one) => one.programme.id === programme && one.period === '2026H1',
    )
  await visit(page, `/programmes/${programme}`)
  const add = page.getByRole('button', { name: '开放2026年上半年' })
  const cycle = await find()
  if (cycle?.openedAt) return cycle.id // the server's own clock was faster
  await add.click()
  await page.getByRole('dialog').getByRole('button', { name: '现在开放' }).click()
  await page.getByText(/已发出 \d+ 项应报/).waitFor()
  return (await find())?.id ?? ''
}

export const say = (said: Partial<ReportContent>): ReportContent => ({
  claim: 'on_track',
  progress: '已会同有关单位制定专题工作方案，年度任务分解到位。',
  problems: '',
  next: '下半年按方案推进，年底前报送进展。',
  percent: 40,
  figures: [],
  milestones: [],
  consolidates: [],
  evidence: [],
  ...said,
})

/** What a unit owes on the desk for this programme. */
export const owed = async (page: Page, programme: string) =>
  (await call<Desk>(page, 'GET', '/desk?limit=500')).items.filter((one) => one.programme.id === programme)

/** Reports one task at the desk: opens its line, chooses how it goes, writes, sends. */
export async function reportAtDesk(page: Page, title: string, said: Partial<ReportContent>): Promise<void> {
  await visit(page, '/desk')
  await page.locator('.desk-row').filter({ hasText: title }).first().click()
  const sheet = page.locator('.sheet')
  const names = { not_started: '尚未启动', on_track: '正常推进', behind: '进度滞后', blocked: '受阻', done: '已完成' }
  if (said.consolidates) {
    const takeAll = sheet.getByRole('button', { name: '全部汇入' })
    await takeAll.click()
  }
  await sheet.locator('label.claim', { hasText: names[said.claim ?? 'on_track'] }).click()
  const progress = sheet.getByLabel('工作进展')
  const taken = await progress.inputValue()
  await progress.fill([said.progress ?? say({}).progress, taken].filter(Boolean).join('\n'))
  if (said.problems) await sheet.getByLabel('存在问题').fill(said.problems)
  await sheet.getByLabel('下步打算').fill(said.next ?? say({}).next)
  const send = sheet.locator('.sheet-foot .ant-btn-primary', { hasText: '报送' }) // while it asks its name begins with “loading”
  const sent = page.getByText(`已报送：${title}`).or(page.getByText(/已报送，有 \d+ 处/))
  await send.click()
  // What it is asked about first goes out at the second press.
  const asked = sheet.locator('.ask')
  await sent.or(asked).first().waitFor()
  if (await asked.count()) await send.click()
  await sent.first().waitFor()
}

/** All else that a unit owes, one request each. */
export async function reportRest(page: Page, programme: string, said: Record<string, Partial<ReportContent>> = {}) {
  const items = await owed(page, programme)
  for (const item of items) {
    let consolidates: string[] = []
    let revision = item.revision
    if (item.waiting > 0) {
      const detail = await call<ObligationDetail>(page, 'GET', `/obligations/${item.id}`)
      consolidates = detail.parts.filter(({ state }) => state === 'submitted').map(({ obligationId }) => obligationId)
      revision = detail.revision
    }
    const content = say({ ...said[item.task.title], consolidates })
    await call(page, 'POST', `/obligations/${item.id}/reports`, { content }, revision)
  }
  return items.length
}

/** The office accepts the first by its key, returns one with the reason, and accepts the others. */
export async function review(page: Page, programme: string, returned: string): Promise<number> {
  await visit(page, '/reviews')
  const row = page.locator('.desk-row').filter({ hasText: returned }).first()
  await row.click()
  await page.locator('.sheet-foot').waitFor()
  await page.keyboard.press('r')
  await page.getByLabel('退回理由').fill('请写明引进外资的项目名称和到位金额，并附佐证。')
  await page
    .locator('.return-form')
    .getByRole('button', { name: /^退\s?回$/ })
    .click()
  await page.getByText(`已退回：${returned}`).waitFor()

  await visit(page, '/reviews')
  const led = page.locator('.desk-row').filter({ hasText: LED }).first()
  await led.click()
  await page.locator('.sheet-foot').waitFor()
  await page.keyboard.press('a')
  await page.getByText(`已采纳：${LED}`).waitFor()

  const waiting = await call<ObligationList>(
    page,
    'GET',
    `/obligations?mine=to_review&programme=${programme}&limit=200`,
  )
  for (const { latestReportId, revision, task } of waiting.items)
    if (task.title !== returned)
      await call(page, 'POST', `/reports/${latestReportId}/review`, { decision: 'accepted' }, revision)
  return waiting.items.length
}

/** The office sets up the ladder of the region's own plan. */
export async function setUpLadder(page: Page): Promise<void> {
  await visit(page, '/ladders')
  await page.getByRole('button', { name: '新建层级' }).click()
  await page.getByText('部门专题组—秘书长协调—行政首长联席会议').click()
  const dialog = page.getByRole('dialog')
  const tiers = dialog.locator('.tier-form')
  await tiers.first().waitFor()
  const hosts = [OFFICE[0], OFFICE[0], '广西壮族自治区人民政府']
  for (const [index, host] of hosts.entries()) {
    const pickers = tiers.nth(index).locator('.ant-select-multiple')
    if (host !== OFFICE[0]) {
      await pickers.first().locator('input').press('Backspace')
      await pickOne(page, pickers.first(), host)
    }
    if (index === 0) for (const name of [REFORM[0], NANNING[0]]) await pickOne(page, pickers.last(), name)
  }
  await dialog.getByRole('button', { name: /^(OK|确\s?定|保\s?存)$/ }).click()
  await page.locator('.rungs').first().waitFor()
}

async function pickOne(page: Page, picker: ReturnType<Page['locator']>, name: string): Promise<void> {
  await picker.click()
  await picker.locator('input').fill(name)
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: name })
    .first()
    .click()
  await picker.getByText(name).first().waitFor()
}

/** From the page of its task, a unit asks for help with what it cannot solve alone. */
export async function escalate(page: Page, task: string): Promise<string> {
  await visit(page, `/tasks/${task}`)
  await page.getByRole('button', { name: '提请协调' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('事项').fill('三省区合作推进机制的牵头单位尚未议定')
  await dialog.getByLabel('需要协调的问题').fill('广东、海南两省对合作推进机制的召集方式意见不一，机制不能建立。')
  await dialog.getByLabel('已做的协调工作').fill('已三次发函商请，两省发展改革委均已复函，意见未能一致。')
  await dialog.getByLabel('建议或请求').fill('请议定合作推进机制的召集单位和首次会议时间。')
  await dialog.getByRole('button', { name: /^提\s?请$/ }).click()
  await page.waitForURL(/\/escalations\//)
  return new URL(page.url()).pathname
}

/** The office puts the matter on the agenda, convenes, holds, writes minutes and a resolution, and issues them. */
export async function meet(page: Page, matter: string): Promise<string> {
  await visit(page, matter)
  await page.getByRole('button', { name: '列入会议' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '筹备会议' }).click()
  const plan = page.getByRole('dialog').filter({ hasText: '会议名称' })
  await plan.getByLabel('日期').fill(DAY)
  await plan.getByLabel('地点').fill('南宁')
  await plan.getByText('召集单位').waitFor()
  await plan.getByRole('button', { name: /^建\s?立$/ }).click()
  await page.waitForURL(/\/meetings\//)
  await page.getByRole('button', { name: '发出通知' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^发出通知$/ })
    .click()
  await page.getByRole('button', { name: '开始会议' }).click()
  const item = page.locator('.agenda > li').first()
  await item.getByLabel('本议题纪要').fill('会议认为，三省区合作推进机制由自治区发展改革委轮值召集，首次会议年内召开。')
  await item.getByText('已保存').first().waitFor()
  await item.getByText('议定', { exact: true }).click()
  await item.getByRole('button', { name: '增加议定事项' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('事项').fill('召开三省区合作推进机制首次会议')
  await dialog.getByLabel('内容').fill('自治区发展改革委牵头，商广东、海南两省，年内召开首次会议并报告结果。')
  await pickOne(page, dialog.locator('.ant-select-multiple').first(), REFORM[0])
  await pickOne(page, dialog.locator('.ant-select-multiple').last(), GULF[0])
  await dialog.locator('input[type=date]').fill('2026-12-15')
  await dialog.getByRole('button', { name: /^(OK|确\s?定)$/ }).click()
  await item.locator('.resolutions li').first().waitFor()
  const all = page.getByRole('button', { name: '全部出席' })
  if (await all.count()) await all.click()
  await page.getByRole('button', { name: '印发纪要并下达' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认印发' }).click()
  await page.getByText('纪要已印发，任务已下达').waitFor()
  return new URL(page.url()).pathname
}
