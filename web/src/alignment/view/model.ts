import type {
  AlignmentView,
  LowerProvision,
  Tie,
  TieChanged,
  UpperProvision,
  VerdictChanged,
} from '../../../../src/alignment/schemas.ts'
import type { VerdictKind } from '../verdicts.ts'
import { type Chapter, chaptersOf } from './chapters.ts'
import type { Show } from './search.ts'
import { drawnTies, isReviewed, looseEnds, ranked } from './ties.ts'

/** An upper provision with all its ties, best first. */
export interface Row extends UpperProvision {
  ties: readonly Tie[]
  /** Those drawn while it is not chosen. */
  drawn: readonly Tie[]
  reviewed: boolean
}

/** What the view is made of. */
export interface Model {
  rows: readonly Row[]
  byAddress: ReadonlyMap<string, Row>
  lower: readonly LowerProvision[]
  lowerByAddress: ReadonlyMap<string, LowerProvision>
  lowerChapters: readonly Chapter<LowerProvision>[]
  /** How many upper provisions each lower one is tied to. */
  tiedTo: ReadonlyMap<string, number>
  gaps: ReadonlySet<string>
  own: ReadonlySet<string>
}

export const isCarriedOut = (verdict: VerdictKind) => verdict === 'carried_out' || verdict === 'partly'

export function modelOf({ upperProvisions, lowerProvisions, ties }: AlignmentView): Model {
  const tiesOf = Map.groupBy(ties, ({ upper }) => upper)
  const rows = upperProvisions.map((provision): Row => {
    const own = ranked(tiesOf.get(provision.address) ?? [])
    return {
      ...provision,
      ties: own,
      drawn: drawnTies(own, isCarriedOut(provision.verdict.kind)),
      reviewed: provision.verdict.by !== null || own.some(isReviewed),
    }
  })
  const drawn = rows.flatMap((row) => row.drawn)
  const tiedTo = new Map<string, number>()
  for (const { lower } of drawn) tiedTo.set(lower, (tiedTo.get(lower) ?? 0) + 1)
  return {
    rows,
    byAddress: new Map(rows.map((row) => [row.address, row])),
    lower: lowerProvisions,
    lowerByAddress: new Map(lowerProvisions.map((provision) => [provision.address, provision])),
    lowerChapters: chaptersOf(lowerProvisions),
    tiedTo,
    gaps: new Set(rows.filter(isGap).map(({ address }) => address)),
    own: looseEnds(lowerProvisions, drawn),
  }
}

export const isGap = ({ verdict }: Pick<UpperProvision, 'verdict'>) => verdict.kind === 'not_found'

/** Whether a person should still look: what does not apply is looked at last, by the filter. */
export const isWaiting = ({ reviewed, verdict }: Row) => !reviewed && verdict.kind !== 'not_applicable'

/** Carried out in part, by less of its words than this, it is looked at first. */
const WEAK = 0.2

/** Whether a machine alone found it carried out in part, and little of it. */
export const isWeak = ({ verdict }: Pick<UpperProvision, 'verdict'>) =>
  verdict.kind === 'partly' && verdict.by === null && verdict.share < WEAK

/** Whether a machine alone proposes it, for where the two stand and not for any words: a person has yet to say. */
export const isAlikeOnly = ({ kind, by, reason }: UpperProvision['verdict']) =>
  kind === 'partly' && by === null && reason === 'alike_only'

/** Whether the filter shows a provision. */
export function isShown(row: Row, show: Show | undefined): boolean {
  if (show === undefined) return true
  if (show === 'unreviewed') return !row.reviewed
  return show === 'weak' ? isWeak(row) : row.verdict.kind === show
}

/** In the order of the text; what is weakly carried out, the weakest first. */
export const inOrder = (rows: readonly Row[], show: Show | undefined): readonly Row[] =>
  show === 'weak' ? rows.toSorted((one, other) => one.verdict.share - other.verdict.share) : rows

/** Rows as they stand under headings: under their chapters; in another order than that of the text under one. */
export const groupsOf = (rows: readonly Row[], show: Show | undefined, title: string): Chapter<Row>[] =>
  show === 'weak' ? [{ key: show, marker: '', title, items: [...rows] }] : chaptersOf(rows)

/** What follows the heading in the text of a provision; all of it where the heading is not found. */
export function ownText({ text, title }: { text: string; title: string }): { from: number; text: string } {
  const at = title === '' ? 0 : text.indexOf(title)
  if (at < 0 || at > 40) return { from: 0, text }
  let from = at + title.length
  while (from < text.length && /[\s。．.：:，,、]/.test(text.charAt(from))) from++
  return from >= text.length ? { from: 0, text } : { from, text: text.slice(from) }
}

/** The view after a change. A tie that a person drew and took back is gone. */
export function withChanged(view: AlignmentView, changed: TieChanged | VerdictChanged): AlignmentView {
  const { revision, counts, reviewed } = changed
  const whole = { ...view, revision, counts, reviewed }
  if ('verdict' in changed) {
    const { address, verdict, provisionRevision } = changed
    return {
      ...whole,
      upperProvisions: view.upperProvisions.map((one) =>
        one.address === address ? { ...one, verdict, revision: provisionRevision } : one,
      ),
    }
  }
  const { tie } = changed
  const others = view.ties.filter(({ id }) => id !== tie.id)
  if (tie.byHand && tie.state === 'proposed') return { ...whole, ties: others }
  const known = view.ties.some(({ id }) => id === tie.id)
  return { ...whole, ties: known ? view.ties.map((one) => (one.id === tie.id ? tie : one)) : [...others, tie] }
}
