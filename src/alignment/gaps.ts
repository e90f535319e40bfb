import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import type { ExportColumn } from '../platform/http/index.ts'
import type { AlignmentView, SaidOtherwise, Tie, UpperProvision } from './schemas.ts'
import { alignmentView } from './view.ts'

/** A provision that the lower document does not carry out, or only in part, with what comes nearest to it. */
export interface GapLine {
  chapter: string
  provision: UpperProvision
  /** Its text as it must have been: repairs that the document proves are applied. */
  words: string
  /** Ties that stand, best first. */
  ties: { tie: Tie; title: string }[]
}

/** Where a tie that stands says otherwise than the provision above it. */
export interface Disagreement {
  upper: UpperProvision
  lower: string
  difference: SaidOtherwise
}

/** What a report on the gaps of an alignment says. */
export interface GapFacts {
  view: AlignmentView
  missing: GapLine[]
  partly: GapLine[]
  disagreements: Disagreement[]
}

/** @throws Refusal alignment_not_found */
export async function gapFacts(trx: Trx, id: string): Promise<GapFacts> {
  const view = await alignmentView(trx, id)
  const titles = new Map(view.lowerProvisions.map(({ address, title }) => [address, title || address]))
  const denied = new Set(
    view.upperProvisions.filter(({ verdict }) => !isTakenUp(verdict)).map(({ address }) => address),
  )
  // What a machine alone proposes tells nothing of a provision that a person found not to be carried out.
  const standing = Map.groupBy(
    view.ties.filter(({ state, upper }) => state !== 'rejected' && (state !== 'proposed' || !denied.has(upper))),
    ({ upper }) => upper,
  )
  const wordsOf = await repairedText(trx, view)
  const lines = (kind: UpperProvision['verdict']['kind']) =>
    view.upperProvisions
      .filter(({ verdict }) => verdict.kind === kind)
      .map((provision) => ({
        ...{ chapter: chapterOf(provision), provision, words: wordsOf(provision) },
        ties: (standing.get(provision.address) ?? []).map((tie) => ({
          tie,
          title: titles.get(tie.lower) ?? tie.lower,
        })),
      }))
  return {
    ...{ view, missing: lines('not_found'), partly: lines('partly') },
    disagreements: await disagreementsOf(trx, view, standing, titles),
  }
}

const isTakenUp = ({ kind }: UpperProvision['verdict']) => kind === 'carried_out' || kind === 'partly'

/** What extraction damaged (a page number within a sentence) is not quoted to others. */
async function repairedText(trx: Trx, { upper }: AlignmentView): Promise<(provision: UpperProvision) => string> {
  const { rows } = await sql<{ start: number; end: number; fix: string }>`
    select span_start as start, span_end as end, fix from repair
    where document_id = ${upper.id} and version = ${upper.version} and fix is not null
    order by span_start desc`.execute(trx)
  return ({ span, text }) => {
    let words = text
    // From the end on, so that the places before stay where they are.
    for (const { start, end, fix } of rows) {
      if (start < span[0] || end > span[1]) continue
      words = words.slice(0, start - span[0]) + fix + words.slice(end - span[0])
    }
    return words.trim()
  }
}

const chapterOf = ({ path, title }: UpperProvision) => path[0] ?? title

async function disagreementsOf(
  trx: Trx,
  view: AlignmentView,
  standing: ReadonlyMap<string, readonly Tie[]>,
  titles: ReadonlyMap<string, string>,
): Promise<Disagreement[]> {
  const { rows } = await sql<{ id: string; differences: SaidOtherwise[] }>`
    select t.id, t.differences from alignment a join alignment_tie t on t.alignment_id = a.id and t.run = a.run
    where a.id = ${view.id} and t.differences <> '[]'`.execute(trx)
  const of = new Map(rows.map(({ id, differences }) => [id, differences]))
  return view.upperProvisions.flatMap((upper) =>
    (standing.get(upper.address) ?? []).flatMap((tie) =>
      (of.get(tie.id) ?? []).map((difference) => ({
        ...{ upper, difference },
        lower: titles.get(tie.lower) ?? tie.lower,
      })),
    ),
  )
}

export const VERDICT_WORDS = {
  carried_out: '落实',
  partly: '部分落实',
  not_found: '未承接',
  not_applicable: '不适用',
} as const

/** Whether a machine alone proposes it, with no words in common: it is not said to be carried out. */
export const isSupposed = ({ kind, by, reason }: UpperProvision['verdict']): boolean =>
  kind === 'partly' && by === null && reason === 'alike_only'

/** What a verdict is called. */
export const verdictWord = (verdict: UpperProvision['verdict']): string =>
  isSupposed(verdict) ? '疑似落实' : VERDICT_WORDS[verdict.kind]

export const REASON_WORDS: Readonly<Record<string, string>> = {
  sets_no_task: '不提出任务',
  names_only_others: '只涉及其他地区',
  no_named_work_taken_up: '所列工程均未提及',
  nothing_alike: '没有相近的内容',
  covers_most: '大部分内容有对应表述',
  covers_some: '部分内容有对应表述',
  alike_only: '内容相近，没有相同表述',
  ties_confirmed: '经人工确认有对应条款',
  ties_rejected: '所提对应条款均经人工否定',
}

export const DIFFERENCE_WORDS: Readonly<Record<SaidOtherwise['kind'], string>> = {
  target_value: '目标值不同',
  target_year: '目标年份不同',
  stage: '工程阶段不同',
  place: '地点不同',
  lead: '牵头单位不同',
}

/** Why a verdict stands, in words; of a person's own, the person's. */
export function reasonOf({ verdict }: UpperProvision): string {
  if (verdict.by) return `${verdict.note ?? ''}（${verdict.by.organizationName}${verdict.by.userName}）`
  return REASON_WORDS[verdict.reason ?? ''] ?? ''
}

export const GAP_COLUMNS: readonly ExportColumn<GapLine>[] = [
  { title: '篇章', width: 24, value: ({ chapter }) => chapter },
  { title: '条款', width: 28, value: ({ provision }) => provision.title || provision.address },
  { title: '位置', width: 24, value: ({ provision }) => provision.address },
  { title: '原文', width: 70, value: ({ words }) => words },
  { title: '结论', width: 12, value: ({ provision }) => verdictWord(provision.verdict) },
  { title: '理由', width: 30, value: ({ provision }) => reasonOf(provision) },
  { title: '已有表述占比', width: 14, value: ({ provision }) => `${Math.round(provision.verdict.share * 100)}%` },
  { title: '对应条款', width: 40, value: ({ ties }) => ties.map(({ title }) => title).join('；') },
  {
    title: '其中经人工确认',
    width: 16,
    value: ({ ties }) => ties.filter(({ tie }) => tie.state === 'confirmed' || tie.state === 'added').length,
  },
]

/** The gaps as sheets show them: what is missing first. */
export const gapLines = ({ missing, partly }: GapFacts): GapLine[] => [...missing, ...partly]
