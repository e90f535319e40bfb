import { Exact } from '../../platform/exact.ts'
import { settlementRefusals } from '../refusals.ts'
import type { Agreement, AgreementPart } from './agreement.ts'
import { evaluate, holds, type Inputs, type Scope } from './evaluate.ts'
import type { Derivation } from './formula.ts'
import { divideFen, type Fen, fen, fenOfYuan, sumFen } from './money.ts'
import { Work } from './work.ts'

/** One line of a statement: who pays whom how much, and why. Never below zero: the sign chooses the direction. */
export interface SettledLine {
  part: string
  from: string
  to: string
  amountFen: Fen
  derivation: Derivation
}

/** What an agreement comes to for a year. */
export interface Settled {
  agreement: string
  version: number
  year: number
  lines: readonly SettledLine[]
  /** What remains between each two after all lines, without zeros. */
  payments: readonly { from: string; to: string; amountFen: Fen }[]
  /** What each party and pool gains; all of them sum to zero. */
  netFen: Readonly<Record<string, Fen>>
  /** Parts whose condition did not hold, with why. */
  notDue: readonly { part: string; derivation: Derivation }[]
}

/** What the year is settled on. */
export interface SettlementCase {
  year: number
  inputs: Inputs
  /** Terms that the parties have filled in or that somebody wants to try: they count before the agreement's own. */
  terms?: Readonly<Record<string, string>>
  /** What working out has cost so far, where several years are one question. */
  work?: Work
}

/**
 * Settles a year: every part is worked out exactly, made whole fen once, and written with its derivation down to the
 * inputs. The same inputs give the same fen on either side.
 * @throws Refusal agreement_year_outside, agreement_term_open, agreement_party_unknown, formula_*
 */
export function settle(agreement: Agreement, { year, inputs, terms = {}, work = new Work() }: SettlementCase): Settled {
  const { years } = agreement
  if (!Number.isInteger(year) || (years && (year < years[0] || year > years[1])))
    throw settlementRefusals.yearOutside(agreement.zh, year, years?.[0] ?? 0, years?.[1] ?? 0)
  const termIn = (name: string) =>
    (Object.hasOwn(terms, name) ? terms[name] : undefined) ?? termOf(agreement, name, year)
  const scope: Scope = { inputs, term: termIn, work }
  const lines: SettledLine[] = []
  const notDue: { part: string; derivation: Derivation }[] = []
  for (const part of agreement.parts) {
    const when = part.when && holds(part.when, scope)
    if (when && !when.holds) notDue.push({ part: part.zh, derivation: when.derivation })
    else lines.push(...linesOf(agreement, part, scope))
  }
  return {
    agreement: agreement.id,
    version: agreement.version,
    year,
    lines,
    payments: netPayments(lines),
    netFen: netOf(agreement, lines),
    notDue,
  }
}

function termOf(agreement: Agreement, name: string, year: number): string {
  const found = Object.hasOwn(agreement.terms, name) ? agreement.terms[name] : undefined
  if (!found) throw settlementRefusals.termUnknown(agreement.zh, name)
  const value = found.value !== null && typeof found.value === 'object' ? (found.value[year] ?? null) : found.value
  if (value === null) throw settlementRefusals.termOpen(agreement.zh, name, found.note ?? 'it is not public.')
  return value
}

function linesOf(agreement: Agreement, part: AgreementPart, scope: Scope): SettledLine[] {
  const { value, derivation } = evaluate(part.yuan, scope)
  const amount = fenOfYuan(value)
  if (part.kind === 'transfer') return directed(agreement, part.zh, part.from, part.to, amount, derivation)
  const weights = Object.entries(part.weights).map(([party, weight]) => [party, evaluate(weight, scope)] as const)
  let weight = Exact.of(0)
  for (const [, { value: more }] of weights) {
    weight = weight.plus(more)
    scope.work?.take(weight)
  }
  const shares = divideFen(amount, Object.fromEntries(weights.map(([party, weight]) => [party, weight.value])))
  return shares.flatMap(({ key, amountFen }) => {
    const weight = weights.find(([party]) => party === key)?.[1].derivation
    const why: Derivation = {
      kind: 'product',
      value: String(amountFen / 100),
      name: '按比例分摊',
      of: weight ? [derivation, weight] : [derivation],
    }
    const [from, to] = part.kind === 'contribute' ? [key, part.pool] : [part.pool, key]
    return directed(agreement, part.zh, from, to, amountFen, why, part.pool)
  })
}

function directed(
  agreement: Agreement,
  part: string,
  from: string,
  to: string,
  amount: Fen,
  derivation: Derivation,
  pool?: string,
): SettledLine[] {
  for (const party of [from, to])
    if (party !== pool && !Object.hasOwn(agreement.parties, party))
      throw settlementRefusals.partyUnknown(agreement.zh, party)
  if (amount === 0) return []
  return amount > 0
    ? [{ part, from, to, amountFen: amount, derivation }]
    : [{ part, from: to, to: from, amountFen: fen(-amount), derivation }]
}

/** What remains between each two: what flows both ways is set off. */
function netPayments(lines: readonly SettledLine[]) {
  const pairs = new Map<string, { from: string; to: string; amount: bigint }>()
  for (const { from, to, amountFen } of lines) {
    const [first, second] = from < to ? [from, to] : [to, from]
    const key = JSON.stringify([first, second])
    const pair = pairs.get(key) ?? { from: first, to: second, amount: 0n }
    pairs.set(key, { ...pair, amount: pair.amount + BigInt(amountFen) * (from === first ? 1n : -1n) })
  }
  return [...pairs.values()].flatMap(({ from, to, amount }) =>
    amount === 0n
      ? []
      : [amount > 0n ? { from, to, amountFen: fen(amount) } : { from: to, to: from, amountFen: fen(-amount) }],
  )
}

function netOf(agreement: Agreement, lines: readonly SettledLine[]): Record<string, Fen> {
  const names = new Set([...Object.keys(agreement.parties), ...lines.flatMap(({ from, to }) => [from, to])])
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      sumFen(lines.map(({ from, to, amountFen }) => (to === name ? amountFen : from === name ? fen(-amountFen) : 0))),
    ]),
  )
}
