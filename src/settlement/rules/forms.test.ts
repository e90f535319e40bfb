import { describe, expect, test } from 'vitest'
import { sharedFacts } from '../../monitoring/standards/shared.testing.ts'
import type { Agreement } from './agreement.ts'
import { BASE_YEARS, KNOWN_AGREEMENTS } from './agreements/index.ts'
import type { Inputs } from './evaluate.ts'
import { settle } from './settle.ts'
import { grownPool } from './tiers.ts'

// Every published form, with figures worked by hand from its rule. Amounts are in millions of yuan.

const MILLION = 100_000_000
const known = (id: string): Agreement => {
  const found = KNOWN_AGREEMENTS.find((agreement) => agreement.id === id)
  if (!found) throw new Error(`no agreement ${id}`)
  return found
}
const settled = (id: string, year: number, inputs: Inputs, terms: Record<string, string> = {}) =>
  settle(known(id), { year, inputs, terms })
const paid = (...asked: Parameters<typeof settled>) =>
  settled(...asked).payments.map(({ from, to, amountFen }) => `${from}→${to} ${amountFen / MILLION}`)
const refusedFor = (...asked: Parameters<typeof settled>): string => {
  try {
    return JSON.stringify(paid(...asked))
  } catch (error) {
    const { code, facts } = error as { code: string; facts: { term?: string; name?: string } }
    return `${code} ${facts.term ?? facts.name ?? ''}`
  }
}
/** Twelve months, each of a class (1 to 6) or, where there is none, null. */
const monthsOf = (classes: readonly (number | null)[], target = 3) =>
  classes.map((of, index) => ({
    name: String(index + 1),
    measured: of !== null,
    meets: of !== null && of <= target,
    ...(of === null ? {} : { monthClass: of }),
  }))
const meeting = (good: number, measured = 12) =>
  monthsOf(Array.from({ length: 12 }, (_, index) => (index >= measured ? null : index < good ? 3 : 4)))

describe('[SET-2] months against a pass rate', () => {
  test.each([
    // 9 of 12 are 75 % exactly, 10 of 12 are 83.33 % against 83 %; a month without a value leaves 9 of 11.
    ['jiuzhoujiang-2', 2018, { class: 3, months: meeting(9) }, {}, '广东→广西 100'],
    ['jiuzhoujiang-2', 2019, { class: 3, months: meeting(10) }, {}, '广东→广西 100'],
    ['jiuzhoujiang-2', 2018, { class: 3, months: meeting(9, 11) }, {}, '广东→广西 100'],
    ['jiuzhoujiang-2', 2018, { class: 3, months: meeting(8) }, { shareWhenOneMet: '0.4' }, '广东→广西 40'],
    ['jiuzhoujiang-2', 2018, { class: 4, months: meeting(8) }, { shareWhenNoneMet: '-0.1' }, '广西→广东 10'],
    ['jiuzhoujiang-1', 2015, { class: 3, months: meeting(9) }, { passRate: '0.75' }, '广东→广西 100'],
  ] as const)('%s %i', (id, year, inputs, terms, expected) => expect(paid(id, year, inputs, terms)).toEqual([expected]))

  test.each([
    ['dongjiang-1', 2017, {}],
    ['dongjiang-2', 2020, { targetClass: '3' }],
  ])('%s pays for a pass rate that improves, or that is whole', (id, year, terms) => {
    const of = (good: number, before?: string, measured = 12) =>
      refusedFor(
        id,
        year,
        { class: 3, months: meeting(good, measured), ...(before ? { passRateBefore: before } : {}) },
        { ...terms, shareWhenOneMet: '0.5' },
      )
    expect(of(10, '0.75')).toBe('["广东→江西 100"]')
    expect(of(9, '0.75')).toBe('["广东→江西 50"]') // the same is no improvement
    expect(of(9, '0.75', 11)).toBe('["广东→江西 100"]') // 9 of 11 are more than three quarters
    expect(of(12)).toBe('["广东→江西 100"]') // at 100 % the year before is not asked for
    expect(of(11)).toBe('formula_input_missing passRateBefore')
  })

  test('dongjiang-2 and dongjiang-3 ask for what nobody has published', () => {
    expect(refusedFor('dongjiang-2', 2020, { class: 3, months: meeting(12) })).toBe('agreement_term_open targetClass')
    expect(refusedFor('dongjiang-3', 2024, {})).toBe('agreement_term_open contributionPerYear')
  })

  test('dongjiang-3 adds the water that flows down', () => {
    const terms = {
      contributionPerYear: '100000000',
      targetClass: '3',
      dischargeTarget: '200',
      shareWhenSomeMet: '0.7',
    }
    const of = (discharge: string, more: Inputs = {}) =>
      paid('dongjiang-3', 2024, { class: 2, months: meeting(12), discharge, ...more }, terms)
    expect(of('200')).toEqual(['广东→江西 100'])
    expect(of('199.9')).toEqual(['广东→江西 70'])
    expect(of('199.9', { class: 4, months: meeting(6), passRateBefore: '0.5' })).toEqual([])
  })
})

