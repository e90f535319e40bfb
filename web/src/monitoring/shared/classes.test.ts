import { expect, test } from 'vitest'
import { classText, numeralOf, percentOf } from './classes.ts'

test('a share has one decimal and is rounded half to even, as the server rounds', () => {
  expect([percentOf(1, 3), percentOf(1, 16), percentOf(3, 16), percentOf(12, 12), percentOf(0, 0)]).toEqual([
    '33.3',
    '6.2',
    '18.8',
    '100',
    null,
  ])
})

test('a class is said by its numeral in both languages', () => {
  expect([
    classText('III', 'zh-CN'),
    classText('劣V', 'zh-CN'),
    classText('劣V', 'en'),
    numeralOf('劣V', 'en'),
  ]).toEqual(['Ⅲ类', '劣Ⅴ类', 'worse than class V', '>V'])
})
