import { expect, test } from 'vitest'
import { readBookSearch, readPostingSearch, readTransferSearch } from './filter.ts'

test('addresses of the ledger are read as far as they are understood', () => {
  const fund = 'fund:11111111-1111-4111-8111-111111111111'
  expect(readBookSearch({ book: fund })).toEqual({ book: fund })
  expect(readBookSearch({ book: 'fund:1' })).toEqual({})
  expect(readTransferSearch({ account: '7', with: 9, kind: 'payment', reference: 'statement:x', more: 1 })).toEqual({
    account: 7,
    with: 9,
    kind: 'payment',
    reference: 'statement:x',
  })
  expect(readTransferSearch({ account: '-1', kind: 'gift' })).toEqual({})
  expect(readPostingSearch({ since: '2026-01-01', until: 'soon' })).toEqual({ since: '2026-01-01' })
})
