import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { seriousIn } from './axe.ts'
import { actAs, chromiumPath, JOURNEY_MS, PATIENT, withStage } from './stage.ts'

const UNIT = '广西壮族自治区生态环境厅'

/** Chooses in a select what stands under these words. */
async function choose(page: Page, field: string, words: string): Promise<void> {
  await page.getByLabel(field, { exact: true }).click()
  const found = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
  await found.filter({ hasText: words }).first().click()
}

const csv = (...rows: string[]) => ({
  name: '目录清单.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    ['信息资源名称,信息资源摘要,信息资源格式,信息项名称,数据类型,共享类型,更新周期', ...rows].join('\r\n'),
  ),
})

describe.skipIf(!chromiumPath)('the catalogue of data resources in a browser', { timeout: JOURNEY_MS }, () => {
  const stage = withStage({ memberships: [{ role: 'department', organization: UNIT }] })

  test('a resource is entered, published with its code, found by an item, and withdrawn with a reason', async () => {
    const page = await stage.open('/')
    await actAs(page, UNIT, '部门')
    await page.goto(`${stage.address}/resources/new`)
    await page.getByLabel('信息资源名称').fill('饮用水水源地水质')
    await page.getByLabel('信息资源分类').click()
    await page.locator('.ant-cascader-menu-item').filter({ hasText: '主题信息资源' }).click()
    await page.locator('.ant-cascader-menu-item').filter({ hasText: '生态环保' }).click()
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText('发布前还需填写').waitFor()
    expect(await page.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true)

    await page.getByRole('button', { name: '修改' }).click()
    await page.getByLabel('信息资源摘要').fill('县级以上集中式饮用水水源地每月的水质监测结果。')
    await choose(page, '信息资源格式', '电子表格')
    await page.getByRole('button', { name: '添加信息项' }).click()
    await page.getByLabel('信息项名称 1').fill('水源地编码')
    await page.getByLabel('无条件共享').check()
    await page.getByLabel('共享平台（文件）').check()
    await page.getByLabel('不向社会开放').check()
    await choose(page, '更新周期', '每月')
    await page.getByRole('button', { name: '保存草稿' }).click()

    await page.getByRole('button', { name: '发布', exact: true }).click()
    await page
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /确\s?定/ })
      .click()
    await expect
      .poll(() => page.locator('.catalogue-lede code').textContent(), PATIENT)
      .toMatch(/^211000\/450000\d{8}$/)
    expect(await seriousIn(page)).toEqual([])

    await page.goto(`${stage.address}/resources?q=${encodeURIComponent('水源地编码')}`)
    await page.getByRole('link', { name: '饮用水水源地水质' }).click()
    await page.getByRole('button', { name: '撤回' }).click()
    await page.getByLabel('撤回理由').fill('并入地表水断面数据')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /撤\s?回/ })
      .click()
    await page.getByText('已撤回：并入地表水断面数据').waitFor()
    await page.goto(`${stage.address}/resources?q=${encodeURIComponent('水源地编码')}`)
    await page.getByText('没有符合条件的资源').waitFor()
  })

  test('an inventory with faults is told cell by cell and brings nothing; mended, it is imported', async () => {
    const page = await stage.open('/')
    await actAs(page, UNIT, '部门')
    await page.goto(`${stage.address}/resources/import`)
    const good = '噪声功能区,各类声环境功能区范围,图形图像,,,无条件共享,每年'
    await page
      .getByTestId('inventory-file')
      .setInputFiles(csv(good, '固废台账,产生和转移量,卷宗,编码,C(20),有条件共享,每旬'))
    const row = page.locator('tr', { hasText: '每旬' })
    await row.getByText('更新周期').waitFor()
    expect(await row.textContent()).toContain('实时、每日、每周')
    expect(await page.locator('tr', { hasText: '卷宗' }).textContent()).toContain('电子表格')
    expect(await page.getByRole('button', { name: /^导入（/ }).count()).toBe(0)

    await page
      .getByTestId('inventory-file')
      .setInputFiles(csv(good, '固废台账,产生和转移量,数据库,编码,C(20),有条件共享,每月'))
    await page.getByRole('button', { name: '导入（2 项有变化）' }).click()
    await page.getByText('新增 2，更改 0，不变 0').waitFor()
    await page.getByRole('link', { name: '查看' }).click()
    await page.getByRole('link', { name: '固废台账' }).waitFor()
  })
})
