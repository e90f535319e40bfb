import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentOfForm, type EvidenceRule } from '../../agreements/index.ts'
import type { SettledLine } from '../../rules/settle.ts'
import { settle } from '../../rules/settle.ts'
import { monthsMeeting, sectionYear } from '../../stage.testing.ts'
import { changedMonths } from './changes.ts'
import { inputsFrom, yearMissing, yearsNeeded } from './inputs.ts'
import { judgedYears } from './judged.ts'
import { differenceLines, type EarlierLine } from './lines.ts'

describe('inputs from the years of sections', () => {
  const jiuzhou = contentOfForm('jiuzhoujiang-2')
  const narrow = (evidence: readonly EvidenceRule[]) => ({
    agreement: { ...jiuzhou.agreement, items: ['ammoniaNitrogen'] },
    evidence,
  })

  test('[SET-40] of one section: months, class and means, and what was not measured is absent', () => {
    const content = narrow([{ kind: 'sectionYear', sections: ['山角'], target: 'III' }])
    expect(yearsNeeded(content, 2018)).toEqual([{ section: '山角', year: 2018 }])
    const inputs = inputsFrom(content, 2018, [sectionYear('山角', 2018, [...monthsMeeting(9).slice(0, 11), null])], [])
    expect(
      (inputs.months as { measured: boolean; meets: boolean }[]).map(({ measured, meets }) => [measured, meets]).at(-1),
    ).toEqual([false, false])
    expect(inputs.class).toBe(3)
    expect(Object.keys(inputsFrom(content, 2018, [], []))).toEqual(['months'])
  })

  test('[SET-40] of several: the months of all, the worst class, and no class where one has none', () => {
    const content = narrow([{ kind: 'sectionYear', sections: ['山角', '石角'], target: 'III' }])
    const years = [sectionYear('山角', 2018, monthsMeeting(12)), sectionYear('石角', 2018, monthsMeeting(0))]
    const inputs = inputsFrom(
      { ...content, agreement: { ...content.agreement, sections: ['山角', '石角'] } },
      2018,
      years,
      [],
    )
    expect([(inputs.months as unknown[]).length, inputs.class]).toEqual([24, 4])
    const half = inputsFrom(content, 2018, years.slice(0, 1), [])
    expect([(half.months as unknown[]).length, half.class]).toEqual([12, undefined])
  })

  test('[SET-41] the year before and the base years are asked for, and only whole bases count', () => {
    const content = narrow([
      { kind: 'yearBefore', sections: ['山角'], target: 'III' },
      { kind: 'base', section: '山角', years: [2011, 2013] },
    ])
    expect(yearsNeeded(content, 2018).map(({ year }) => year)).toEqual([2017, 2011, 2012, 2013])
    const base = [2011, 2012, 2013].map((year) => sectionYear('山角', year, Array(12).fill(String(year - 2010))))
    const inputs = inputsFrom(content, 2018, [sectionYear('山角', 2017, monthsMeeting(4)), ...base], [])
    expect(String((inputs.passRateBefore as { toText(): string }).toText()).slice(0, 6)).toBe('0.3333')
    expect((inputs['base.ammoniaNitrogen'] as { toText(): string }).toText()).toBe('2')
    expect(inputsFrom(content, 2018, base.slice(1), [])).not.toHaveProperty('base.ammoniaNitrogen')
  })

  test('[SET-41] the year itself must be there, others where a formula has come to need them; half of the sections tell nothing', () => {
    const sections = ['山角', '石角']
    const content = narrow([
      { kind: 'sectionYear', sections, target: 'III' },
      { kind: 'yearBefore', sections, target: 'III' },
      { kind: 'base', section: '山角', years: [2012, 2012] },
    ])
    const now = sections.map((name) => sectionYear(name, 2018, monthsMeeting(12)))
    const before = sectionYear('山角', 2017, monthsMeeting(6))
    expect(yearMissing(content, 2018, now.slice(1))).toEqual({ section: '山角', year: 2018 })
    expect(yearMissing(content, 2018, now)).toBeUndefined()
    expect(yearMissing(content, 2018, [...now, before], 'passRateBefore')).toEqual({ section: '石角', year: 2017 })
    expect(yearMissing(content, 2018, now, 'base.ammoniaNitrogen')).toEqual({ section: '山角', year: 2012 })
    expect(yearMissing(content, 2018, now, 'inflow.山角')).toBeUndefined()
    expect(inputsFrom(content, 2018, [...now, before], [])).not.toHaveProperty('passRateBefore')
  })

  test('[SET-40] a target that is open is asked for where a formula judges months, and only there', () => {
    const open = [{ kind: 'sectionYear', sections: ['山角'], target: null }] as const
    const years = [sectionYear('山角', 2018, monthsMeeting(12))]
    const { targetClass: _, ...terms } = jiuzhou.agreement.terms
    const content = { ...narrow(open), agreement: { ...jiuzhou.agreement, items: ['ammoniaNitrogen'], terms } }
    expect(inputsFrom(content, 2018, years, [], { terms: { targetClass: '1' } }).months).toMatchObject(
      Array(12).fill({ meets: false }),
    )
    expect(inputsFrom(narrow(open), 2018, years, []).months).toMatchObject(Array(12).fill({ meets: true }))
    expect(() => inputsFrom(content, 2018, years, [])).toThrow(
      expect.objectContaining({ code: 'agreement_term_open', facts: expect.objectContaining({ term: 'targetClass' }) }),
    )
    const chuhe = { ...contentOfForm('chuhe'), evidence: [{ ...open[0], sections: ['陈浅'] }] }
    expect(inputsFrom(chuhe, 2018, [sectionYear('陈浅', 2018, monthsMeeting(12))], []).class).toBe(2)
    expect(judgedYears(chuhe, [sectionYear('陈浅', 2018, monthsMeeting(12))])[0]?.months[0]).toMatchObject({
      class: 'II',
      meets: null,
    })
  })

  test('[SET-40] 黄河: the class is that of all items of the method, not of the three of its key index', () => {
    const content = contentOfForm('huanghe-yulu-1')
    const year = sectionYear('刘庄', 2021, monthsMeeting(12))
    const months = year.months.map((one) => ({
      ...one,
      values: { ...one.values, fluoride: { value: '1.2', belowDetection: false, of: 'mean' as const } },
    }))
    const given = [{ name: 'keyIndexDownPoints', value: '0', source: 'test' }]
    expect(inputsFrom(content, 2021, [{ ...year, months }], given).class).toBe(4)
  })

  test('[SET-40] a section in a lake is judged by the limits of lakes, for the formula and for the reader', () => {
    const { agreement } = contentOfForm('jiuzhoujiang-2')
    const content = {
      agreement: { ...agreement, items: ['totalPhosphorus'] },
      evidence: [{ kind: 'sectionYear', sections: ['山角'], target: 'III' }] as const,
    }
    const months = [{ month: 1, values: { totalPhosphorus: { value: '0.1' } }, class: null, provenance: [] }]
    const year = { section: '山角', year: 2018, water: 'lake' as const, months, knownAt: '' }
    expect(inputsFrom(content, 2018, [year], [])).toMatchObject({ class: 4, months: [{ meets: false }] })
    expect(judgedYears(content, [year])[0]?.months).toMatchObject([{ class: 'IV', meets: false }])
  })

  test('[SET-40] a year that depends on the one before settles', () => {
    const { agreement } = contentOfForm('dongjiang-1')
    const content = {
      agreement: { ...agreement, items: ['ammoniaNitrogen'], sections: ['兴宁电站'] },
      evidence: [
        { kind: 'sectionYear', sections: ['兴宁电站'], target: 'III' },
        { kind: 'yearBefore', sections: ['兴宁电站'], target: 'III' },
      ] as const,
    }
    const of = (good: number) =>
      settle(content.agreement, {
        year: 2017,
        inputs: inputsFrom(
          content,
          2017,
          [sectionYear('兴宁电站', 2016, monthsMeeting(8)), sectionYear('兴宁电站', 2017, monthsMeeting(good))],
          [],
        ),
        terms: { shareWhenOneMet: '0.5' },
      }).netFen
    expect([of(9).江西, of(8).江西]).toEqual([10_000_000_000, 5_000_000_000])
  })
})

