import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { chromiumPath, JOURNEY_MS, PATIENT, PHONE, withStage } from './stage.ts'

/** Where to keep pictures of the pages, for who looks at them. */
const PICTURES = process.env.QUNCE_PICTURES

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}

describe.skipIf(!chromiumPath)('search from everywhere', () => {
  const stage = withStage()

  test(
    'by / while typing, to the provision; by Ctrl+K to all of them, narrowed',
    async () => {
      const page = await stage.open('/register')
      await page.getByRole('heading', { name: '承诺事项' }).waitFor()
      await page.keyboard.press('/')
      const field = page.getByRole('combobox', { name: '输入词语、工程或单位名称' })
      await field.waitFor()
      await expect.poll(() => page.evaluate('document.activeElement?.role'), PATIENT).toBe('combobox')
      await page.keyboard.type('红树林', { delay: 30 })
      const options = page.getByRole('option')
      await expect.poll(() => options.filter({ hasText: '红树林' }).count(), PATIENT).toBeGreaterThan(1)
      await picture(page, 'glance-desk')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/documents\/[^/]+\?at=/)
      await page.locator('main').getByText('红树林').first().waitFor()

      await page.keyboard.press('Control+k')
      await field.waitFor()
      await field.fill('国土资源厅')
      await page.getByText('改名前后', { exact: false }).waitFor()
      await field.fill('港口')
      await page.getByRole('option', { name: /查看全部/ }).click()
      await page.waitForURL(/\/search\?q=/)
      await page.getByRole('list', { name: '条款' }).waitFor()
      const marks = await page.locator('.search-hits mark').allTextContents()
      expect(marks.length).toBeGreaterThan(3)
      expect(new Set(marks)).toEqual(new Set(['港口']))
      await picture(page, 'search-desk')
      const total = async () => Number(/\d+/.exec((await page.locator('.register-total').textContent()) ?? '')?.[0])
      const all = await total()
      const facet = page.locator('fieldset', { hasText: '含有' }).getByRole('button').first()
      const wanted = Number(await facet.locator('small').textContent())
      await facet.click()
      await expect.poll(total, PATIENT).toBe(wanted)
      expect(wanted).toBeLessThanOrEqual(all)
      await page.getByRole('button', { name: '清除筛选' }).click()
      await expect.poll(total, PATIENT).toBe(all)
    },
    JOURNEY_MS,
  )

  test(
    'on a phone, with nothing found and nothing asked',
    async () => {
      const page = await stage.open('/search', { size: PHONE })
      await page.getByRole('heading', { name: '请输入要查找的内容' }).waitFor()
      await picture(page, 'search-phone-empty')
      await page.getByRole('searchbox', { name: '输入词语、工程或单位名称' }).fill('𠮷𠮷𠮷')
      await page.getByRole('heading', { name: '没有找到' }).waitFor()
      await page.getByRole('searchbox', { name: '输入词语、工程或单位名称' }).fill('自治区发改委')
      await page.getByRole('list', { name: '条款' }).waitFor()
      await picture(page, 'search-phone')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
      await page.getByRole('button', { name: /筛选/ }).click()
      await page.getByRole('dialog').getByText('行政区').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: '检索所有文件' }).click()
      await page.getByRole('combobox').fill('铁路')
      await page.getByRole('option').first().waitFor()
      await picture(page, 'glance-phone')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
    },
    JOURNEY_MS,
  )
})
