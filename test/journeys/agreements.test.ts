import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { actAs, chromiumPath, JOURNEY_MS, PATIENT, withStage } from './stage.ts'

const UPSTREAM = '广西壮族自治区生态环境厅'
const DOWNSTREAM = '广东省生态环境厅'

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
