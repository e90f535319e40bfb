import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { actAs, answerLate, chromiumPath, JOURNEY_MS, PATIENT, planText, withStage } from './stage.ts'

const text = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
})

const cards = (page: Page) => page.locator('.reader-commitments .card')
const chosen = (page: Page) => page.locator('.reader-commitments .card.chosen')

/** Brings a plan in and opens it in the reader, with its first commitment chosen. */
async function openPlan(page: Page, mark: string): Promise<void> {
  await page.getByTestId('ingest-files').setInputFiles([text(`${mark}.txt`, planText(mark))])
  await page.locator('.outcome.accepted a').first().click()
  await cards(page).first().waitFor()
}

describe.skipIf(!chromiumPath)('the coordination office in a browser', { timeout: JOURNEY_MS }, () => {
  const stage = withStage()

  test('the printed link signs in, once, and the page says for whom one acts', async () => {
    const page = await stage.open('/')
    await page.getByRole('heading', { name: '北部湾城市群协调办公室' }).waitFor()
    await page.getByText('示例数据').first().waitFor()
    expect(await page.locator('.acting').textContent()).toContain('协调办公室')
  })

  test('many files at once: each is answered for itself, and the rest go on', async () => {
    const page = await stage.open('/documents')
    const long = planText('蓝湾')
    await page
      .getByTestId('ingest-files')
      .setInputFiles([
        text('蓝湾.txt', long),
        text('空.txt', ''),
        { name: '图.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
      ])
    await page.getByText('3 / 3 份已有结果').waitFor()
    expect(await page.locator('.outcome.accepted').textContent()).toContain('蓝湾海湾保护行动方案')
    const refused = await page.locator('.outcome.refused').allTextContents()
    expect(refused).toHaveLength(2)
    expect(refused.join()).toContain('文件是空的')
    expect(refused.join()).toContain('这不是能阅读的文档')

    await page.getByTestId('ingest-files').setInputFiles([text('蓝湾-副本.txt', long)])
    await page.getByText('内容与已有文件完全相同').waitFor()
  })

  test('reading: the outline leads to the text, the text to the commitment, and the address holds both', async () => {
    const page = await stage.open('/documents')
    await openPlan(page, '红湾')
    await page
      .getByRole('button', { name: /修复滨海湿地/ })
      .first()
      .click()
    await expect.poll(() => page.url(), PATIENT).toContain('at=')

    await page.locator('.leaf .run.committed').filter({ hasText: '建设海草床监测站' }).first().click()
    await chosen(page).filter({ hasText: '修复滨海湿地' }).waitFor()
    expect(await page.locator('.leaf .run.chosen').first().textContent()).toContain('红树林')

    await page.reload()
    await chosen(page).filter({ hasText: '修复滨海湿地' }).waitFor()
  })

  test('by keys alone: confirm, undo, edit with the original kept, reject with a reason', async () => {
    const page = await stage.open('/documents')
    await openPlan(page, '青湾')
    await page.keyboard.press('j')
    const title = (await chosen(page).locator('.card-title').textContent()) ?? ''
    const card = cards(page).filter({ hasText: title }).first()
    await page.keyboard.press('Enter')
    await card.locator('.badge.confirmed').waitFor()
    expect(await card.locator('.vouched').textContent()).toContain('办公室经办')

    await page.keyboard.press('Control+z')
    await card.locator('.badge.extracted').waitFor()

    await card.locator('.card-title').click()
    await answerLate(page, '**/confirm')
    const undone = page.waitForResponse(/\/undo$/)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+z') // before the server has answered: it takes that back
    await undone
    await card.locator('.badge.extracted').waitFor()

    await card.locator('.card-title').click()
    await page.keyboard.press('e')
    await page.getByLabel('事项', { exact: true }).fill('青湾的第一件事')
    await page.getByLabel('修改理由').fill('标题不确切')
    await page
      .getByRole('button', { name: '保 存' })
      .or(page.getByRole('button', { name: '保存' }))
      .click()
    const edited = cards(page).filter({ hasText: '青湾的第一件事' })
    await edited.locator('.badge.confirmed').waitFor()

    await page.locator('.ant-drawer-open').waitFor({ state: 'hidden' })
    await edited.locator('.card-title').click()
    await page.keyboard.press('h')
    const history = page.locator('.history')
    await history.getByText('标题不确切').waitFor()
    expect(await history.textContent()).toContain(title) // what the machine found stays
    await page.keyboard.press('Escape')
    await history.waitFor({ state: 'hidden' })

    await page.keyboard.press('j')
    const second = (await chosen(page).locator('.card-title').textContent()) ?? ''
    await page.keyboard.press('r')
    await page.getByRole('dialog').getByRole('textbox').fill('与上一项重复')
    await page.getByRole('dialog').getByRole('button', { name: '驳回', exact: false }).last().click()
    await cards(page).filter({ hasText: second }).locator('.badge.rejected').first().waitFor()
  })

  test('after a click in the outline, J chooses a commitment and Enter confirms it', async () => {
    const page = await stage.open('/documents')
    await openPlan(page, '金湾')
    await page
      .getByRole('button', { name: /修复滨海湿地/ })
      .first()
      .click()
    await expect.poll(() => page.url(), PATIENT).toContain('at=')
    await page.keyboard.press('j')
    await chosen(page).waitFor()
    const title = (await chosen(page).locator('.card-title').textContent()) ?? ''
    await page.keyboard.press('Enter')
    await cards(page).filter({ hasText: title }).first().locator('.badge.confirmed').waitFor()
  })

  test('split and merge: the parts and the whole lead back to what they were', async () => {
    const page = await stage.open('/documents')
    await openPlan(page, '紫湾')
    await cards(page).filter({ hasText: '整治排污口' }).first().locator('.card-title').click()
    await page.keyboard.press('s')
    const dialog = page.getByRole('dialog')
    const parts = dialog.locator('.split-part textarea')
    await parts.first().waitFor()
    await parts.nth(0).fill('排查和整治排污口')
    await parts.nth(1).fill('建立巡查制度')
    await dialog.getByRole('button', { name: /^拆\s?分$/ }).click()
    await cards(page).filter({ hasText: '建立巡查制度' }).waitFor()

    for (const part of ['排查和整治排污口', '建立巡查制度'])
      await cards(page).filter({ hasText: part }).getByRole('checkbox').check()
    await page.keyboard.press('m')
    await page.getByRole('dialog').getByRole('textbox').fill('排污口整治和巡查')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^合\s?并$/ })
      .click()
    await cards(page).filter({ hasText: '排污口整治和巡查' }).waitFor()
    expect(await cards(page).filter({ hasText: '建立巡查制度' }).count()).toBe(0)
  })

  test('what another changed meanwhile is not overwritten: it is explained, and the newest loaded', async () => {
    const mine = await stage.open('/documents')
    await openPlan(mine, '白湾')
    const theirs = await stage.open(new URL(mine.url()).pathname)
    await cards(theirs).first().waitFor()
    for (const page of [theirs, mine]) await cards(page).first().locator('.card-title').click()
    await theirs.keyboard.press('Enter')
    await cards(theirs).first().locator('.badge.confirmed').waitFor()

    await mine.keyboard.press('Enter')
    await mine.getByText('刚被他人修改').waitFor()
    await mine.getByRole('button', { name: '载入最新内容' }).click()
    await cards(mine).first().locator('.badge.confirmed').waitFor()
  })

  test('the register: filter and search stand in the address, a row leads to its sentence, exports hold the same rows', async () => {
    const page = await stage.open('/register?q=港口')
    await page.locator('mark').first().waitFor()
    await page.getByRole('button', { name: /^任务/ }).click()
    await expect.poll(() => page.url(), PATIENT).toContain('kind=task')
    const total = Number((await page.locator('.register-total').textContent())?.match(/\d+/)?.[0])
    expect(total).toBeGreaterThan(0)

    await page.getByRole('button', { name: '导出' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('CSV 表格').click()])
    const csv = await readFile((await download.path()) ?? '', 'utf8')
    expect(csv.charCodeAt(0)).toBe(0xfeff)
    expect(csv).toContain('港口')
    await page.getByRole('button', { name: '导出' }).click()
    const [workbook] = await Promise.all([page.waitForEvent('download'), page.getByText('Excel 表格').click()])
    expect((await readFile((await workbook.path()) ?? '')).subarray(0, 2).toString()).toBe('PK')

    const first = page.locator('.table-title').first()
    const title = (await first.textContent()) ?? ''
    await first.click()
    await chosen(page).filter({ hasText: title }).waitFor()
  })

  test('everything one organization owes stands on its page, with who it was before', async () => {
    const page = await stage.open('/units?q=国土资源厅')
    await page.getByRole('link', { name: '广西壮族自治区国土资源厅', exact: true }).click()
    await page.locator('.succession').getByText('广西壮族自治区自然资源厅').click()
    await page.getByRole('heading', { name: '广西壮族自治区自然资源厅' }).waitFor()
    await page.locator('.owed-line').first().waitFor()
    await page.locator('.owed-line .table-title').first().click()
    await chosen(page).waitFor()
  })

  test('the audit log is read and its chain verified', async () => {
    const page = await stage.open('/audit')
    await page.getByText('plan.ingest').first().waitFor()
    await page.getByRole('button', { name: '验证全部记录' }).click()
    await page.getByText(/完好：已核对 \d+ 行/).waitFor()
  })

  test('acting for others: a leader reads and is offered no change; an administrator sees users and no plans', async () => {
    const page = await stage.open('/documents')
    await page.locator('.document-line a').first().waitFor()
    await actAs(page, '广西壮族自治区人民政府', '领导')
    await page.locator('.document-line h2 a').first().click()
    await cards(page).first().locator('.card-title').click()
    expect(await chosen(page).getByRole('button', { name: '确认' }).count()).toBe(0)
    await page.keyboard.press('Enter')
    await page.getByText('当前身份只能阅读这份文件').waitFor()
    const denied = await page.request.post(`${stage.address}/api/v1/commitments/confirm`, {
      data: { items: [{ id: '00000000-0000-4000-8000-000000000000', revision: 1 }] },
      headers: { origin: stage.address },
    })
    expect(denied.status()).toBe(403)

    await actAs(page, '北部湾城市群协调办公室', '系统管理员')
    await page.getByRole('link', { name: '用户', exact: true }).first().click()
    await page.getByText('demo@qunce.example').waitFor()
    expect(await page.locator('.nav').getByRole('link', { name: '文件' }).count()).toBe(0)
    await actAs(page, '北部湾城市群协调办公室', '协调办公室')
  })
})