describe('the difference to what was settled', () => {
  const derivation = { kind: 'number', value: '0', of: [] } as const
  const party = fc.constantFrom('桂', '粤', '闽')
  const line = fc
    .record({ part: fc.constantFrom('甲', '乙'), from: party, to: party, amountFen: fc.integer({ min: 1, max: 1e12 }) })
    .filter(({ from, to }) => from !== to)
    .map((one): SettledLine => ({ ...one, derivation }))
  const netOf = (lines: readonly EarlierLine[]) => {
    const net: Record<string, number> = {}
    for (const { part, from, to, amountFen } of lines)
      for (const [name, amount] of [
        [from, -amountFen],
        [to, amountFen],
      ] as const)
        net[`${part} ${name}`] = (net[`${part} ${name}`] ?? 0) + amount
    return Object.fromEntries(Object.entries(net).filter(([, amount]) => amount !== 0))
  }

  test('[SET-47] added to what was settled is what the year comes to, part by part', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.array(line, { minLength: 1, maxLength: 6 }), (now, earlier) => {
        const difference = differenceLines(now, earlier)
        expect(difference.every(({ amountFen }) => amountFen > 0)).toBe(true)
        expect(netOf([...earlier, ...difference])).toEqual(netOf(now))
        expect(differenceLines(now, [...earlier, ...difference])).toEqual([])
      }),
    )
  })

  test('[SET-47] says what it was made of', () => {
    const [one] = differenceLines(
      [{ part: '甲', from: '粤', to: '桂', amountFen: 700, derivation }],
      [{ part: '甲', from: '粤', to: '桂', amountFen: 1000 }],
    )
    expect(one).toMatchObject({
      from: '桂',
      to: '粤',
      amountFen: 300,
      derivation: { kind: 'difference', name: '与已结算的差额' },
    })
  })
})

