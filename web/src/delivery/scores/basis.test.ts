import { expect, test } from 'vitest'
import { basisText, totalOf } from './basis.ts'

test.each([
  [{ total: 88.5, judged: 60, whole: 100, enough: true }, 88.5, '60/100'],
  [{ total: 0, judged: 100, whole: 100, enough: true }, 0, '100/100'],
  [{ total: 100, judged: 40, whole: 100, enough: false }, 'short', '40/100'],
  [{ total: null, judged: 0, whole: 100, enough: false }, 'none', '0/100'],
])('[DEL-417] %j is told as %s, with %s judged', (score, total, basis) => {
  expect([totalOf(score), basisText(score)]).toEqual([total, basis])
})
