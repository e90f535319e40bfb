import { expect, test } from 'vitest'
import { cellOf, readMatrixSearch } from './search.ts'

test('the address says which document, in which columns, and which cell is open', () => {
  const upper = '00000000-0000-4000-8000-000000000000'
  expect(readMatrixSearch({ upper, columns: 'jurisdictions', cell: '3.0', more: 1 })).toEqual({
    ...{ upper, columns: 'jurisdictions', cell: '3.0' },
  })
  expect(readMatrixSearch({ upper: 'x', columns: 'documents', cell: 'a.b' })).toEqual({})
  expect(cellOf('3.0')).toEqual({ row: 3, column: 0 })
  expect(cellOf(undefined)).toBeNull()
})
