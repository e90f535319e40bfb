import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { actAs, chromiumPath, JOURNEY_MS, PATIENT, PHONE, planText, withStage } from './stage.ts'

const text = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
const cards = (page: Page) => page.locator('.reader-commitments .card')
const more = (page: Page) => page.locator('.reader-head').getByRole('button', { name: '更多' })

/** Chooses from 更多 until it has come to something: a click may meet the menu while it opens, or the page while it loads. */
async function chooseMore(page: Page, name: string, comesTo: Locator): Promise<void> {
  const item = page.getByRole('menuitem', { name })
  for (let attempt = 1; ; attempt++) {
    try {
      if (!(await item.isVisible())) await more(page).click({ timeout: 6000 })
      await item.click({ timeout: 6000 })
      await comesTo.waitFor({ state: 'attached', timeout: 6000 })
      return
    } catch (lost) {
      if (attempt === 4) throw lost
    }
  }
}

async function openPlan(page: Page, mark: string, content = planText(mark)): Promise<void> {
  await page.getByTestId('ingest-files').setInputFiles([text(`${mark}.txt`, content)])
  await page.locator('.outcome.accepted a').first().click()
  await page.locator('.leaf .para').first().waitFor()
}

/** Selects on the page from the beginning of one word to the end of another, as dragging a pointer does. */
async function selectWords(page: Page, from: string, to: string): Promise<void> {
  // As text, since tests know no types of a page.
  await page.evaluate(`{
    const [first, last] = ${JSON.stringify([from, to])}
    const walker = document.createTreeWalker(document.querySelector('.leaf'), NodeFilter.SHOW_TEXT)
    let begin
    let done = false
    for (let node = walker.nextNode(); node && !done; node = walker.nextNode()) {
      if (!begin && node.data.includes(first)) begin = [node, node.data.indexOf(first)]
      if (!begin || !node.data.includes(last)) continue
      window.getSelection().setBaseAndExtent(...begin, node, node.data.indexOf(last) + last.length)
      done = true
    }
    if (!done) throw new Error('The page does not have ' + first + ' … ' + last)
  }`)
}

