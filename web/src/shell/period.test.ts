import { expect, test } from 'vitest'
import { periodText } from './period.ts'

test.each([
  ['2026', '2026年', '2026'],
  ['2026H1', '2026年上半年', '2026 H1'],
  ['2026H2', '2026年下半年', '2026 H2'],
  ['2026Q3', '2026年第三季度', '2026 Q3'],
  ['2026-05', '2026年5月', 'May 2026'],
  ['soon', 'soon', 'soon'],
])('%s is said as %s', (period, chinese, english) => {
  expect(periodText(period, 'zh-CN')).toBe(chinese)
  expect(periodText(period, 'en')).toBe(english)
})
