import { expect, test } from 'vitest'
import { readAgreementSearch, readAgreementView, readNewSearch } from './filter.ts'

test('the address of the list says the state and the words, and nothing else', () => {
  expect(readAgreementSearch({ q: '九洲江', state: 'signed', x: '1' })).toEqual({ q: '九洲江', state: 'signed' })
  expect(readAgreementSearch({ q: '', state: 'gone' })).toEqual({})
})

test('the address of an agreement says the part, the version and what it is held against', () => {
  expect(readAgreementView({ tab: 'bench', version: '2', with: '1' })).toEqual({ tab: 'bench', version: 2, with: 1 })
  expect(readAgreementView({ tab: 'x', version: '0', with: 'a', years: 'x' })).toEqual({})
  const trial = { tab: 'bench', years: '2018', terms: '{"passRate":"0.6"}' }
  expect(readAgreementView(trial)).toEqual(trial)
})

test('the address of a new one says what it begins with', () => {
  expect(readNewSearch({ from: 'jiuzhoujiang-2' })).toEqual({ from: 'jiuzhoujiang-2' })
  expect(readNewSearch({ from: '../x' })).toEqual({})
})