describe.skipIf(!chromiumPath)('keeping what was read in order', { timeout: JOURNEY_MS }, () => {
  const stage = withStage({ motion: true })

  test('a body that nobody knew is confirmed, merged or corrected beside the sentence that prints it', async () => {
    const page = await stage.open('/documents')
    const nobodyKnows = '橙湾港务联合协调中心、橙湾海岸管理局'
    const plan = planText('橙湾').replace('自治区海洋局,北海市、防城港市人民政府', nobodyKnows)
    await openPlan(page, '橙湾', plan)
    await page.goto(`${stage.address}/units?list=waiting`)
    const waiting = (name: string) => page.locator('.waiting-unit').filter({ hasText: name })

    await waiting('港务联合协调中心').locator('.waiting-name').click()
    await waiting('港务联合协调中心').locator('.waiting-printed').getByText('橙湾海湾保护行动方案').first().waitFor()
    await page.locator('.waiting-lede').click() // leaves the button: keys are for the card now
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').fill('钦州市人民政府')
    await page.getByTitle('钦州市人民政府', { exact: true }).click()
    await dialog.getByRole('button', { name: /^并\s?入$/ }).click()
    await page.getByText('已并入：钦州市人民政府').waitFor()
    await waiting('港务联合协调中心').waitFor({ state: 'detached' })

    await waiting('海岸管理局').locator('.waiting-name').click()
    await waiting('海岸管理局').getByRole('button', { name: '更正' }).click()
    await page.getByLabel('全称').fill('橙湾海岸管理总局')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^保\s?存$/ })
      .click()
    await page.getByText('已更正：橙湾海岸管理总局').waitFor()
    await waiting('海岸管理局').waitFor({ state: 'detached' })

    await waiting('督查室').locator('.waiting-name').click()
    await page.locator('.waiting-lede').click()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('不能撤销').waitFor()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^确\s?认$/ })
      .click()
    await page.getByText('已确认：广西壮族自治区人民政府督查室').waitFor()

    // What was printed under the old name is owed by the known body, which keeps the printed name.
    await page.goto(`${stage.address}/units?q=${encodeURIComponent('橙湾海岸管理总局')}`)
    await page.getByRole('link', { name: '橙湾海岸管理总局', exact: true }).click()
    await page.locator('.owed-line').first().waitFor()
    expect(await page.locator('.identity').textContent()).toContain('橙湾海岸管理局')
  })

  test('who may not keep the gazetteer is not offered to', async () => {
    const page = await stage.open('/units')
    await page.locator('.unit-list a').first().waitFor()
    await actAs(page, '广西壮族自治区人民政府', '领导')
    await page.goto(`${stage.address}/units?list=waiting`)
    await page.locator('.unit-list a').first().waitFor()
    expect(await page.getByText('待确认的单位').count()).toBe(0)
    await actAs(page, '北部湾城市群协调办公室', '协调办公室')
  })

  test('a corrected file becomes the next version whatever its title says, and a document is withdrawn and restored', async () => {
    const page = await stage.open('/documents')
    await openPlan(page, '粉湾')
    await chooseMore(page, '上传新版本', page.getByTestId('version-file'))
    const corrected = planText('粉湾').replace('粉湾海湾保护行动方案\n', '粉湾方案(修订稿)\n').replace('92%', '93%')
    await page.getByTestId('version-file').setInputFiles([text('修订稿.txt', corrected)])
    await page.getByText('成为第 2 版').waitFor()
    await page.getByRole('button', { name: '打开新版本' }).click()
    await page.locator('.leaf').getByText('93%').waitFor()

    await chooseMore(page, '撤回文件', page.getByLabel('理由'))
    await page.getByLabel('理由').fill('误收的草稿')
    await page.getByRole('button', { name: /^撤\s?回$/ }).click()
    const notice = page.locator('.withdrawn-notice')
    await notice.getByText('误收的草稿').waitFor()
    await cards(page).first().locator('.card-title').click()
    expect(await cards(page).first().getByRole('button', { name: '确认' }).count()).toBe(0)
    const address = page.url()
    await page.goto(`${stage.address}/register?q=${encodeURIComponent('粉湾')}`)
    await page.getByRole('heading', { name: '没有符合条件的事项' }).waitFor()

    await page.goto(address)
    await notice.getByRole('button', { name: /^恢\s?复$/ }).click()
    await notice.waitFor({ state: 'detached' })
    await page.goto(`${stage.address}/register?q=${encodeURIComponent('粉湾')}`)
    await page.locator('.register-table .table-title').first().waitFor()
  })

  test('the words of a commitment are selected anew on the page, and what was written meanwhile is kept', async () => {
    const page = await stage.open('/documents')
    await openPlan(page, '灰湾')
    const card = cards(page).filter({ hasText: '整治排污口' }).first()
    await card.locator('.card-title').click()
    await page.keyboard.press('e')
    await page.getByLabel('修改理由').fill('巡查另成一项')
    await page.getByRole('button', { name: '重新选取原文' }).click()
    await page.locator('.span-picker').waitFor()
    expect(await page.locator('.span-picker .picked').textContent()).toContain('巡查制度') // as it stands now
    await selectWords(page, '全面排查', '完成分类整治')
    await expect.poll(() => page.locator('.span-picker .picked').textContent(), PATIENT).not.toContain('巡查制度')
    await page.keyboard.press('Enter')
    await page.locator('blockquote.picked').getByText('完成分类整治').waitFor()
    expect(await page.getByLabel('修改理由').inputValue()).toBe('巡查另成一项')
    await page.getByRole('button', { name: /^保\s?存$/ }).click()
    await card.locator('.badge.confirmed').waitFor()

    await page.reload()
    await card.locator('.card-title').click()
    const marked = page.locator('.leaf .run.chosen')
    await expect.poll(async () => (await marked.allTextContents()).join(''), PATIENT).toContain('完成分类整治')
    expect((await marked.allTextContents()).join('')).not.toContain('巡查制度')
  })

  test('on a phone, too, words are selected anew: what lies over the page makes way', async () => {
    const page = await stage.open('/documents', { size: PHONE })
    await openPlan(page, '褐湾')
    await page.locator('.waiting-button').click()
    const card = page.locator('.ant-drawer-open .card').filter({ hasText: '整治排污口' }).first()
    await card.locator('.card-title').click()
    await page.locator('.ant-drawer-open .card.chosen').getByRole('button', { name: '修改' }).click()
    await page.getByRole('button', { name: '重新选取原文' }).click()
    await page.locator('.span-picker').waitFor()
    await page.locator('.ant-drawer-open').first().waitFor({ state: 'hidden' })
    await selectWords(page, '全面排查', '完成分类整治')
    await page.getByRole('button', { name: '用作原文' }).click()
    await page.locator('blockquote.picked').waitFor()
  })
})
