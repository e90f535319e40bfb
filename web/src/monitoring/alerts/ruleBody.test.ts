import { expect, test } from 'vitest'
import { occasionOf, type RuleValues, ruleBodyOf } from './ruleBody.ts'

const values: RuleValues = {
  name: ' 交界断面 ',
  occasion: 'month',
  factor: '3',
  before: 6,
  least: ' ',
  sections: ['s'],
  receipt: { count: 2, unit: 'hours' },
  basis: ' ',
}

test.each([
  ['month', { kind: 'worse_than_target', on: 'month' }],
  ['datum', { kind: 'worse_than_target', on: 'datum' }],
  ['sudden_change', { kind: 'sudden_change', factor: '3', before: 6 }],
  ['arrival', { kind: 'arrival' }],
] as const)('a rule of %s holds its own fields alone', (occasion, spec) => {
  const body = ruleBodyOf({ ...values, occasion })
  expect(body).toEqual({ name: '交界断面', spec, sections: ['s'], receiptHours: 2 })
  expect(occasionOf(body)).toBe(occasion)
})

test('parameters, the smallest difference, working days and the basis are said where they are filled in', () => {
  const receipt = { count: 1, unit: 'workingDays' } as const
  const filled = {
    ...values,
    occasion: 'sudden_change',
    least: '0.5',
    parameters: ['cod'],
    receipt,
    basis: '协议',
  } as const
  expect(ruleBodyOf({ ...filled, parameters: ['cod'] })).toEqual({
    name: '交界断面',
    spec: { kind: 'sudden_change', factor: '3', before: 6, least: '0.5', parameters: ['cod'] },
    sections: ['s'],
    receiptWorkingDays: 1,
    basis: '协议',
  })
})
