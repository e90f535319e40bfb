import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/index.ts'
import { type CutRow, cutRow, type RowCondition, rowFits, type ShareRow } from '../../terms/index.ts'
import type { UsedAgreement } from './agreement.ts'
import { referenceOf } from './seal.ts'

/** Where a reading stands: which state of the data it is of, since which it asks, behind which row it goes on. */
export interface Place {
  upto: number
  since: number
  after: number
}

/** A row as it is handed over; without values: it is no more, or no longer one that was agreed. */
export interface SharedRow {
  reference: string
  values: CutRow | null
}

interface Found {
  number: number
  content: ShareRow | null
  before: ShareRow | null
}

/** Rows that are asked of the database at once. */
const PORTION = 5000

/**
 * What is handed over of the rows behind a place, at most so many; `after` is null where there are no further ones. Which
 * rows fit the database decides and the rule once more; what of them is handed over is the rule's cut.
 * @param most null: all of them
 */
export async function readShared(
  trx: Trx,
  agreement: UsedAgreement,
  filters: readonly RowCondition[],
  { upto, since, after }: Place,
  most: number | null,
): Promise<{ rows: SharedRow[]; after: number | null }> {
  const rows: SharedRow[] = []
  for (let at = after; ; ) {
    const wanted = most === null ? PORTION : Math.min(PORTION, most - rows.length)
    const { rows: found } = await sql<Found>`
      select number, content, before from shared_rows(${agreement.id}::uuid, ${JSON.stringify(filters)}::jsonb,
        ${since}::bigint, ${upto}::bigint, ${at}::integer, ${wanted}::integer)`.execute(trx)
    for (const row of found) {
      const shared = handedOver(row, agreement, filters)
      if (shared) rows.push(shared)
    }
    const last = found.at(-1)
    if (!last || found.length < wanted) return { rows, after: null }
    at = last.number
    if (most !== null && rows.length >= most) return { rows, after: at }
  }
}

/** Null where nothing that was agreed has changed: that something else has is not handed over either. */
function handedOver(
  { number, content, before }: Found,
  { terms, secret }: UsedAgreement,
  filters: readonly RowCondition[],
): SharedRow | null {
  const cut = (row: ShareRow | null) =>
    row && rowFits(row, { rows: [...terms.rows, ...filters] }) ? cutRow(row, terms, secret) : null
  const [values, was] = [cut(content), cut(before)]
  if (values === null && was === null) return null
  if (values !== null && was !== null && JSON.stringify(values) === JSON.stringify(was)) return null
  return { reference: referenceOf(secret, number), values }
}
