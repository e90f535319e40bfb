import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Desk } from '../../src/delivery/reporting/schemas.ts'
import { seriousIn } from './axe.ts'
import { call, NANNING, OFFICE, visit } from './halfYear.ts'
import { actAs, chromiumPath, DESK, PATIENT, PHONE, withStage } from './stage.ts'

const LONG = 300_000

describe.skipIf(!chromiumPath)('delivery without a mouse, and for everybody', { timeout: LONG }, () => {
  /** In the half-year that follows the sample's, with days to go. */
  const stage = withStage()

  /** Opens the present cycle of every programme. */
  async function openCycles(page: Page): Promise<void> {
    const { items } = await call<{ items: { id: string }[] }>(page, 'GET', '/programmes')
    const { items: cycles } = await call<{ items: { id: string; period: string; programme: { id: string } }[] }>(
      page,
      'GET',
      '/cycles',
    )
    for (const { id } of items) {
      const known = cycles.find(({ programme, period }) => programme.id === id && period === '2026H1')
      const cycle =
        known ?? (await call<{ id: string }>(page, 'POST', `/programmes/${id}/cycles`, { period: '2026H1' }))
      await call(page, 'POST', `/cycles/${cycle.id}/open`)
    }
  }

  test.each([DESK, PHONE])('[DEL-217] the desk opens what a link names, loaded or not: $width', async (size) => {
    const page = await stage.open('/', { size })
    await openCycles(page)
    await actAs(page, ...NANNING)
    const { items } = await call<Desk>(page, 'GET', '/desk')
    const named = items.at(-1)
    expect(named).toBeDefined()
    // As though the unit owed so many that this one is not loaded yet.
    await page.route('**/api/v1/desk?*', async (route) => {
      const answer = await route.fetch()
      const desk = (await answer.json()) as Desk
      await route.fulfill({ json: { ...desk, items: desk.items.filter(({ id }) => id !== named?.id) } })
    })
    await visit(page, `/desk?o=${named?.id}`)
    await page.locator('.stray .sheet').waitFor(PATIENT)
    expect(await page.locator('.sheet').count()).toBe(1)
    expect(await page.locator('.stray').textContent()).toContain(named?.task.title)
    await page.locator('.stray button', { hasText: 'Esc' }).click()
    await page.locator('.stray').waitFor({ state: 'detached' })
    await page.unroute('**/api/v1/desk?*')
    await visit(page, '/')
    await actAs(page, ...OFFICE)
  })

  test('by keys alone: from the desk to a report, and on to the next', async () => {
    const page = await stage.open('/')
    await openCycles(page)
    await actAs(page, ...NANNING)
    await visit(page, '/desk')
    const rows = page.locator('.desk-row')
    await rows.first().waitFor()
    const owed = await rows.count()
    expect(owed).toBeGreaterThanOrEqual(2)

    const focused = () => page.locator(':focus').getAttribute('data-obligation')
    await page.keyboard.press('j')
    const first = await focused()
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.locator('.sheet-now textarea').first().waitFor()
    const opened = () => new URL(page.url()).searchParams.get('o')
    const reported: (string | null)[] = []
    for (const words of ['按计划推进，第一批工程已开工。', '方案已编制，正在报批。']) {
      const field = page.locator('.desk-item.open .sheet-now textarea').first()
      await field.waitFor()
      await page.locator('.desk-item.open .sheet-now textarea:focus').waitFor()
      reported.push(opened())
      await page.keyboard.press('Alt+2')
      await page.locator('.desk-item.open label.claim.on_track.chosen').waitFor()
      await page.keyboard.press('Control+a')
      await page.keyboard.type(words)
      await page.keyboard.press('Control+Enter')
      // Where something is asked about it first, it goes out at the second press.
      const asked = page.locator('.desk-item.open .ask')
      await expect.poll(async () => opened() !== reported.at(-1) || (await asked.count()) > 0).toBe(true)
      if (opened() === reported.at(-1)) await page.keyboard.press('Control+Enter')
      await expect.poll(opened, { timeout: 15_000 }).not.toBe(reported.at(-1))
    }
    expect(new Set(reported).size).toBe(2)
    expect(first).toBeTruthy()
    await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(owed - 2)
    if (owed > 2) await page.keyboard.press('Escape')
    await page.locator('.sheet').waitFor({ state: 'detached' })

    // What was sent is there, with these words.
    await visit(page, '/desk?done=true')
    await page.locator(`[data-obligation="${reported[0]}"]`).press('Enter')
    await page.getByText('按计划推进，第一批工程已开工。').first().waitFor()
    await visit(page, '/')
    await actAs(page, ...OFFICE)
  })

  for (const [name, size] of [
    ['at a desk', DESK],
    ['on a phone', PHONE],
  ] as const) {
    test(`axe-core finds nothing serious ${name}`, async () => {
      const page = await stage.open('/', { size })
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await visit(page, '/')
      await actAs(page, ...OFFICE)
      const task = (await call<{ items: { id: string; programme: { id: string } }[] }>(page, 'GET', '/tasks?limit=1'))
        .items[0]
      const pages = [
        '/desk',
        '/cockpit',
        '/tasks',
        `/tasks/${task?.id}`,
        '/programmes',
        `/programmes/${task?.programme.id}`,
        `/programmes/${task?.programme.id}/import`,
        '/cycles',
        '/reviews',
        '/indicators',
        '/projects',
        '/escalations',
        '/meetings',
        '/ladders',
        '/supervision',
        '/inspections',
        '/scores',
        '/papers',
      ]
      const found: Record<string, string[]> = {}
      for (const path of pages) {
        await visit(page, path)
        await page.locator('h1').first().waitFor()
        const serious = await seriousIn(page)
        if (serious.length > 0) found[path] = serious
      }
      expect(found).toEqual({})
    })
  }
})
