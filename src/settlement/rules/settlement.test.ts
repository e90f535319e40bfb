import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Agreement } from './agreement.ts'
import { KNOWN_AGREEMENTS } from './agreements/index.ts'
import { monthlyClass } from './agreements/monthly.ts'
import type { Inputs } from './evaluate.ts'
import { yearInputs } from './evidence.ts'
import { input, number, pricedLoad, term } from './formula.ts'
import { settle } from './settle.ts'
import { swapSides } from './swap.ts'

const MILLION = 100_000_000
const known = (id: string): Agreement => {
  const found = KNOWN_AGREEMENTS.find((agreement) => agreement.id === id)
  if (!found) throw new Error(`no agreement ${id}`)
  return found
}
const months = (meeting: number, measured = 12) =>
  Array.from({ length: 12 }, (_, index) => ({
    name: String(index + 1),
    measured: index < measured,
    meets: index < meeting,
  }))
const paid = (agreement: Agreement, year: number, inputs: Inputs, terms = {}) =>
  settle(agreement, { year, inputs, terms }).payments.map(
    ({ from, to, amountFen }) => `${from}→${to} ${amountFen / MILLION}`,
  )
const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (refusal) {
    return (refusal as { code: string }).code
  }
  return 'accepted'
}
/** An agreement of one transfer, to try a formula. */
const trial = (yuan: Agreement['parts'][number]['yuan']): Agreement => ({
  id: 'trial',
  version: 1,
  zh: '试算',
  years: null,
  parties: { 甲: 'upstream', 乙: 'downstream' },
  sections: [],
  items: [],
  terms: { open: { value: null, confidence: 'own', note: 'nobody said.' } },
  parts: [{ kind: 'transfer', zh: '补偿', from: '乙', to: '甲', yuan }],
  confidence: 'own',
})

describe('[SET-1] 九洲江', () => {
  const second = known('jiuzhoujiang-2')
  test.each([
    [2018, 9, 3, ['广东→广西 100']],
    [2019, 10, 3, ['广东→广西 100']],
    [2020, 12, 2, ['广东→广西 100']],
    [2018, 8, 4, []],
  ])('%i: %i months meet, class number %i', (year, meeting, of, expected) =>
    expect(paid(second, year, { class: of, months: months(meeting) })).toEqual(expected),
  )

  test.each([
    [2018, 8, 3],
    [2019, 9, 3],
    [2020, 11, 3],
    [2018, 12, 4],
  ])(
    '%i: %i months, class number %i: only one meets, and the parties must say what that costs',
    (year, meeting, of) => {
      const inputs = { class: of, months: months(meeting) }
      expect(codeOf(() => paid(second, year, inputs))).toBe('agreement_term_open')
      expect(paid(second, year, inputs, { shareWhenOneMet: '0.5' })).toEqual(['广东→广西 50'])
    },
  )

  test('months without a value do not count', () =>
    expect(paid(second, 2018, { class: 3, months: months(6, 8) })).toEqual(['广东→广西 100']))

  test('the pass rates of the first round are not public: they are asked for, not made up', () => {
    const inputs = { class: 3, months: months(12) }
    expect(codeOf(() => paid(known('jiuzhoujiang-1'), 2015, inputs))).toBe('agreement_term_open')
    expect(paid(known('jiuzhoujiang-1'), 2015, inputs, { passRate: '0.7' })).toEqual(['广东→广西 100'])
  })

  test('outside its years nothing is settled', () => {
    for (const year of [2017, 2021, 2018.5]) expect(codeOf(() => paid(second, year, {}))).toBe('agreement_year_outside')
  })

  test('the derivation ends at the months and at the terms', () => {
    const text = JSON.stringify(
      settle(second, { year: 2018, inputs: { class: 3, months: months(9) } }).lines[0]?.derivation,
    )
    for (const word of ['达标率', '"at":"9/12"', 'passRate', '"value":"0.75"', 'contributionPerYear', 'class'])
      expect(text).toContain(word)
  })
})

