import { sql } from 'kysely'
import { jurisdictionIndex } from '../gazetteer/index.ts'
import { planRefusals } from '../plan/refusals.ts'
import type { Trx } from '../platform/database/index.ts'
import type { ExportColumn } from '../platform/http/index.ts'
import type { AlignedDocument, AlignmentMatrix, Gap, MatrixCell, MatrixQuery, StandingVerdict } from './schemas.ts'
import { textOf } from './sources.ts'
import { findSummary } from './standing.ts'

type Kind = StandingVerdict['kind']

/** What became of one provision of the upper document in one lower document. */
export interface Became {
  position: number
  address: string
  title: string
  chapter: string
  begins: string
  verdict: Kind
}

/** A lower document, with the provisions of the upper one in text order. */
export interface CoveredBy {
  alignmentId: string
  lower: AlignedDocument
  provisions: readonly Became[]
}

/** How much of an own text a gap shows. */
const BEGINNING = 60
/** Of several verdicts on one provision the first of these stands: what one document carries out, is carried out. */
const BEST: readonly Kind[] = ['carried_out', 'partly', 'not_found', 'not_applicable']

/** Chapters of an upper document by what is aligned with it. @throws Refusal document_not_found */
export async function coverageMatrix(trx: Trx, { upperId, by }: MatrixQuery): Promise<AlignmentMatrix> {
  const { upper, covered } = await coverageOf(trx, upperId)
  return matrixOf(upper, covered, by)
}

async function coverageOf(trx: Trx, upperId: string): Promise<{ upper: AlignedDocument; covered: CoveredBy[] }> {
  const { rows } = await sql<{ id: string }>`
    select a.id from alignment a join document l on l.id = a.lower_id
    where a.upper_id = ${upperId} and not l.withdrawn order by a.ordinal`.execute(trx)
  const covered: CoveredBy[] = []
  let upper: AlignedDocument | undefined
  // Many lower documents are aligned with the same version of the upper one.
  const texts = new Map<number, string>()
  for (const { id } of rows) {
    const summary = await findSummary(trx, id)
    const { version } = summary.upper
    if (!upper || version > upper.version) upper = summary.upper
    const text = texts.get(version) ?? (await textOf(trx, summary.upper))
    texts.set(version, text)
    covered.push({
      alignmentId: id,
      lower: summary.lower,
      provisions: await becameOf(trx, id, text),
    })
  }
  return { upper: upper ?? (await alone(trx, upperId)), covered }
}

async function becameOf(trx: Trx, alignmentId: string, text: string): Promise<Became[]> {
  const { rows } = await sql<Omit<Became, 'begins'> & { start: number; end: number }>`
    select v.position, v.address, v.title, coalesce(v.path ->> 0, v.title) as chapter, v.verdict,
      v.span_start as start, v.span_end as end
    from alignment a join alignment_standing_verdict v on v.alignment_id = a.id and v.run = a.run
    where a.id = ${alignmentId} order by v.position`.execute(trx)
  return rows.map(({ start, end, ...row }) => ({ ...row, begins: beginningOf(text.slice(start, end)) }))
}

const beginningOf = (text: string) => [...text.replaceAll(/\s+/g, ' ').trim()].slice(0, BEGINNING).join('')

/** A document that is not aligned with anything yet. */
async function alone(trx: Trx, id: string): Promise<AlignedDocument> {
  const { rows } = await sql<AlignedDocument>`
    select id, title, number, newest_version as version, newest_version as "newestVersion", null as jurisdiction,
      0 as provisions, sample
    from document where id = ${id}`.execute(trx)
  const [row] = rows
  if (!row) throw planRefusals.documentNotFound(id)
  return row
}

interface Column {
  key: string
  label: string
  documents: CoveredBy[]
}

