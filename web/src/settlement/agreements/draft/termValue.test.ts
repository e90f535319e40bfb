import { expect, test } from 'vitest'
import { byYear, oneValue, valueKind, yearsOfTerm } from './termValue.ts'

test('a term has one value, one a year, or none', () => {
  expect([valueKind('1'), valueKind({ 2018: '1' }), valueKind(null)]).toEqual(['one', 'byYear', 'open'])
})

test('a value goes to every year of the agreement, and back to one', () => {
  expect(byYear('0.5', [2018, 2020])).toEqual({ 2018: '0.5', 2019: '0.5', 2020: '0.5' })
  expect(byYear(null, null)).toEqual({})
  expect(oneValue({ 2018: '0.75', 2019: '0.83' })).toBe('0.75')
})

test('years are those of the agreement; without a period those that have a value', () => {
  expect(yearsOfTerm({ 2021: '1' }, [2018, 2019])).toEqual([2018, 2019])
  expect(yearsOfTerm({ 2021: '1', 2020: '1' }, null)).toEqual([2020, 2021])
  expect(yearsOfTerm('1', [2020, 2018])).toEqual([])
})