describe('[SET-2] two-way, by inflow, by index, by class', () => {
  const river = (name: string, inflow: number, of: number, passRate = '1') => ({
    name,
    inflow,
    class: of,
    targetClass: 3,
    passRate,
    targetPassRate: '0.9',
  })

  test.each([
    ['all meet', [river('a', 60, 3), river('b', 40, 2)], ['广东→福建 100']],
    ['none meets', [river('a', 60, 4), river('b', 40, 3, '0.8')], ['福建→广东 100']],
    ['half meets', [river('a', 50, 3), river('b', 50, 4)], []],
    ['most meets', [river('a', 75, 3), river('b', 25, 4)], ['广东→福建 50']],
  ])('汀江—韩江: %s', (_name, rivers, expected) =>
    expect(paid(known('tingjiang-hanjiang'), 2016, { rivers })).toEqual(expected),
  )

  test('汀江—韩江 without inflow has no value', () =>
    expect(codeOf(() => paid(known('tingjiang-hanjiang'), 2016, { rivers: [] }))).toBe('formula_undefined'))

  test.each([
    ['0.9', 11, ['广东→江西 100']],
    ['1', 12, ['广东→江西 100']],
    // Where all months meet there may be no year before.
    [undefined, 12, ['广东→江西 100']],
  ])('东江: the pass rate was %s, %i months meet now', (passRateBefore, meeting, expected) =>
    expect(
      paid(known('dongjiang-1'), 2017, {
        ...{ class: 3, months: months(meeting) },
        ...(passRateBefore === undefined ? {} : { passRateBefore }),
      }),
    ).toEqual(expected),
  )

  const ITEMS = ['permanganateIndex', 'ammoniaNitrogen', 'totalNitrogen', 'totalPhosphorus']
  const withRatio = (ratio: string): Inputs =>
    Object.fromEntries(
      ITEMS.flatMap((item) => [
        [`mean.${item}`, ratio],
        [`base.${item}`, '1'],
      ]),
    )

  test.each([
    // P = 0.85 · ratio, 0.89 · ratio
    ['xinanjiang-1', 2012, '1', ['浙江→安徽 100']],
    ['xinanjiang-1', 2014, '1.17', ['浙江→安徽 100']],
    ['xinanjiang-1', 2014, '1.18', ['安徽→浙江 100']],
    ['xinanjiang-2', 2015, '1', ['浙江→安徽 200']],
    ['xinanjiang-2', 2015, '1.1', ['浙江→安徽 100']],
    ['xinanjiang-2', 2015, '1.13', ['安徽→浙江 100']],
    ['dabieshan', 2016, '0.99', ['合肥→六安 40']],
    ['dabieshan', 2016, '1.01', ['六安→合肥 40']],
  ])('%s %i: means at %s of their base', (id, year, ratio, expected) =>
    expect(paid(known(id), year, withRatio(ratio))).toEqual(expected),
  )

  test('P exactly at a step belongs to the side that the text names; P = 1 of 大别山 must be agreed', () => {
    expect(
      paid(
        { ...known('xinanjiang-1'), terms: { ...known('xinanjiang-1').terms, k0: { value: '1', confidence: 'own' } } },
        2012,
        withRatio('1'),
      ),
    ).toEqual(['浙江→安徽 100'])
    expect(paid(known('xinanjiang-2'), 2016, withRatio('1'), { k0: '0.95' })).toEqual(['浙江→安徽 200'])
    expect(codeOf(() => paid(known('dabieshan'), 2016, withRatio('1')))).toBe('agreement_term_open')
    expect(codeOf(() => paid(known('xinanjiang-3'), 2018, withRatio('1')))).toBe('agreement_term_open')
  })

  test.each([
    [2, 3, ['山东→河南 63']],
    [1, 50, ['山东→河南 160']],
    [3, -2.5, ['河南→山东 2.5']],
    [5, -70, ['河南→山东 160']],
    [3, 0, []],
  ])('黄河豫鲁: class number %i, key index down %s points', (of, points, expected) =>
    expect(paid(known('huanghe-yulu-1'), 2021, { class: of, keyIndexDownPoints: points })).toEqual(expected),
  )

  test('滁河 by the class of the year', () => {
    expect(paid(known('chuhe'), 2019, { class: 2 })).toEqual(['江苏（南京）→安徽（滁州） 40'])
    expect(paid(known('chuhe'), 2019, { class: 3 })).toEqual(['江苏（南京）→安徽（滁州） 20'])
    expect(paid(known('chuhe'), 2019, { class: 4 }, { worse: '40000000' })).toEqual(['安徽（滁州）→江苏（南京） 40'])
  })

  test('month by month, cleared once a year', () => {
    const monthly = monthlyClass({
      ...{ id: 'm', zh: '逐月', years: null, sections: [], upstream: '上', downstream: '下', perMonth: '1000000' },
    })
    expect(paid(monthly, 2020, { months: months(7, 11) })).toEqual(['下→上 3'])
    expect(paid(monthly, 2020, { months: months(2) })).toEqual(['上→下 8'])
  })
})

