import { expect, test } from 'vitest'
import { yearlyFigures } from './chartData.ts'

const figure = (period: string, value: string) => ({
  id: period,
  period,
  value,
  version: 1,
  grade: 'document' as const,
  source: '',
  publishedOn: null,
})
const one = {
  accumulation: 'level' as const,
  base: '43',
  baseYear: 2015,
  target: '60',
  upper: null,
  targetYear: 2018,
  path: [],
}

test('a year without a figure is an empty point, never a carried one', () => {
  const { years, figures } = yearlyFigures({ ...one, figures: [figure('2017', '48'), figure('2018H1', '50')] })
  expect(years).toEqual([2015, 2016, 2017, 2018])
  expect(figures).toEqual([
    [2015, 43],
    [2016, null],
    [2017, 48],
    [2017.5, 50],
    [2018, null],
  ])
})

test('a sum is drawn as it adds up and ends at the first gap', () => {
  const sum = { ...one, accumulation: 'cumulative' as const, base: null }
  const { figures } = yearlyFigures({ ...sum, figures: [figure('2016', '90'), figure('2018', '130')] })
  expect(figures).toEqual([
    [2015, 0],
    [2016, 90],
  ])
})
