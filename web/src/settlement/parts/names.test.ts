import { expect, test } from 'vitest'
import { readable, splitName, timesHundred } from './names.ts'

test('a name says what it is of', () => {
  expect(splitName('mean.ammoniaNitrogen')).toEqual(['mean', 'ammoniaNitrogen'])
  expect(splitName('inflow.汀江')).toEqual(['inflow', '汀江'])
  expect(splitName('class')).toEqual(['class', null])
})

test.each([
  ['0.75', '75'],
  ['1', '100'],
  ['0', '0'],
  ['0.833333333333', '83.3333333333'],
  ['0.005', '0.5'],
  ['-0.05', '-5'],
])('%s is %s percent', (value, percent) => expect(timesHundred(value)).toBe(percent))

test('values are shown as officials read them', () => {
  expect(readable('class', '3')).toBe('Ⅲ')
  expect(readable('targetClass', '6')).toBe('劣Ⅴ')
  expect(readable('targetClass', '6', 'en')).toBe('>Ⅴ')
  expect(readable('passRate', '0.833333333333')).toBe('≈ 83.33%')
  expect(readable('meets', '1')).toBe('✓')
  expect(readable('contributionPerYear', '100000000')).toBe('100,000,000')
  expect(readable(undefined, '12345.678')).toBe('12,345.678')
})