describe('[SET-3] pools', () => {
  test('赤水河: paid in 1:5:4, received 3:4:3, and Yunnan loses its share where 清水铺 fails', () => {
    const net = (failed: number) =>
      settle(known('chishuihe'), { year: 2018, inputs: { 'failed.清水铺': failed, 'failed.鲢鱼溪': 0 } }).netFen
    expect(net(0)).toEqual({ 云南: 40 * MILLION, 贵州: -20 * MILLION, 四川: -20 * MILLION, 赤水河补偿资金: 0 })
    expect(net(1)).toEqual({ 云南: -20 * MILLION, 贵州: 10 * MILLION, 四川: 10 * MILLION, 赤水河补偿资金: 0 })
  })

  test('what nobody made public is asked for', () =>
    expect(codeOf(() => paid(known('chishuihe'), 2018, { 'failed.清水铺': 0, 'failed.鲢鱼溪': 1 }))).toBe(
      'agreement_term_open',
    ))
})

describe('[SET-4] formulas', () => {
  test('price × difference × water, both ways, to the fen', () => {
    const load = trial(pricedLoad(number('1234.56'), number('1'), input('mean'), input('volume')))
    const of = (mean: string) => settle(load, { year: 2026, inputs: { mean, volume: '1234567' } }).payments
    expect(of('0.5')).toEqual([{ from: '乙', to: '甲', amountFen: 76207 }])
    expect(of('1.5')).toEqual([{ from: '甲', to: '乙', amountFen: 76207 }])
    expect(of('1')).toEqual([])
  })

  test('what is missing, unknown or open is refused by name', () => {
    expect(codeOf(() => paid(trial(input('mean')), 2026, {}))).toBe('formula_input_missing')
    expect(codeOf(() => paid(trial(input('toString')), 2026, {}))).toBe('formula_input_missing')
    expect(codeOf(() => paid(trial(input('mean')), 2026, { mean: 'NaN' }))).toBe('formula_input_invalid')
    expect(codeOf(() => paid(trial(input('mean')), 2026, { mean: [] }))).toBe('formula_input_invalid')
    expect(codeOf(() => paid(trial(term('open')), 2026, {}))).toBe('agreement_term_open')
    expect(codeOf(() => paid(trial(term('other')), 2026, {}))).toBe('agreement_term_unknown')
    expect(codeOf(() => paid(trial(number('1e40')), 2026, {}))).toBe('amount_invalid')
    expect(codeOf(() => paid({ ...trial(number(1)), parties: { 甲: 'upstream' } }, 2026, {}))).toBe(
      'agreement_party_unknown',
    )
  })

  test('an agreement survives being stored', () => {
    for (const agreement of KNOWN_AGREEMENTS) expect(JSON.parse(JSON.stringify(agreement))).toEqual(agreement)
  })
})

describe('[SET-5] whatever the inputs', () => {
  const anInput = fc.record({
    class: fc.integer({ min: 1, max: 6 }),
    keyIndexDownPoints: fc.double({ min: -99, max: 99, noNaN: true }),
  })

  test('what is paid is received, and swapping the sides turns every payment round', () => {
    const agreement = known('huanghe-yulu-1')
    fc.assert(
      fc.property(anInput, (inputs) => {
        const one = settle(agreement, { year: 2021, inputs })
        const other = settle(swapSides(agreement, '河南', '山东'), { year: 2021, inputs })
        expect(Object.values(one.netFen).reduce((sum, net) => sum + net, 0)).toBe(0)
        expect(other.netFen).toEqual({ 河南: one.netFen.山东, 山东: one.netFen.河南 })
      }),
    )
  })

  test('a better class never pays the upstream side less', () => {
    fc.assert(
      fc.property(anInput, (inputs) => {
        const net = (of: number) =>
          settle(known('huanghe-yulu-1'), { year: 2021, inputs: { ...inputs, class: of } }).netFen.河南 ?? 0
        if (inputs.class > 1) expect(net(inputs.class - 1)).toBeGreaterThan(net(inputs.class))
      }),
    )
  })
})

