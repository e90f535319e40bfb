import { describe, expect, test } from 'vitest'
import type { ListClass, ProjectClass } from '../tables.ts'
import { readCode } from './code.ts'
import { continuesSince, listClasses, MOVES, type Move, moveFault, movesFrom } from './moves.ts'
import { REQUESTS } from './requests.ts'
import { type ListedProject, yearFigures } from './yearFigures.ts'

const CODE = '2011-450500-04-01-12345A'
const claim = { code: CODE, evidence: '施工许可证 2026-3', happenedOn: '2026-03-01' }

describe('[DEL-610] classes of the pool', () => {
  test('go 储备 → 前期 → 新开工 → 续建 → 竣工, with 停建 and 调出 as exits', () => {
    expect(Object.fromEntries(Object.keys(MOVES).map((from) => [from, movesFrom(from as ProjectClass)]))).toEqual({
      proposed: ['reserve', 'preparing', 'starting', 'continuing'],
      reserve: ['preparing', 'transferred'],
      preparing: ['reserve', 'starting', 'transferred'],
      starting: ['finished', 'stopped', 'transferred'],
      continuing: ['finished', 'stopped', 'transferred'],
      finished: [],
      stopped: ['continuing', 'transferred'],
      transferred: ['reserve'],
    })
  })

  test.each([
    ['reserve', 'starting', {}, 'impossible'],
    ['finished', 'continuing', {}, 'impossible'],
    ['starting', 'continuing', {}, 'by_itself'],
    ['reserve', 'preparing', { code: null }, 'no_code'],
    ['preparing', 'starting', { evidence: ' ' }, 'no_evidence'],
    ['preparing', 'starting', { happenedOn: null }, 'no_day'],
    ['preparing', 'starting', { happenedOn: '2026-12-01' }, 'day_ahead'],
    ['preparing', 'starting', {}, null],
    ['continuing', 'finished', { evidence: '' }, 'no_evidence'],
    ['continuing', 'stopped', { code: null, evidence: '', happenedOn: null }, null],
  ] as const)('%s → %s with %j: %s', (from, to, change, fault) => {
    expect(moveFault({ from, to, ...claim, ...change }, '2026-11-22')).toBe(fault)
  })

  test('an impossible move is not a Move at compile time', () => {
    const possible: Move = 'preparing>starting'
    // @ts-expect-error there is no way from 竣工 back to 续建
    const impossible: Move = 'finished>continuing'
    expect([possible, impossible]).toHaveLength(2)
  })

  test('[DEL-611] a project that started is 续建 from the next 1 January on', () => {
    const one = { class: 'starting' as const, classSince: '2026-03-01' }
    expect([continuesSince(one, '2026-12-31'), continuesSince(one, '2027-01-01')]).toEqual([null, '2027-01-01'])
    expect(continuesSince(one, '2028-06-01')).toBe('2027-01-01')
    expect(continuesSince({ class: 'preparing', classSince: '2020-01-01' }, '2027-01-01')).toBeNull()
  })

  test('[DEL-612] on a year’s list a project stands in one class: as it is or as the year is to make it', () => {
    const one = (kind: ProjectClass, classSince = '2026-03-01') => ({ class: kind, classSince })
    expect(listClasses(one('preparing'), 2027)).toEqual(['preparing', 'starting'])
    expect(listClasses(one('starting'), 2026)).toEqual(['starting', 'finished'])
    expect(listClasses(one('starting'), 2027)).toEqual(['continuing', 'finished'])
    expect([listClasses(one('stopped'), 2027), listClasses(one('finished'), 2027)]).toEqual([[], []])
  })
})

