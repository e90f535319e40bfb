import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { PATIENT } from './stage.ts'

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

interface Violation {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

/** Only what is wrong is worked out in full, and no selectors of it: half the time. */
const OPTIONS = { resultTypes: ['violations'], selectors: false }

/** What axe-core finds to be serious or critical, in a line each, once all is loaded and nothing fades in any more. */
export async function seriousIn(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // Not by `waitForFunction`: its second look is an `eval`, which the pages' own policy refuses.
  await expect.poll(() => page.locator('.ant-spin-spinning, .ant-skeleton').count(), PATIENT).toBe(0)
  await page.evaluate(axe)
  const violations = await page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: unknown): Promise<{ violations: Violation[] }> }
    }
    return (await axe.run(options)).violations
  }, OPTIONS)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)}`))
}