describe('[SET-2] the index P', () => {
  /** Means so that the four ratios are as said. */
  const ratios = (permanganate: string, ammonia: string, nitrogen: string, phosphorus: string): Inputs => ({
    ...{ 'mean.permanganateIndex': permanganate, 'base.permanganateIndex': '1' },
    ...{ 'mean.ammoniaNitrogen': ammonia, 'base.ammoniaNitrogen': '1' },
    ...{ 'mean.totalNitrogen': nitrogen, 'base.totalNitrogen': '1' },
    ...{ 'mean.totalPhosphorus': phosphorus, 'base.totalPhosphorus': '1' },
  })

  test.each([
    // 0.85 · (0.9 + 1.0 + 1.1 + 1.2)/4 = 0.8925
    ['xinanjiang-1', 2013, ratios('0.9', '1', '1.1', '1.2'), {}, '浙江→安徽 100'],
    // 0.85 · 4.8/4 = 1.02
    ['xinanjiang-1', 2013, ratios('1.2', '1.2', '1.2', '1.2'), {}, '安徽→浙江 100'],
    // Exactly 1, and just above: 1 · (0.8 + 1.2 + 1 + 1)/4.
    ['xinanjiang-1', 2013, ratios('0.8', '1.2', '1', '1'), { k0: '1' }, '浙江→安徽 100'],
    ['xinanjiang-1', 2013, ratios('0.8', '1.2', '1', '1.000001'), { k0: '1' }, '安徽→浙江 100'],
    // 0.89 · 1.05 = 0.9345; 0.95 and 1 exactly; 0.950001
    ['xinanjiang-2', 2016, ratios('1.05', '1.05', '1.05', '1.05'), {}, '浙江→安徽 200'],
    ['xinanjiang-2', 2016, ratios('0.95', '0.95', '0.95', '0.95'), { k0: '1' }, '浙江→安徽 200'],
    ['xinanjiang-2', 2016, ratios('0.95', '0.95', '0.95', '0.950004'), { k0: '1' }, '浙江→安徽 100'],
    ['xinanjiang-2', 2016, ratios('1', '1', '1', '1'), { k0: '1' }, '浙江→安徽 100'],
    ['xinanjiang-2', 2016, ratios('1', '1', '1', '1.000004'), { k0: '1' }, '安徽→浙江 100'],
    // 0.9 · (0.22 · 1 + 0.22 · 1 + 0.28 · 1.2 + 0.28 · 1.4) = 1.0512; with the first weights it would be 1.035
    ['xinanjiang-3', 2019, ratios('1', '1', '1.2', '1.4'), { amount: '200000000' }, '安徽→浙江 200'],
    // 0.9 · (0.22 · 1.4 + 0.22 · 1.2 + 0.28 + 0.28) = 1.0188
    ['xinanjiang-3', 2019, ratios('1.4', '1.2', '1', '1'), { amount: '150000000' }, '安徽→浙江 150'],
    ['xinanjiang-3', 2019, ratios('1.3', '1', '1', '1'), { amount: '150000000' }, '浙江→安徽 150'],
    ['dabieshan', 2015, ratios('0.9', '1', '1', '1'), {}, '合肥→六安 40'],
    ['dabieshan', 2015, ratios('1.1', '1', '1', '1'), {}, '六安→合肥 40'],
  ] as const)('%s %i', (id, year, inputs, terms, expected) => expect(paid(id, year, inputs, terms)).toEqual([expected]))

  test('the base years that are known are named, and no others', () => {
    expect(BASE_YEARS).toEqual({
      'xinanjiang-1': [2008, 2010],
      'xinanjiang-2': [2012, 2014],
      dabieshan: [2011, 2013],
    })
  })

  test('新安江 fourth round: a pool that grows from 2024, divided as the parties must say', () => {
    const terms = {
      ...{ 'growth.2024': '0.05', 'growth.2025': '0.06', 'contribution.安徽': '4', 'contribution.浙江': '6' },
      ...{ 'share.安徽': '1', 'share.浙江': '0' },
    }
    expect(paid('xinanjiang-4', 2023, {}, terms)).toEqual(['新安江补偿资金→安徽 600', '浙江→新安江补偿资金 600'])
    // 1,000 · 1.05 = 1,050; · 1.06 = 1,113
    expect(settled('xinanjiang-4', 2024, {}, terms).netFen.浙江).toBe(-630 * MILLION)
    const { netFen } = settled('xinanjiang-4', 2025, {}, terms)
    expect(netFen).toEqual({ 浙江: -66_780_000_000, 安徽: 66_780_000_000, 新安江补偿资金: 0 })
    expect(grownPool(1000 * MILLION, ['0.05', '0.06'])).toBe(1113 * MILLION)
    expect(refusedFor('xinanjiang-4', 2026, {}, terms)).toBe('agreement_term_open growth.2026')
    expect(refusedFor('xinanjiang-4', 2023, {})).toBe('agreement_term_open contribution.安徽')
  })
})

