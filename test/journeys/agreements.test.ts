import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { actAs, chromiumPath, JOURNEY_MS, PATIENT, withStage } from './stage.ts'

const UPSTREAM = '广西壮族自治区生态环境厅'
const DOWNSTREAM = '广东省生态环境厅'
const OFFICE = '北部湾城市群协调办公室'

/** Chooses what a field finds under a name. */
async function pick(page: Page, row: number, field: string, words: string): Promise<void> {
  const box = page.locator('.party-row').nth(row).getByRole('combobox', { name: field })
  await box.click()
  await box.fill(words)
  const found = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
  await found.filter({ hasText: words }).first().click()
}

const part = (page: Page, name: string) => page.locator('.agreement-tabs').getByText(name, { exact: true }).click()

async function sign(page: Page, party: string): Promise<void> {
  await page.getByRole('button', { name: `代表${party}签署` }).click()
  await page.getByRole('checkbox', { name: /逐项核对/ }).check()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `代表${party}签署` })
    .click()
}

describe.skipIf(!chromiumPath)('an agreement between two provinces in a browser', { timeout: JOURNEY_MS }, () => {
  const stage = withStage({
    memberships: [
      { role: 'department', organization: UPSTREAM },
      { role: 'department', organization: DOWNSTREAM },
    ],
  })

  test('it is drafted from a published form, tried, offered, and signed by both', async () => {
    const page = await stage.open('/')
    await actAs(page, UPSTREAM, '部门')
    await page.goto(`${stage.address}/agreements/new`)
    await page.getByRole('button', { name: /九洲江（第二轮）/ }).click()
    await part(page, '缔约方')
    for (const [row, place, unit] of [
      [0, '广西壮族自治区', UPSTREAM],
      [1, '广东省', DOWNSTREAM],
    ] as const) {
      await pick(page, row, '行政区', place)
      await pick(page, row, '签署单位', unit)
    }
    await page.getByRole('button', { name: '保存草案' }).click()
    await expect.poll(() => page.url(), PATIENT).toMatch(/agreements\/[0-9a-f-]{36}\/edit/)
    await page.getByRole('button', { name: '返回协议' }).click()

    await part(page, '试算')
    await page.getByRole('button', { name: '试算', exact: true }).click()
    await page.locator('.bench-result').getByText('没有数据：山角 2018年').waitFor()

    await page.getByRole('button', { name: '提交签署' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '提交签署' }).click()
    await sign(page, '广西')
    await page.getByText('待签署：广东').waitFor()
    const address = page.url()
    await actAs(page, DOWNSTREAM, '部门')
    await page.goto(address)
    await sign(page, '广东')
    await page.getByText('各方已签齐，协议生效').waitFor()
    await part(page, '签署与结算')
    expect(await page.locator('.digest').textContent()).toMatch(/^[0-9a-f]{64}$/)
  })

  test('what was tried is in the address: who opens it sees the same trial, worked out', async () => {
    const page = await stage.open('/')
    await actAs(page, UPSTREAM, '部门')
    await page.goto(`${stage.address}/agreements?q=${encodeURIComponent('石角')}`)
    await page.getByRole('link', { name: /石角断面补偿协议/ }).click()
    await part(page, '试算')
    const tried = page.getByLabel('年度出资额改为')
    await page.getByText('改动条款试算').click()
    await tried.fill('12000000')
    await expect.poll(() => page.url(), PATIENT).toContain('12000000')
    const address = page.url()
    await page.goto('about:blank')
    await page.goto(address)
    await page.locator('.bench-result').waitFor(PATIENT)
    expect(await tried.inputValue()).toBe('12000000')
  })

  test('a line is objected to with a file; the office does not uphold it, and the line waits for signatures again', async () => {
    const page = await stage.open('/')
    await actAs(page, DOWNSTREAM, '部门')
    await page.goto(`${stage.address}/statements?waiting=true`)
    await page.getByRole('link', { name: /九洲江流域水环境补偿协议（示例）/ }).click()
    // Who did not prepare it objects; taking it back is for the other side.
    await page.getByRole('button', { name: '提出异议' }).first().click()
    expect(await page.getByRole('button', { name: '撤回结算单' }).count()).toBe(0)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('理由').fill('4月水样运输超过时限')
    const record = { name: '运输记录.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 运输记录') }
    await dialog.getByTestId('objection-files').setInputFiles(record)
    await dialog.getByRole('button', { name: '去掉 运输记录.pdf' }).waitFor(PATIENT)
    await dialog.getByRole('button', { name: '提出异议' }).click()
    await page.locator('.st-line').getByText('有异议').first().waitFor(PATIENT)
    const named = page.locator('.evidence-list').getByRole('link', { name: '运输记录.pdf' })
    const address = page.url()

    await actAs(page, OFFICE, '协调办公室')
    await page.goto(address)
    const file = await page.request.get(stage.address + (await named.getAttribute('href')))
    expect([file.status(), await file.text()]).toEqual([200, '%PDF-1.7 运输记录'])
    await page.getByRole('button', { name: '不予采纳' }).click()
    await page.getByRole('dialog').getByLabel('处理意见').fill('经核，运输时间符合要求，数据有效。')
    await page.getByRole('dialog').getByRole('button', { name: '不予采纳' }).click()
    await page.locator('.objections').getByText('未采纳', { exact: true }).waitFor(PATIENT)
    await page.locator('.st-line').getByText('待签认').first().waitFor(PATIENT)
  })

  test('a refusal is told at its place, nothing that was typed is lost, and leaving asks', async () => {
    const page = await stage.open('/')
    await actAs(page, UPSTREAM, '部门')
    await page.goto(`${stage.address}/agreements/new?from=parts`)
    await page.getByLabel('协议名称').fill('试验河')
    await page.getByRole('button', { name: '保存草案' }).click()
    await page.locator('.place.refused .refused-words').getByText('缔约方至少两方').waitFor()
    await part(page, '基本情况')
    expect(await page.getByLabel('协议名称').inputValue()).toBe('试验河')
    await page.getByRole('button', { name: '换一种方式' }).click()
    await page.getByRole('button', { name: '留下继续修改' }).click()
    expect(await page.getByLabel('协议名称').inputValue()).toBe('试验河')
  })
})
