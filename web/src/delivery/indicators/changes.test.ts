import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'

test('an edit says what its person changed, also what was taken away, and nothing else', () => {
  const before = { name: '甲', base: '1' as string | null, elements: [{ kind: 'land' }] }
  expect(changesOf(before, { name: '甲', base: null, elements: [{ kind: 'land' }] })).toEqual({ base: null })
  expect(changesOf(before, before)).toEqual({})
})
