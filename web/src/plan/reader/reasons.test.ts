import { expect, test } from 'vitest'
import { reasonInChinese } from './reasons.ts'

test('a known reason is said in Chinese, with what it names', () => {
  expect(reasonInChinese('page sequence 2 to 44: page 7 ends here')).toBe('页码前后相连（2 至 44），第 7 页到此为止')
  expect(reasonInChinese('485 + 408 + 107 = 1000: the shares make 100% together')).toBe(
    '485 + 408 + 107 = 1000：各部分合计正好 100%',
  )
})

test('a reason without a wording stays as it is', () => {
  expect(reasonInChinese('agrees with the annex')).toBe('agrees with the annex')
})