describe('[SET-6] from assessments to a settled year', () => {
  const year = (bad: number) =>
    Array.from({ length: 12 }, (_, index) => ({
      month: index + 1,
      values: {
        ammoniaNitrogen: { value: index < bad ? '1.2' : '0.8' },
        totalPhosphorus: { value: '0.15' },
        ph: { value: '7.5' },
      },
    }))
  const items = known('jiuzhoujiang-2').items

  test('months and the class of the annual means come from the values', () => {
    const inputs = yearInputs(items, 'III', year(3))
    expect(inputs).toMatchObject({ class: 3, 'mean.totalPhosphorus': expect.anything() })
    expect((inputs.months as { meets: boolean }[]).filter(({ meets }) => meets)).toHaveLength(9)
    expect(paid(known('jiuzhoujiang-2'), 2018, inputs)).toEqual(['广东→广西 100'])
    expect(codeOf(() => paid(known('jiuzhoujiang-2'), 2018, yearInputs(items, 'III', year(4))))).toBe(
      'agreement_term_open',
    )
  })

  test('the mean of a year is rounded, be it of one month', () => {
    const values = { ammoniaNitrogen: { value: '1.004', of: 'mean' as const } }
    expect(yearInputs(['ammoniaNitrogen'], 'III', [{ month: 1, values }])).toMatchObject({
      class: 3,
      months: [{ meets: true }],
    })
  })

  test('a month is complete with total nitrogen measured, which has no limit in a river', () => {
    const values = { ammoniaNitrogen: { value: '1' }, totalNitrogen: { value: '2' } }
    const rows = [values, { ammoniaNitrogen: { value: '1' } }, { ...values, totalNitrogen: { value: null } }].map(
      (measured, index) => ({ month: index + 1, values: measured }),
    )
    const { months } = yearInputs(['ammoniaNitrogen', 'totalNitrogen'], 'III', rows)
    expect((months as { complete: boolean }[]).map(({ complete }) => complete)).toEqual([true, false, false])
  })

  test('each month has its class; without a target no month meets or fails it', () => {
    const rows = (target: 'III' | null) => yearInputs(items, target, [...year(1).slice(0, 2), { month: 3, values: {} }])
    expect(rows('III').months).toMatchObject([
      { measured: true, monthClass: 4, meets: false },
      { measured: true, monthClass: 3, meets: true },
      { measured: false, meets: false },
    ])
    expect((rows(null).months as object[]).every((row) => !Object.hasOwn(row, 'meets'))).toBe(true)
    expect(Object.hasOwn((rows(null).months as object[])[2] ?? {}, 'monthClass')).toBe(false)
  })

  test('nothing measured gives no class, and the formula says so', () => {
    const empty = yearInputs(items, 'III', [{ month: 1, values: {} }])
    expect(empty).not.toHaveProperty('class')
    expect(codeOf(() => paid(known('jiuzhoujiang-2'), 2018, empty))).toBe('formula_input_missing')
  })
})

describe('[SET-13] What a formula may cost', () => {
  const tried = (yuan: Agreement['parts'][number]['yuan'], inputs: Inputs = {}) =>
    codeOf(() => settle(trial(yuan), { year: 2024, inputs }))
  test('rows within rows are told instead of worked out for ever', () => {
    let nested = number(1)
    for (let deep = 0; deep < 24; deep++) nested = { kind: 'sumOver', rows: 'months', each: nested }
    expect(tried(nested, { months: months(12) })).toBe('formula_undefined')
    let counted = number(1)
    for (let deep = 0; deep < 10; deep++)
      counted = { kind: 'count', rows: 'months', where: { kind: 'compare', left: counted, is: '>', right: number(0) } }
    expect(tried(counted, { months: months(12) })).toBe('formula_undefined')
  })
  test('so are fractions that share nothing, and products without an end', () => {
    const fraction = (at: number) =>
      ({ kind: 'quotient', of: number(1), by: number(`${'9'.repeat(30)}${1_000_000 + at}`) }) as const
    const sums = Array.from({ length: 40 }, (_, one) => ({
      kind: 'sum' as const,
      of: Array.from({ length: 40 }, (_, other) => fraction(one * 100 + other)),
    }))
    expect(tried({ kind: 'sum', of: sums })).toBe('formula_undefined')
    const large = { kind: 'product' as const, of: Array.from({ length: 100 }, () => number('9'.repeat(40))) }
    expect(tried({ kind: 'product', of: Array.from({ length: 100 }, () => large) })).toBe('formula_undefined')
  })
  test('a term may be called as what every object has', () => {
    const agreement = { ...trial(term('constructor')), terms: { constructor: { value: '7', confidence: 'own' } } }
    expect(settle(agreement as Agreement, { year: 2024, inputs: {} }).lines[0]?.amountFen).toBe(700)
  })
})
