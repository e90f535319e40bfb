import { expect, test } from 'vitest'
import { readStatementSearch } from './filter.ts'

test('an address of the list of statements is read as far as it is understood', () => {
  const agreement = '11111111-1111-4111-8111-111111111111'
  expect(readStatementSearch({ state: 'open', waiting: 'true', agreement, year: '2018' })).toEqual({
    state: 'open',
    waiting: true,
    agreement,
    year: 2018,
  })
  expect(readStatementSearch({ state: 'lost', waiting: 'no', agreement: 'x', year: '18', prepare: true })).toEqual({
    prepare: true,
  })
})
