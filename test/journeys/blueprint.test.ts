import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { seriousIn } from './axe.ts'
import { chromiumPath, JOURNEY_MS, NOW, PATIENT, PHONE, withStage } from './stage.ts'

/** Where to keep pictures of the pages, for who looks at them. */
const PICTURES = process.env.QUNCE_PICTURES

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`), timeout: 60_000 })
}

/** Chooses by the keyboard: in a long list the wanted line may lie below the edge. A form that still opens may lose a key. */
async function choose(page: Page, form: Locator, label: string, name: string): Promise<void> {
  const field = form.getByLabel(label)
  const active = async () => {
    const id = await field.getAttribute('aria-activedescendant')
    return id ? page.locator(`[id="${id}"]`).getAttribute('aria-label') : null
  }
  for (let step = 0; (await active()) !== name; step++) {
    if (step > 60) throw new Error(`${label} has no ${name}.`)
    await field.press('ArrowDown')
    await page.waitForTimeout(50)
  }
  await field.press('Enter')
  await form.locator('.ant-select-content-has-value', { hasText: name }).waitFor()
}

/** Wide enough for panels beside the map; each pixel costs, where no graphics card draws it. */
const SMALL_DESK = { width: 1020, height: 620 }

/** Two zones, one on a red line of the sample, the other crossing itself. */
const FILE = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { 编号: 'J1', 名称: '试验片区' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [109.99, 23.615],
            [110.02, 23.615],
            [110.02, 23.635],
            [109.99, 23.635],
            [109.99, 23.615],
          ],
        ],
      },
    },
    {
      type: 'Feature',
      properties: { 编号: 'J2', 名称: '领结' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [110.12, 23.615],
            [110.16, 23.635],
            [110.16, 23.615],
            [110.12, 23.635],
            [110.12, 23.615],
          ],
        ],
      },
    },
  ],
})

/** Debian's gdal-bin, which `npm test` installs where it may. */
const OGR2OGR = '/usr/bin/ogr2ogr'

/** FILE as a survey office sends it: a zipped Shapefile in CGCS2000 / 3-degree Gauss-Krüger 108°E, its table in GBK. */
function shapefile(): { name: string; mimeType: string; buffer: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'qunce-shapefile-'))
  try {
    const [source, target] = [join(folder, 'source.geojson'), join(folder, 'boundary.shz')]
    writeFileSync(source, FILE)
    const options = ['-f', 'ESRI Shapefile', '-t_srs', 'EPSG:4545', '-lco', 'ENCODING=GBK', '-nln', 'boundary']
    execFileSync(OGR2OGR, [...options, target, source])
    return { name: '开发边界.zip', mimeType: 'application/zip', buffer: readFileSync(target) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe.skipIf(!chromiumPath)('one blueprint', () => {
  const stage = withStage()
  const open = async (path: string, size = SMALL_DESK) => {
    const page = await stage.open(path, { size })
    page.setDefaultTimeout(60_000)
    return page
  }

  test(
    '[BLU-61] the map, what is at a place, a link that shows the same, nothing from elsewhere',
    async () => {
      const page = await open('/blueprint?at=109.12,21.5,10&panel=measure')
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      const tree = page.getByRole('complementary', { name: '图层' })
      await tree.getByText('广西生态保护红线（示例）').waitFor()
      await expect.poll(() => page.locator('canvas').count(), PATIENT).toBe(1)
      const canvas = page.locator('canvas')
      await canvas.focus()
      const before = page.url()
      await page.keyboard.press('Enter')
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => page.url(), PATIENT).not.toBe(before) // it has moved, and stands
      await page.keyboard.press('Enter')
      await page.getByText(/总长 .*(千米|米)/).waitFor()
      await page.getByRole('button', { name: '量测', exact: true }).click()

      await canvas.focus()
      await page.keyboard.press('Enter')
      const found = page.getByRole('complementary', { name: '此处要素' })
      await found.locator('.bp-found').first().waitFor()
      await expect.poll(() => found.getByText(/公顷.*亩.*km²/).count(), PATIENT).toBeGreaterThan(0)
      await picture(page, 'identify')
      expect(await seriousIn(page)).toEqual([])
      await page.getByRole('button', { name: '图中要素', exact: true }).click()
      const list = page.getByRole('table', { name: '图中要素' })
      const one = list.getByRole('button').first()
      const name = (await one.textContent()) ?? ''
      expect(await seriousIn(page)).toEqual([])
      await one.focus()
      await page.keyboard.press('Enter')
      await expect.poll(() => found.locator('.bp-found h3').first().textContent(), PATIENT).toContain(name)
      await tree.getByRole('checkbox', { name: /海洋功能区/ }).uncheck()
      await expect.poll(() => page.url(), PATIENT).toContain('layers=')
      const link = page.url()
      await page.close()
      const again = await open(link.slice(stage.address.length))
      await again.getByRole('complementary', { name: '此处要素' }).locator('.bp-found').first().waitFor()
      expect(await again.getByRole('checkbox', { name: /海洋功能区/ }).isChecked()).toBe(false)
      await again.close()
      const strangers = asked.filter((url) => !/^(?:blob|data):/.test(url) && !url.startsWith(stage.address))
      expect(strangers).toEqual([])
      expect(asked.some((url) => url.includes('.mvt?revision='))).toBe(true)
    },
    JOURNEY_MS,
  )

  test(
    'what changed since a day, and the sheet for paper',
    async () => {
      const page = await open('/blueprint?panel=difference&since=2020-01-01')
      const changes = page.getByRole('complementary', { name: '变化' })
      await changes.getByText('空港新城（示例）').waitFor()
      await changes.getByText('空港新城（示例）').click()
      await page.getByRole('button', { name: '打印 A3 图' }).click()
      const sheet = page.getByRole('dialog', { name: '打印 A3 图' })
      await expect.poll(() => sheet.locator('svg.bp-sheet image').count(), { timeout: 60_000 }).toBe(1)
      const text = (await sheet.locator('svg.bp-sheet').textContent()) ?? ''
      for (const word of ['国土空间一张蓝图', '比例尺 1:', '图例', '北', '图号 QC-', '不是官方地图'])
        expect(text).toContain(word)
      await picture(page, 'sheet')
      expect(await seriousIn(page)).toEqual([])
      await page.emulateMedia({ media: 'print' })
      await page.waitForTimeout(300)
      expect(await sheet.locator('svg.bp-sheet image').count()).toBe(1)
      const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(/\/MediaBox \[0 0 (119[01][.\d]*) (84[12][.\d]*)\]/.test(paper)).toBe(true)
      expect(paper.match(/\/Type \/Page\b/g)).toHaveLength(1)
      await page.close()
    },
    JOURNEY_MS,
  )

  test.skipIf(!existsSync(OGR2OGR))(
    'a Gauss-Krüger shapefile becomes a layer after its faults were looked at; what it conflicts with is found and accepted',
    async () => {
      const page = await open('/blueprint/import')
      await page.locator('input[type=file]').setInputFiles(shapefile())
      const next = page.getByRole('button', { name: '下一步' })
      await page
        .getByText(/EPSG:4545/)
        .first()
        .waitFor()
      await picture(page, 'import source')
      await next.click()
      await page.getByText('标识').first().waitFor()
      await next.click()
      await page.getByText('有1个图形可以自动修复', { exact: false }).waitFor()
      await picture(page, 'import')
      expect(await seriousIn(page)).toEqual([])
      await next.click()
      await page.getByRole('button', { name: '新建图层' }).click()
      const form = page.getByRole('dialog', { name: '新建图层' })
      await choose(page, form, '类别', '城镇开发边界')
      await form.getByLabel('图层', { exact: true }).fill('试验开发边界')
      await choose(page, form, '行政区', '北海')
      await form.getByLabel('依据').fill('试验依据')
      await form.getByRole('button', { name: '新建' }).click()
      await form.waitFor({ state: 'hidden' })
      await page.getByLabel('自哪一天起有效').fill(NOW.slice(0, 10))
      await page.getByLabel('理由').fill('试验导入')
      const apply = page.getByRole('button', { name: '写入2个要素' })
      expect(await apply.isDisabled()).toBe(true)
      await page.getByText('接受1处图形修复').click()
      await apply.click()
      await page.getByText('已写入“试验开发边界”', { exact: false }).waitFor()
      await page.close()

      const map = await open('/blueprint?panel=conflicts')
      const panel = map.getByRole('complementary', { name: '冲突' })
      const found = panel.getByRole('button', { name: /试验片区/ }).first()
      await expect
        .poll(async () => {
          if (await found.isVisible()) return true
          await map.reload()
          await panel.getByRole('listitem').first().waitFor()
          await picture(map, 'conflicts')
          return found.isVisible()
        }, PATIENT)
        .toBe(true)
      await found.click()
      const accept = panel.getByRole('button', { name: '认可冲突' })
      await accept.waitFor()
      await picture(map, 'conflict')
      expect(await accept.isDisabled()).toBe(true)
      await panel.getByLabel('说明理由').fill('已批准的存量用地，按原用途管理')
      await accept.click()
      await panel.getByText('已认可').first().waitFor()
      await panel.getByText('已批准的存量用地，按原用途管理').waitFor()
      expect(await seriousIn(map)).toEqual([])
      await map.close()
    },
    JOURNEY_MS,
  )

  test(
    '[BLU-78] a site is checked, kept and printed as a note, and a link shows it again',
    async () => {
      const site = 'area:109.1,21.5;109.2,21.5;109.2,21.58;109.1,21.58'
      const page = await open(`/blueprint?at=109.15,21.54,10&panel=siting&site=${encodeURIComponent(site)}`)
      const panel = page.getByRole('complementary', { name: '选址核验' })
      await panel.getByText('已取4点').waitFor()
      await panel.getByRole('button', { name: '核验', exact: true }).click()
      const verdict = panel.locator('.bp-verdict b')
      await verdict.waitFor()
      const said = await verdict.textContent()
      expect(['不可行', '附条件可行', '依据不足', '可行']).toContain(said)
      await panel
        .getByRole('button', { name: /^在地图上显示/ })
        .first()
        .click()
      await picture(page, 'siting')
      await panel.getByLabel('名称').fill('廉州湾新区用地')
      await panel.getByLabel('用途').fill('物流仓储')
      await panel.getByRole('button', { name: '保存核验' }).click()
      await panel.getByRole('heading', { name: '廉州湾新区用地' }).waitFor()
      const downloading = page.waitForEvent('download')
      await panel.getByRole('link', { name: '下载核验函' }).click()
      expect((await downloading).suggestedFilename()).toMatch(/廉州湾新区用地.*核验情况的函\.docx$/)
      const link = page.url()
      await page.close()
      const again = await open(link.slice(stage.address.length), PHONE)
      await again.getByText('廉州湾新区用地').waitFor()
      expect(await again.locator('.bp-verdict b').textContent()).toBe(said)
      expect(await again.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
      await picture(again, 'siting phone')
      await again.close()
    },
    JOURNEY_MS,
  )

  test(
    'on a phone its panels come up from below',
    async () => {
      const page = await open('/blueprint', PHONE)
      await page.getByRole('button', { name: '图层', exact: true }).click()
      await page.getByText('广西大陆岸线（示例）').waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
      await picture(page, 'phone')
      expect(await seriousIn(page)).toEqual([])
    },
    JOURNEY_MS,
  )
})
