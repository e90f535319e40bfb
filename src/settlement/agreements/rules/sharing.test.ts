import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settle } from '../../rules/settle.ts'
import { shareAfterMerger, shareRevenue } from '../../rules/sharedRevenue.ts'
import { inputsFrom } from '../../statements/rules/inputs.ts'
import { inputsGiven } from './content.ts'
import { readContent } from './readContent.ts'
import { type Sharing, sharingContent } from './sharing.ts'

const given = (facts: Record<string, string>) =>
  Object.entries(facts).map(([name, value]) => ({ name, value, source: '决算' }))
const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

describe('shared revenue as an agreement', () => {
  const weight = fc.integer({ min: 0, max: 9 })
  const revenue = fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 4, maxLength: 4 })

  test('[SET-70] comes to what the rule of sharing says, within a fen of its rounding, under its ceilings', () => {
    fc.assert(
      fc.property(
        weight,
        weight,
        fc.integer({ min: 1, max: 9 }),
        revenue,
        fc.nat(1e11),
        fc.nat(1e11),
        (first, second, host, revenues, perYear, total) => {
          const weights = { 迁入地: String(host), 迁出地: String(first), 园区: String(second) }
          const ceilings = { 迁出地: { perYearYuan: yuan(perYear), totalYuan: yuan(total) } }
          const sharing: Sharing = {
            name: '搬迁企业税收分享',
            years: [2021, 2024],
            host: '迁入地',
            others: ['迁出地', '园区'],
            by: { kind: 'periods', periods: [{ fromYear: 2021, toYear: 2023, weights }], ceilings },
          }
          const content = readContent(JSON.parse(JSON.stringify(sharingContent(sharing))))
          const expected = shareRevenue(
            {
              periods: [{ fromYear: 2021, toYear: 2023, weights }],
              host: '迁入地',
              ceilings: { 迁出地: { perYearFen: perYear, totalFen: total } },
            },
            revenues.map((revenueFen, index) => ({ year: 2021 + index, revenueFen })),
          )
          const had: Record<string, number> = {}
          for (const [index, revenueFen] of revenues.entries()) {
            const year = 2021 + index
            const { netFen } = settle(content.agreement, {
              year,
              inputs: inputsFrom(content, year, [], given({ revenue: yuan(revenueFen) }), {
                settledBefore: had,
              }),
            })
            for (const party of ['迁出地', '园区']) {
              const paid = netFen[party] ?? 0
              expect(paid).toBeGreaterThanOrEqual(0)
              // Every year rounds by itself; under a total the earlier fen are still to come.
              expect(Math.abs(paid - (expected[index]?.amountsFen[party] ?? 0))).toBeLessThanOrEqual(index + 1)
              had[party] = (had[party] ?? 0) + paid
            }
            expect(Object.values(netFen).reduce((sum, fen) => sum + fen, 0)).toBe(0)
            expect(netFen.迁出地 ?? 0).toBeLessThanOrEqual(perYear)
          }
          expect(had.迁出地 ?? 0).toBeLessThanOrEqual(total)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('[SET-71] after a merger goes by assets and profits, a loss counting as nothing', () => {
    const content = sharingContent({
      name: '兼并企业税收分享',
      years: [2021, 2024],
      host: '甲',
      others: ['乙'],
      by: { kind: 'merger', assetsWeight: '0.6' },
    })
    expect(inputsGiven(content)).toEqual(['assets.乙', 'assets.甲', 'profits.乙', 'profits.甲', 'revenue'])
    const facts = { revenue: '1000', 'assets.甲': '30', 'assets.乙': '10', 'profits.甲': '5', 'profits.乙': '15' }
    const share = (changed: Record<string, string>) =>
      settle(content.agreement, { year: 2022, inputs: inputsFrom(content, 2022, [], given({ ...facts, ...changed })) })
        .netFen.乙
    expect(share({})).toBe(45_000)
    expect(share({ 'profits.乙': '-15' })).toBe(15_000)
    const parts = shareAfterMerger(100_000, { 甲: { assets: 30, profits: 5 }, 乙: { assets: 10, profits: 15 } }, '0.6')
    expect(parts.find(({ key }) => key === '乙')?.amountFen).toBe(45_000)
    expect(() => share({ 'profits.甲': '-1', 'profits.乙': '-15' })).toThrow(
      expect.objectContaining({ code: 'formula_undefined' }),
    )
  })
})
