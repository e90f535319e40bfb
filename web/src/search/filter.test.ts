import { expect, test } from 'vitest'
import { changeFilter, countConditions, readFilter } from './filter.ts'

test('the address keeps what is known and nothing else', () => {
  expect(readFilter({ q: '港口', year: '2018', page: '3', kind: '' })).toEqual({ q: '港口', year: '2018' })
  expect(readFilter({ q: 5 })).toEqual({})
})

test('a condition is set, changed and taken away', () => {
  const filter = changeFilter({ q: '港口' }, { kind: 'task' })
  expect([filter, countConditions(filter)]).toEqual([{ q: '港口', kind: 'task' }, 1])
  expect(changeFilter(filter, { kind: undefined })).toEqual({ q: '港口' })
})