describe('[SET-2] classes', () => {
  test.each([
    // (3 − 2) · 60 + 3 · 1; the key index is worth 40 at most, either way.
    [{ class: 2, keyIndexDownPoints: '3' }, '山东→河南 63'],
    [{ class: 3, keyIndexDownPoints: '40' }, '山东→河南 40'],
    [{ class: 3, keyIndexDownPoints: '40.5' }, '山东→河南 40'],
    [{ class: 4, keyIndexDownPoints: '-40.5' }, '河南→山东 100'],
    [{ class: 1, keyIndexDownPoints: '-40' }, '山东→河南 80'],
  ])('黄河豫鲁 first round: %o', (inputs, expected) => expect(paid('huanghe-yulu-1', 2022, inputs)).toEqual([expected]))

  test('黄河豫鲁 second round goes month by month: four better, two worse, one not measured', () => {
    const months = monthsOf([2, 2, 2, 1, 3, 3, 3, 3, 3, 4, 5, null])
    // 1 + 1 + 1 + 2 − 1 − 2 = 2 classes
    expect(paid('huanghe-yulu-2', 2024, { months }, { baseClass: '3', perClass: '5000000' })).toEqual(['山东→河南 10'])
    expect(refusedFor('huanghe-yulu-2', 2024, { months })).toBe('agreement_term_open baseClass')
  })

  test.each([
    [1, '江苏（南京）→安徽（滁州） 40'],
    [2, '江苏（南京）→安徽（滁州） 40'],
    [3, '江苏（南京）→安徽（滁州） 20'],
    [4, '安徽（滁州）→江苏（南京） 30'],
    [6, '安徽（滁州）→江苏（南京） 30'],
  ])('滁河 in a year of class number %i', (of, expected) =>
    expect(paid('chuhe', 2020, { class: of }, { worse: '30000000' })).toEqual([expected]),
  )
})

