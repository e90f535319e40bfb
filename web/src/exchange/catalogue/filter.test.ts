import { expect, test } from 'vitest'
import { readCatalogueSearch, readResourceSearch } from './filter.ts'

test('the address of the catalogue says by what it is narrowed, and nothing else', () => {
  const all = {
    ...{ q: '排污口', organization: '0a000000-0000-4000-8000-000000000001', division: '211', sharing: 'none' },
    ...{ period: 'monthly', open: 'false', freshness: 'late', state: 'withdrawn' },
  }
  expect(readCatalogueSearch({ ...all, x: '1' })).toEqual(all)
  expect(
    readCatalogueSearch({ q: '', organization: 'me', division: '4', sharing: 'all', open: 'yes', state: 'replaced' }),
  ).toEqual({})
})

test('the address of a resource says the version', () => {
  expect(readResourceSearch({ version: '2' })).toEqual({ version: 2 })
  expect(readResourceSearch({ version: '0' })).toEqual({})
})