describe('what a statement is read by', () => {
  const content = contentOfForm('jiuzhoujiang-2')
  const year = (ammonia: readonly (string | null)[]) => sectionYear('山角', 2018, ammonia)

  test('[SET-51] its months are judged by the items and the target of the agreement', async () => {
    const months = ['0.5', '1.4', null, ...Array<string>(9).fill('0.9')]
    const [judged] = judgedYears(content, [year(months)])
    expect([judged?.target, judged?.months.length]).toEqual(['III', 12])
    expect(judged?.months.slice(0, 3)).toEqual([
      { month: 1, class: 'II', meets: true, decidedBy: ['ammoniaNitrogen'] },
      { month: 2, class: 'IV', meets: false, decidedBy: ['ammoniaNitrogen'] },
      { month: 3, class: null, meets: null, decidedBy: [] },
    ])
  })

  test('[SET-52] what came in or was corrected since is named, month by month', () => {
    const before = ['0.5', null, ...Array<string>(10).fill('0.9')]
    const now = ['0.5', '1.4', '1.1', ...Array<string>(9).fill('0.9')]
    const items = ['ammoniaNitrogen', 'totalPhosphorus']
    expect(changedMonths([year(before)], [year(before)], items)).toEqual([])
    // Only what the agreement judges by is named: anything else moves no money.
    expect(changedMonths([year(before)], [year(now)], ['totalPhosphorus'])).toEqual([])
    expect(changedMonths([year(before)], [year(now)], items)).toEqual([
      { section: '山角', year: 2018, month: 2, items: [{ code: 'ammoniaNitrogen', before: null, now: '1.4' }] },
      { section: '山角', year: 2018, month: 3, items: [{ code: 'ammoniaNitrogen', before: '0.9', now: '1.1' }] },
    ])
  })
})