describe('[SET-2] month by month', () => {
  test('渌水: eight months meet, three do not, one is missing: five months’ money', () => {
    const months = meeting(8, 11)
    expect(paid('lushui-1', 2020, { months }, { perMonth: '2000000' })).toEqual(['湖南（株洲）→江西（萍乡） 10'])
    expect(refusedFor('lushui-1', 2020, { months })).toBe('agreement_term_open perMonth')
  })

  test('渌水 second round: a better class earns more, a worse one costs', () => {
    const months = monthsOf([1, 2, 2, 3, 3, 3, 4, null, 6, 3, 3, 3])
    const terms = {
      ...{ 'perMonthClass.Ⅰ': '3000000', 'perMonthClass.Ⅱ': '2000000', 'perMonthClass.Ⅲ': '1000000' },
      perMonthWorse: '1500000',
    }
    // 3 + 2 · 2 + 6 · 1 − 2 · 1.5
    expect(paid('lushui-2', 2023, { months }, terms)).toEqual(['湖南（株洲）→江西（萍乡） 10'])
    expect(refusedFor('lushui-2', 2023, { months })).toBe('agreement_term_open perMonthClass.Ⅰ')
  })

  test.each([
    [12, '500000', '湖南→重庆 4.8'],
    [0, '500000', '重庆→湖南 4.8'],
    [12, '400000', '湖南→重庆 4.8'],
    [10, '300000', '湖南→重庆 2.4'],
  ])('酉水: %i months meet at %s yuan a month, at most 4.8 million a year', (good, perMonth, expected) =>
    expect(paid('youshui', 2020, { months: meeting(good) }, { perMonth })).toEqual([expected]),
  )

  test('重庆: better and improved is paid for, worse costs, the function class itself moves nothing', () => {
    const months = monthsOf([2, 2, 2, 3, 3, 3, 3, 3, 4, 5, null, null])
    const of = (improvedMonths: string, targetClass = '3') =>
      paid('chongqing', 2020, { months, improvedMonths }, { targetClass })
    expect(of('3')).toEqual(['下游区县→上游区县 1'])
    expect(of('1')).toEqual(['上游区县→下游区县 1'])
    expect(of('2')).toEqual([])
    // No more months have improved than are better.
    expect(of('9')).toEqual(of('3'))
    // Fewer than none have not.
    expect(of('-2')).toEqual(of('0'))
    expect(of('0', '5')).toEqual([])
    expect(refusedFor('chongqing', 2020, { months, improvedMonths: '3' })).toBe('agreement_term_open targetClass')
  })
})

describe('[SET-2] pools and flows', () => {
  test.each([
    // 清水铺 fails by half: half of 60 million leaves Yunnan, in halves.
    ['0', { 云南: 40, 贵州: -20, 四川: -20 }],
    ['0.5', { 云南: 10, 贵州: -5, 四川: -5 }],
    ['1', { 云南: -20, 贵州: 10, 四川: 10 }],
  ])('赤水河 with 清水铺 failed by %s', (failed, expected) => {
    const { netFen } = settled('chishuihe', 2019, { 'failed.清水铺': failed, 'failed.鲢鱼溪': '0' })
    expect(Object.fromEntries(Object.keys(expected).map((party) => [party, (netFen[party] ?? 0) / MILLION]))).toEqual(
      expected,
    )
  })

  test('赤水河: 鲢鱼溪 is Guizhou’s to pay, as much as the parties agree', () =>
    expect(
      settled('chishuihe', 2019, { 'failed.清水铺': '0', 'failed.鲢鱼溪': '1' }, { lianyuxiDeduction: '30000000' })
        .netFen,
    ).toMatchObject({ 云南: 40 * MILLION, 贵州: -50 * MILLION, 四川: 10 * MILLION }))

  test('汀江—韩江: inflow of what meets class and pass rate, against all', () => {
    const river = (name: string, inflow: string, of: number, passRate: string) => ({
      ...{ name, inflow, class: of, targetClass: 3, passRate, targetPassRate: '0.75' },
    })
    const rivers = [river('汀江', '100', 2, '0.75'), river('梅江', '60', 3, '0.74'), river('九峰溪', '40', 4, '1')]
    // 100 of 200: even. 100 and 60 of 200: 80 to Fujian, 20 back.
    expect(paid('tingjiang-hanjiang', 2017, { rivers })).toEqual([])
    expect(
      paid('tingjiang-hanjiang', 2017, { rivers: [rivers[0], river('梅江', '60', 3, '1'), rivers[2]] as never }),
    ).toEqual(['广东→福建 60'])
  })

  test('漓江: 30 million, 3 million and nine times 3 million are paid in; the division is the parties’', () => {
    const shares = Object.fromEntries(Object.keys(known('lijiang').parties).map((party) => [`share.${party}`, '0']))
    const { netFen, lines } = settled('lijiang', 2020, {}, { ...shares, 'share.桂林市': '1', 'share.沿江县区1': '2' })
    expect(lines.filter(({ part }) => part === '出资').map(({ amountFen }) => amountFen / MILLION)).toEqual([
      ...[30, 3],
      ...Array<number>(9).fill(3),
    ])
    expect(netFen).toMatchObject({
      广西: -30 * MILLION,
      桂林市: 17 * MILLION,
      沿江县区1: 37 * MILLION,
      漓江补偿资金: 0,
    })
    expect(refusedFor('lijiang', 2020, {})).toBe('agreement_term_open share.广西')
  })
})

