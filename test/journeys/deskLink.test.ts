import { describe, expect, test } from 'vitest'
import type { Desk } from '../../src/delivery/reporting/schemas.ts'
import { call, NANNING, NOW, openCycle, visit } from './halfYear.ts'
import { actAs, chromiumPath, DESK, JOURNEY_MS, PATIENT, PHONE, withStage } from './stage.ts'

describe.skipIf(!chromiumPath)('a link to one report of many', { timeout: JOURNEY_MS }, () => {
  const stage = withStage({ now: NOW })

  test.each([DESK, PHONE])('[DEL-217] the desk opens what a link names, loaded or not: $width', async (size) => {
    const page = await stage.open('/', { size })
    const programmes = await call<{ items: { id: string }[] }>(page, 'GET', '/programmes')
    if (size === DESK) await openCycle(page, programmes.items[0]?.id ?? '')
    await visit(page, '/')
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
    if (process.env.QUNCE_PICTURES) await page.screenshot({ path: `${process.env.QUNCE_PICTURES}/o-${size.width}.png` })

    await page.locator('.stray button', { hasText: 'Esc' }).click()
    await page.locator('.stray').waitFor({ state: 'detached' })
  })
})
