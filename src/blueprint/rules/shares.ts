import { type Kind, SPACES } from '../kinds.ts'
import { SHARE_RULE } from './conflictRules.ts'

/** What a plan says the share of a space is to be. */
export interface ShareTarget {
  readonly kind: Kind
  readonly percent: number
  readonly comparator: 'equal' | 'at_least' | 'at_most'
  /** The sentence. */
  readonly quote: string
  /** The commitment that says so; null: the rule's own target. */
  readonly from: { readonly commitmentId: string; readonly documentId: string } | null
}

/** A share that is off its target. */
export interface ShareOff {
  readonly kind: Kind
  readonly sharePercent: number
  readonly targetPercent: number
  readonly comparator: ShareTarget['comparator']
  readonly quote: string
  readonly from: ShareTarget['from']
  /** What the difference is on the ground. */
  readonly areaM2: number
}

const SPACE_WORDS: Readonly<Partial<Record<Kind, RegExp>>> = {
  urban_space: /城镇空间/,
  agricultural_space: /农业空间/,
  ecological_space: /生态空间/,
}
const COMPARATORS: Readonly<Record<string, ShareTarget['comparator']>> = {
  '=': 'equal',
  '~': 'equal',
  '>=': 'at_least',
  '>': 'at_least',
  '<=': 'at_most',
  '<': 'at_most',
}

/** What a target of the register says of the share of a space; null where it is about something else. */
export function shareTargetOf(
  target: Readonly<Record<string, unknown>>,
  quote: string,
  from: NonNullable<ShareTarget['from']>,
): ShareTarget | null {
  const subject = String(target.subject ?? '')
  const kinds = SPACES.filter((kind) => SPACE_WORDS[kind]?.test(subject))
  const percent = Number(target.value)
  const comparator = COMPARATORS[String(target.comparator)]
  const isShare = target.unit === '%' && target.damaged !== true && /占比|比例|比重|占.*面积/.test(subject)
  const [kind] = kinds
  if (kinds.length !== 1 || !kind || !isShare || !comparator || !(percent > 0 && percent < 100)) return null
  return { kind, percent, comparator, quote, from }
}

/** The shares of the three spaces in their sum that are off their targets by more than the rule allows. */
export function sharesOff(areasM2: ReadonlyMap<Kind, number>, targets: readonly ShareTarget[]): ShareOff[] {
  const total = SPACES.reduce((sum, kind) => sum + (areasM2.get(kind) ?? 0), 0)
  if (total === 0) return []
  return targets.flatMap(({ kind, percent, comparator, quote, from }) => {
    const share = ((areasM2.get(kind) ?? 0) / total) * 100
    const under = comparator === 'at_most' ? 0 : percent - share
    const over = comparator === 'at_least' ? 0 : share - percent
    const off = Math.max(under, over)
    if (off <= SHARE_RULE.tolerancePoints) return []
    const areaM2 = (off / 100) * total
    return [{ kind, sharePercent: share, targetPercent: percent, comparator, quote, from, areaM2 }]
  })
}
