import { describe, expect, test } from 'vitest'
import { cellsOf, gained, givenKey, pasted, requestOf, type Trial } from './request.ts'

const trial: Trial = { years: [2018], data: 'recorded', typed: {}, given: {}, terms: {} }
const asked = { sections: [{ section: '山角', year: 2018 }], given: ['revenue'] }

describe('what the bench asks', () => {
  test('is the years alone, where nothing was typed', () => {
    expect(requestOf(trial, { form: 'chuhe' }, asked)).toEqual({ form: 'chuhe', years: [2018] })
  })

  test('is what was typed, without what was left empty; typed months count only where one says so', () => {
    const typed = { '2018 山角': { 1: { ammoniaNitrogen: '0.5', cod: ' ' }, 2: { ammoniaNitrogen: '' } } }
    const given = { [givenKey('revenue', 2018)]: { value: '1000', source: '' } }
    const full = { ...trial, typed, given, terms: { passRate: '0.6', cap: '' } }
    expect(requestOf({ ...full, data: 'typed' }, {}, asked)).toEqual({
      years: [2018],
      sections: [{ section: '山角', year: 2018, months: [{ month: 1, values: { ammoniaNitrogen: '0.5' } }] }],
      given: [{ name: 'revenue', year: 2018, value: '1000', source: '试算' }],
      terms: { passRate: '0.6' },
    })
    expect(requestOf(full, {}, asked).sections).toBeUndefined()
  })
})

describe('cells that are pasted', () => {
  test('go where the cursor stands, and not past the table', () => {
    const cells = cellsOf('0.5\t<0.02\r\n1.2\t3\n')
    expect(cells).toEqual([
      ['0.5', '<0.02'],
      ['1.2', '3'],
    ])
    expect(pasted({ 12: { b: '9' } }, ['a', 'b'], { month: 11, item: 'b' }, cells)).toEqual({
      ...{ 11: { b: '0.5' }, 12: { b: '1.2' } },
    })
    expect(pasted({}, ['a'], { month: 12, item: 'a' }, cells)).toEqual({ 12: { a: '0.5' } })
  })
})

test('what a trial changes is told for every party', () => {
  const settled = (netFen: Record<string, number>) => ({ lines: [], payments: [], netFen, notDue: [] })
  expect(gained(settled({ 广西: 100, 广东: -100 }), settled({ 广西: 40, 广东: -40 }))).toEqual([
    { name: '广西', fen: 60 },
    { name: '广东', fen: -60 },
  ])
})
