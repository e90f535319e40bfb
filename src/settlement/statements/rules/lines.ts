import type { Derivation } from '../../rules/formula.ts'
import { type Fen, fen } from '../../rules/money.ts'
import type { SettledLine } from '../../rules/settle.ts'

/** What was settled for the same year before. */
export type EarlierLine = Pick<SettledLine, 'part' | 'from' | 'to' | 'amountFen'>

/**
 * What a year comes to now less what earlier statements have settled: a line for each part and pair that differs, in the
 * direction in which money is still to move. Nothing earlier leaves the lines as they are.
 */
export function differenceLines(now: readonly SettledLine[], earlier: readonly EarlierLine[]): SettledLine[] {
  if (earlier.length === 0) return [...now]
  const groups = new Map<
    string,
    { part: string; from: string; to: string; now: bigint; before: bigint; of: Derivation[] }
  >()
  const add = (line: EarlierLine, side: 'now' | 'before', derivation?: Derivation) => {
    const [from, to] = line.from < line.to ? [line.from, line.to] : [line.to, line.from]
    const key = JSON.stringify([line.part, from, to])
    const group = groups.get(key) ?? { part: line.part, from, to, now: 0n, before: 0n, of: [] }
    group[side] += BigInt(line.amountFen) * (line.from === from ? 1n : -1n)
    if (derivation) group.of.push(derivation)
    groups.set(key, group)
  }
  for (const line of now) add(line, 'now', line.derivation)
  for (const line of earlier) add(line, 'before')
  return [...groups.values()].flatMap(({ part, from, to, now: nowFen, before, of }) => {
    const difference = nowFen - before
    if (difference === 0n) return []
    const derivation: Derivation = {
      kind: 'difference',
      value: yuan(difference),
      name: '与已结算的差额',
      at: from,
      of: [...of, { kind: 'number', value: yuan(before), name: '已结算', of: [] }],
    }
    const amountFen: Fen = fen(difference < 0n ? -difference : difference)
    return [
      difference > 0n ? { part, from, to, amountFen, derivation } : { part, from: to, to: from, amountFen, derivation },
    ]
  })
}

/** Fen as yuan, exact. */
function yuan(amount: bigint): string {
  const size = amount < 0n ? -amount : amount
  const part = String(size % 100n).padStart(2, '0')
  return `${amount < 0n ? '-' : ''}${size / 100n}${part === '00' ? '' : `.${part}`}`
}