describe('[DEL-613] requests', () => {
  test('are decided once', () => {
    expect(REQUESTS.proposed).toEqual({ approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' })
    for (const state of ['approved', 'refused', 'withdrawn'] as const)
      expect(Object.values(REQUESTS[state])).toEqual([null, null, null])
  })
})

describe('[DEL-614] project codes', () => {
  test.each([
    [CODE, { standard: 'GB/T 40058', year: 2020, month: 11, region: '450500' }],
    ['2017-450000-48-01-012345', { standard: 'before', year: 2017, month: null, region: '450000' }],
    ['2013-450500-04-01-123456', null],
    ['2011-450500-04-01-12345', null],
    ['2011-45050-04-01-123456', null],
    ['2011-450500-04-01-12345a', null],
  ])('%s', (code, facts) => {
    expect(readCode(code)).toEqual(facts)
  })
})

/** 亿元 with one decimal place to whole 万元. */
const yi = (value: number) => Math.round(value * 10) * 1000
const listed = (kind: ListClass, change: Partial<ListedProject> = {}): ListedProject => ({
  class: kind,
  totalWan: null,
  plannedWan: null,
  investedWan: null,
  inPlaceWan: null,
  startedOn: null,
  finishedOn: null,
  ...change,
})
/** `count` projects whose figures come to exactly these sums. */
function many(
  kind: ListClass,
  count: number,
  sums: Partial<Record<'totalWan' | 'plannedWan' | 'investedWan', number>>,
) {
  const parts = (sum: number) => {
    const each = Math.floor(sum / count)
    return (index: number) => (index === 0 ? sum - each * (count - 1) : each)
  }
  const keys = Object.entries(sums).map(([key, sum]) => [key, parts(sum)] as const)
  return Array.from({ length: count }, (_, index) =>
    listed(kind, Object.fromEntries(keys.map(([key, part]) => [key, part(index)]))),
  )
}
const countsOf = (figures: ReturnType<typeof yearFigures>) =>
  Object.fromEntries(figures.classes.map((one) => [one.class, one.count]))

describe('[DEL-615] the figures that Guangxi published', () => {
  test('2017: 772 = 198 + 381 + 73 + 120', () => {
    const list = [
      ...many('starting', 198, { plannedWan: yi(1000), investedWan: yi(1100) }),
      ...many('continuing', 381, { plannedWan: yi(5000), investedWan: yi(5400) }),
      ...many('finished', 73, { plannedWan: yi(904), investedWan: yi(961.3) }),
      ...many('preparing', 120, {}),
    ]
    const figures = yearFigures(2017, list, '2018-01-20')
    expect([figures.all.count, countsOf(figures)]).toEqual([
      772,
      { starting: 198, continuing: 381, finished: 73, preparing: 120 },
    ])
  })

  test('2017, all projects: planned 6,904, done 7,461.3 (亿元) is 108.1 %', () => {
    const list = many('continuing', 100, { plannedWan: yi(6904), investedWan: yi(7461.3) })
    const figures = yearFigures(2017, list, '2018-01-20')
    expect([figures.all.plannedWan, figures.all.investedWan]).toEqual([69_040_000, 74_613_000])
    expect(((figures.investmentRate ?? 0) * 100).toFixed(1)).toBe('108.1')
    expect(figures.elapsed).toBe(1)
  })

  test('third batch 2021: 170 = 17 + 20 + 133; 1,810.9 = 74.1 + 131.2 + 1,605.6; the year 45.2 = 12.5 + 32.7', () => {
    const list = [
      ...many('starting', 17, { totalWan: yi(74.1), plannedWan: yi(12.5) }),
      ...many('continuing', 20, { totalWan: yi(131.2), plannedWan: yi(32.7) }),
      ...many('preparing', 133, { totalWan: yi(1605.6) }),
    ]
    const figures = yearFigures(2021, list, '2021-10-01')
    expect([figures.all.count, countsOf(figures)]).toEqual([170, { starting: 17, continuing: 20, preparing: 133 }])
    expect(figures.classes.map(({ totalWan }) => totalWan)).toEqual([741_000, 1_312_000, 16_056_000])
    expect([figures.all.totalWan, figures.all.plannedWan]).toEqual([18_109_000, 452_000])
    expect([figures.all.plannedUnknown, figures.all.unreported, figures.investmentRate]).toEqual([0, 37, null])
    expect(figures.elapsed).toBe(0.75)
  })
})

test('[DEL-616] what preparatory works spent is no part of the year’s planned investment that was done', () => {
  const list = [
    listed('continuing', { plannedWan: 100, investedWan: 50, inPlaceWan: 40 }),
    listed('preparing', { investedWan: 30, inPlaceWan: 30 }),
  ]
  const { investmentRate, inPlaceRate, all } = yearFigures(2026, list, '2026-07-15')
  expect([investmentRate, inPlaceRate, all.investedWan]).toEqual([0.5, 0.4, 80])
})

test('[DEL-616] rates: what was not reported is not zero, and nothing planned has no rate', () => {
  const list = [
    listed('starting', { plannedWan: 100, investedWan: 60, startedOn: '2026-03-01', inPlaceWan: 50 }),
    listed('starting', { plannedWan: 100 }),
    listed('finished', { plannedWan: 50, investedWan: 50, finishedOn: '2025-12-31' }),
  ]
  const figures = yearFigures(2026, list, '2026-07-15')
  expect(figures).toMatchObject({ startRate: 0.5, finishRate: 0, elapsed: 0.5 })
  expect([figures.investmentRate, figures.inPlaceRate, figures.all.unreported]).toEqual([110 / 250, 0.2, 1])
  expect(yearFigures(2026, [listed('preparing')], '2026-07-15')).toMatchObject({
    investmentRate: null,
    startRate: null,
  })
})
