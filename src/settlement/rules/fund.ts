import { Exact, type Numeric } from '../../platform/exact.ts'
import { settlementRefusals } from '../refusals.ts'
import { divideFen, type Fen, fen, type Part, sumFen } from './money.ts'

/** By what members of a fund contribute. */
export type Criterion = 'gdp' | 'population' | 'equal' | 'negotiated'

/** A member of the fund with its figures for the year; of `negotiated`, a share. */
export interface FundMember {
  name: string
  gdp?: Numeric
  population?: Numeric
  negotiated?: Numeric
}

/** What one member contributes, and how it came about. */
export interface Contribution extends Part {
  /** Share by each criterion before weighting. */
  shares: Readonly<Partial<Record<Criterion, string>>>
}

/**
 * Contributions to the development fund: the share of a member is the weighted mean of its shares by each criterion
 * (GDP, population, an equal part, a negotiated share); largest remainders make the parts whole, so that they sum exactly.
 * @param criteria weight of each criterion; one criterion alone has any weight
 * @throws Refusal shares_invalid where a figure is missing, or nobody has a share
 */
export function fundContributions(
  total: Fen,
  members: readonly FundMember[],
  criteria: Readonly<Partial<Record<Criterion, Numeric>>>,
): Contribution[] {
  if (new Set(members.map(({ name }) => name)).size !== members.length)
    throw settlementRefusals.sharesInvalid('a member twice', 'each member once')
  const used = Object.entries(criteria).map(([criterion, weight]) => ({
    criterion: criterion as Criterion,
    weight: Exact.of(weight),
  }))
  const whole = Exact.sum(used.map(({ weight }) => weight))
  if (used.some(({ weight }) => weight.below(0)) || whole.atMost(0))
    throw settlementRefusals.sharesInvalid(JSON.stringify(criteria), 'weights of 0 or more, one of them above 0')
  const figures = used.map(({ criterion, weight }) => ({
    criterion,
    weight: weight.over(whole),
    shares: sharesBy(criterion, members),
  }))
  const weights = Object.fromEntries(
    members.map(({ name }) => [
      name,
      Exact.sum(figures.map(({ weight, shares }) => weight.times(shares.get(name) ?? 0))),
    ]),
  )
  return divideFen(fen(total), weights).map((part) => ({
    ...part,
    shares: Object.fromEntries(
      figures.map(({ criterion, shares }) => [criterion, shares.get(part.key)?.toText(6) ?? '0']),
    ),
  }))
}

function sharesBy(criterion: Criterion, members: readonly FundMember[]): Map<string, Exact> {
  const figures = members.map((member) => {
    const figure = criterion === 'equal' ? 1 : member[criterion]
    if (figure === undefined)
      throw settlementRefusals.sharesInvalid(`no ${criterion} of ${member.name}`, `${criterion} of every member`)
    return { name: member.name, figure: Exact.of(figure) }
  })
  const whole = Exact.sum(figures.map(({ figure }) => figure))
  if (figures.some(({ figure }) => figure.below(0)) || whole.atMost(0))
    throw settlementRefusals.sharesInvalid(criterion, 'figures of 0 or more, one of them above 0')
  return new Map(figures.map(({ name, figure }) => [name, figure.over(whole)]))
}

/**
 * Negotiated amounts in full: they must come to the total, to the fen.
 * @throws Refusal shares_invalid with the difference
 */
export function negotiatedContributions(total: Fen, amounts: Readonly<Record<string, Fen>>): Record<string, Fen> {
  const sum = sumFen(Object.values(amounts))
  if (sum !== fen(total)) throw settlementRefusals.sharesInvalid(`${sum} fen`, `amounts that sum to ${total} fen`)
  return { ...amounts }
}
