import { Exact, type Numeric } from '../../platform/exact.ts'
import { settlementRefusals } from '../refusals.ts'
import { divideFen, type Fen, fen, sumFen } from './money.ts'

/** Years counted from the first of sharing, in which the revenue is divided by these weights. */
export interface SharingPeriod {
  fromYear: number
  toYear: number
  weights: Readonly<Record<string, Numeric>>
}

/** How the revenue of a relocated enterprise or a jointly built park is shared (税收分享). */
export interface SharingRule {
  periods: readonly SharingPeriod[]
  /** To whom everything goes outside the periods and beyond a ceiling: where the enterprise now stands. */
  host: string
  /** What a party may receive at most: in one year, and over all years together. */
  ceilings?: Readonly<Record<string, { perYearFen?: Fen; totalFen?: Fen }>>
}

/** What one year's revenue came to. */
export interface SharedYear {
  year: number
  revenueFen: Fen
  amountsFen: Readonly<Record<string, Fen>>
  /** What a party would have had without its ceiling; the difference went to the host. */
  beforeCeilingFen: Readonly<Record<string, Fen>>
  period: SharingPeriod | null
}

/**
 * Divides the revenue of each year in order: by the weights of its period, held under the ceilings, the rest to the host.
 * Each year's parts sum to its revenue exactly.
 * @throws Refusal shares_invalid for a year twice, or a host with a ceiling
 */
export function shareRevenue(rule: SharingRule, revenue: readonly { year: number; revenueFen: Fen }[]): SharedYear[] {
  if (rule.ceilings && Object.hasOwn(rule.ceilings, rule.host))
    throw settlementRefusals.sharesInvalid(
      `a ceiling of ${rule.host}`,
      'a host without a ceiling: it takes what is left',
    )
  const years = revenue.toSorted((one, other) => one.year - other.year)
  if (new Set(years.map(({ year }) => year)).size !== years.length)
    throw settlementRefusals.sharesInvalid('a year twice', 'each year once')
  const had: Record<string, Fen> = {}
  return years.map(({ year, revenueFen }) => {
    if (fen(revenueFen) < 0) throw settlementRefusals.amountInvalid(String(revenueFen), 'a revenue of 0 or more')
    const period = rule.periods.find(({ fromYear, toYear }) => fromYear <= year && year <= toYear) ?? null
    const parts = divideFen(revenueFen, period?.weights ?? { [rule.host]: 1 })
    const before = Object.fromEntries(parts.map(({ key, amountFen }) => [key, amountFen]))
    const amounts: Record<string, Fen> = {}
    for (const [party, amount] of Object.entries(before))
      if (party !== rule.host) {
        const { perYearFen = amount, totalFen = Number.MAX_SAFE_INTEGER } = rule.ceilings?.[party] ?? {}
        amounts[party] = Math.max(0, Math.min(amount, perYearFen, totalFen - (had[party] ?? 0)))
        had[party] = sumFen([had[party] ?? 0, amounts[party]])
      }
    amounts[rule.host] = fen(revenueFen - sumFen(Object.values(amounts)))
    return { year, revenueFen, amountsFen: amounts, beforeCeilingFen: before, period }
  })
}

/** What a place holds in a merged enterprise, in any one unit. */
export interface MergedShare {
  assets: Numeric
  profits: Numeric
}

/**
 * Revenue after a merger across jurisdictions, by what each side's part has of assets and of profits (as the text on the
 * Middle Yangtze proposes; the weight of the two is for the parties to say). A loss counts as nothing.
 * @param assetsWeight from 0 to 1; the rest is that of profits
 * @throws Refusal shares_invalid where a criterion that counts has no figure above zero
 */
export function shareAfterMerger(revenueFen: Fen, sides: Readonly<Record<string, MergedShare>>, assetsWeight: Numeric) {
  const weight = Exact.of(assetsWeight)
  if (weight.below(0) || Exact.of(1).below(weight))
    throw settlementRefusals.sharesInvalid(weight.toText(), 'a weight from 0 to 1')
  const shareBy = (of: 'assets' | 'profits', counts: Exact) => {
    const figures = Object.entries(sides).map(([side, figure]) => {
      const value = Exact.of(figure[of])
      return [side, value.below(0) ? Exact.of(0) : value] as const
    })
    const whole = Exact.sum(figures.map(([, value]) => value))
    if (counts.atMost(0)) return {}
    if (whole.atMost(0)) throw settlementRefusals.sharesInvalid(`no ${of} above 0`, `${of} of at least one side`)
    return Object.fromEntries(figures.map(([side, value]) => [side, value.times(counts).over(whole)]))
  }
  const byAssets: Record<string, Exact> = shareBy('assets', weight)
  const byProfits: Record<string, Exact> = shareBy('profits', Exact.of(1).minus(weight))
  return divideFen(
    revenueFen,
    Object.fromEntries(
      Object.keys(sides).map((side) => [side, Exact.of(byAssets[side] ?? 0).plus(byProfits[side] ?? 0)]),
    ),
  )
}