/** Pure. */
export function matrixOf(
  upper: AlignedDocument,
  covered: readonly CoveredBy[],
  by: MatrixQuery['by'],
): AlignmentMatrix {
  const columns = by === 'document' ? covered.map(columnOfDocument) : columnsOfJurisdictions(covered)
  const merged = columns.map(({ documents }) => merge(documents))
  const chapters = new Map<string, { first: string; addresses: Set<string> }>()
  for (const { chapter, address } of merged.flatMap((provisions) => [...provisions.values()])) {
    const known = chapters.get(chapter) ?? { first: address, addresses: new Set<string>() }
    known.addresses.add(address)
    chapters.set(chapter, known)
  }
  return {
    ...{ upper, by },
    columns: columns.map(({ key, label, documents }) => ({
      ...{ key, label },
      documents: documents.map(({ alignmentId, lower: { id, title } }) => ({ alignmentId, id, title })),
    })),
    rows: [...chapters].map(([title, { first, addresses }]) => ({
      ...{ title, first, provisions: addresses.size },
      cells: merged.map((provisions) => cellOf([...provisions.values()].filter(({ chapter }) => chapter === title))),
    })),
    totals: merged.map((provisions) => ({ ...cellOf([...provisions.values()]), gaps: [] })),
  }
}

const columnOfDocument = (one: CoveredBy): Column => ({
  key: one.alignmentId,
  label: one.lower.title,
  documents: [one],
})

function columnsOfJurisdictions(covered: readonly CoveredBy[]): Column[] {
  const index = jurisdictionIndex()
  const groups = Map.groupBy(covered, ({ lower }) => lower.jurisdiction ?? '')
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, documents]) => ({ key, label: index.byCode(key)?.name ?? key, documents }))
}

type Merged = Became & { alignmentId: string }

/** By address, what became of it in any of the documents. */
function merge(documents: readonly CoveredBy[]): Map<string, Merged> {
  const merged = new Map<string, Merged>()
  for (const { alignmentId, provisions } of documents) {
    for (const one of provisions) {
      const known = merged.get(one.address)
      if (!known || BEST.indexOf(one.verdict) < BEST.indexOf(known.verdict))
        merged.set(one.address, { ...one, alignmentId })
    }
  }
  return merged
}

function cellOf(provisions: readonly Merged[]): MatrixCell {
  const count = (kind: Kind) => provisions.filter(({ verdict }) => verdict === kind).length
  const counts = {
    ...{ carriedOut: count('carried_out'), partly: count('partly') },
    ...{ notFound: count('not_found'), notApplicable: count('not_applicable') },
  }
  const applicable = counts.carriedOut + counts.partly + counts.notFound
  return {
    counts,
    share: applicable === 0 ? null : (counts.carriedOut + counts.partly / 2) / applicable,
    gaps: provisions.filter(({ verdict }) => verdict === 'not_found').map(gapOf),
  }
}

const gapOf = ({ alignmentId, address, title, begins }: Merged): Gap => ({
  ...{ alignmentId, address, title, begins },
})

type MatrixRow = AlignmentMatrix['rows'][number]

/** The matrix as a sheet: for each column its share and its numbers, gaps named by their titles. */
export function matrixColumns({ columns }: AlignmentMatrix): ExportColumn<MatrixRow>[] {
  return [
    { title: '篇章', width: 30, value: ({ title }) => title },
    { title: '条款数', value: ({ provisions }) => provisions },
    ...columns.flatMap(({ label }, at): ExportColumn<MatrixRow>[] => [
      { title: `${label}：落实率`, width: 22, value: ({ cells }) => percentOf(cells[at]?.share) },
      { title: `${label}：落实`, value: ({ cells }) => cells[at]?.counts.carriedOut },
      { title: `${label}：部分落实`, value: ({ cells }) => cells[at]?.counts.partly },
      { title: `${label}：未承接`, value: ({ cells }) => cells[at]?.counts.notFound },
      { title: `${label}：不适用`, value: ({ cells }) => cells[at]?.counts.notApplicable },
      {
        title: `${label}：未承接条款`,
        width: 50,
        value: ({ cells }) => cells[at]?.gaps.map(({ address, title }) => title || address).join('；'),
      },
    ]),
  ]
}

/** The totals as a last row. */
export const matrixRows = ({ rows, totals }: AlignmentMatrix): MatrixRow[] => [
  ...rows,
  { title: '合计', first: null, provisions: rows.reduce((sum, one) => sum + one.provisions, 0), cells: totals },
]

/** A share of nothing is none. */
const percentOf = (share: number | null | undefined) => (share == null ? '—' : `${Math.round(share * 100)}%`)
