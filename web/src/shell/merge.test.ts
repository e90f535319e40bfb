import { expect, test } from 'vitest'
import { mergeEdits } from './merge.ts'

const base = { title: '甲', text: '原文', units: ['南宁'] }
const keys = ['title', 'text', 'units'] as const

test('what only one of the two changed stands, from either', () => {
  const { merged, conflicts } = mergeEdits(base, { ...base, title: '乙' }, { ...base, units: ['南宁', '北海'] }, keys)
  expect(merged).toEqual({ title: '乙', text: '原文', units: ['南宁', '北海'] })
  expect(conflicts).toEqual([])
})

test('what both changed stays mine and is named; the same change twice is none', () => {
  const { merged, conflicts } = mergeEdits(
    base,
    { ...base, text: '我的', title: '同' },
    { ...base, text: '他的', title: '同' },
    keys,
  )
  expect(merged.text).toBe('我的')
  expect(conflicts).toEqual([{ key: 'text', mine: '我的', theirs: '他的' }])
})
