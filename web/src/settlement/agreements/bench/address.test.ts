import { describe, expect, test } from 'vitest'
import { contentOfForm } from '../../../../../src/settlement/agreements/index.ts'
import { parseSearch, writeSearch } from '../../../shell/search.ts'
import { readTrial, searchOf, trialOf, withoutTrial } from './address.ts'
import { givenKey, type Trial } from './request.ts'

const content = contentOfForm('jiuzhoujiang-2')
const plain: Trial = { years: [2018, 2019], data: 'recorded', typed: {}, given: {}, terms: {} }

describe('a trial in an address', () => {
  test('says the years, and what was changed; nothing of what was left as it is', () => {
    expect(searchOf(plain)).toEqual({ years: '2018,2019' })
    expect(searchOf({ ...plain, years: [], terms: { passRate: ' ' }, typed: { '2018 山角': {} } })).toEqual({
      years: '',
    })
  })

  test('is the same trial for who opens it', () => {
    const trial: Trial = {
      years: [2018],
      data: 'typed',
      typed: { '2018 山角': { 2: { cod: '14' }, 11: { ammoniaNitrogen: '<0.02', cod: '断流' } } },
      given: { [givenKey('revenue', 2018)]: { value: '1000', source: '年鉴' } },
      terms: { passRate: '0.6' },
    }
    // As the router writes the address, and reads it again.
    const opened = trialOf(readTrial(parseSearch(writeSearch({ ...searchOf(trial) }))), content)
    expect(opened).toMatchObject({ ...trial, typed: {} })
    expect(opened.typed['2018 山角']?.[2]).toEqual({ cod: '14', ammoniaNitrogen: '' })
    expect(opened.typed['2018 山角']?.[11]).toEqual({ cod: '断流', ammoniaNitrogen: '<0.02' })
    expect(searchOf(opened)).toEqual(searchOf(trial))
  })

  test('with no year chosen stays without', () => {
    const opened = trialOf(readTrial(parseSearch(writeSearch({ ...searchOf({ ...plain, years: [] }) }))), content)
    expect(opened.years).toEqual([])
  })

  test('stays short: five items of a year are less than five hundred letters', () => {
    const items = ['ph', 'permanganateIndex', 'ammoniaNitrogen', 'totalPhosphorus', 'bod5']
    const month = Object.fromEntries(items.map((item) => [item, '0.25']))
    const months = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [at + 1, month]))
    const { typed } = searchOf({ ...plain, data: 'typed', typed: { '2018 山角': months } })
    expect(typed?.length).toBeLessThan(500)
  })

  test('without one the bench begins with the years of the agreement', () => {
    expect(trialOf({}, content)).toEqual({ ...plain, years: [2018, 2019, 2020] })
  })

  test('that somebody wrote by hand is taken for what it says, and no more', () => {
    const nothing = { tab: 'bench', years: '2018;2019', data: 'recorded', terms: '["0.6"]', given: '{', typed: '1' }
    expect(readTrial(nothing)).toEqual({})
    expect(readTrial({ years: '2019,2018,2019,99999,,1' })).toEqual({ years: '2018,2019' })
    const long = 'x'.repeat(5000)
    const terms = JSON.stringify({ a: long, b: 1, c: '0.6' })
    expect(readTrial({ terms, typed: JSON.stringify({ '2018 山角': long }) })).toEqual({ terms: '{"c":"0.6"}' })
  })

  test('gives way to another one', () => {
    expect(withoutTrial({ tab: 'bench', years: '2018', terms: '{}' })).toEqual({ tab: 'bench' })
  })
})