describe('[SET-12] forms against the facts', () => {
  // biome-ignore lint/suspicious/noExplicitAny: each agreement has its own facts
  const facts = sharedFacts<{ agreements: any[] }>('eco-compensation.json')?.agreements ?? []

  test.skipIf(facts.length === 0)('every agreement of the facts has a form, and no other', () =>
    expect(KNOWN_AGREEMENTS.map(({ id }) => id).sort()).toEqual(facts.map(({ id }) => id).sort()),
  )

  test.skipIf(facts.length === 0).each(facts)('$id: years, sides, sections, items and numbers are as found', (fact) => {
    const form = known(fact.id)
    const { terms } = form
    const printed = (name: string) => terms[name]?.value ?? null
    if (fact.years?.length === 2) expect(form.years).toEqual(fact.years)
    if (fact.upstream && fact.downstream)
      expect(form.parties).toEqual({ [fact.upstream]: 'upstream', [fact.downstream]: 'downstream' })
    for (const { zh } of fact.sections ?? []) expect(form.sections).toContain(zh.replace(/ \(.*\)$/, ''))
    if (Array.isArray(fact.parameters)) expect(form.items).toEqual(fact.parameters)
    const { formula = {}, money = {}, targets = {} } = fact
    if (formula.k0) expect(printed('k0')).toBe(String(formula.k0))
    if (formula.ki)
      expect(
        ['permanganateIndex', 'ammoniaNitrogen', 'totalNitrogen', 'totalPhosphorus'].map((item) =>
          Number(printed(`k.${item}`)),
        ),
      ).toEqual(formula.ki)
    expect(BASE_YEARS[fact.id]).toEqual(formula.baseYears)
    if (fact.model === 'fixed-contributions-pass-rate')
      expect(printed('contributionPerYear')).toBe(money.perYearEach ? String(money.perYearEach) : null)
    if (targets.monthlyMeanPassRatePercent)
      expect(printed('passRate')).toEqual({ 2018: '0.75', 2019: '0.83', 2020: '1' })
  })

  test('nothing that no source says has a value: what stands without a source is open or marked', () => {
    const open = (id: string) => Object.keys(known(id).terms).filter((name) => known(id).terms[name]?.value === null)
    expect(open('dongjiang-2')).toContain('targetClass')
    expect(open('dongjiang-3').sort()).toEqual([
      'contributionPerYear',
      'dischargeTarget',
      'shareWhenSomeMet',
      'targetClass',
    ])
    expect(open('huanghe-yulu-2')).toEqual(['baseClass', 'perClass'])
    expect(open('lushui-1')).toEqual(['perMonth'])
    expect(known('youshui').terms.cap?.confidence).toBe('own')
  })
})
