import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import type { Placed } from './carry.ts'
import { textOf } from './sources.ts'

/** Something that people said of an earlier run, with the positions of what it is said of in the new one. */
export interface Said {
  reviewId: string
  upper: number
  /** null: of the upper provision itself. */
  lower: number | null
}

export interface Carried {
  said: Said[]
  /** Said of what the new versions do not have. */
  lost: number
}

/** What stands of what people said of earlier runs. */
export interface SaidBefore {
  reviewId: string
  upper: Placed
  lower: Placed | null
}

interface SaidRow {
  id: string
  upper: string
  upper_span: [number, number]
  upper_version: number
  lower: string | null
  lower_span: [number, number] | null
  lower_version: number
}

/**
 * What stands of what people said of an alignment, the last word last: of the newest run, and of earlier ones what found
 * no place since. A version that was sent by mistake costs nobody his word: with the next one it may find its place.
 */
export async function saidOf(trx: Trx, alignmentId: string, upperId: string, lowerId: string): Promise<SaidBefore[]> {
  const { rows } = await sql<SaidRow>`
    select s.id, u.address as upper, json_build_array(u.span_start, u.span_end) as upper_span, r.upper_version,
      l.address as lower, json_build_array(l.span_start, l.span_end) as lower_span, r.lower_version
    from (
      select distinct on (w.run, w.upper, w.tie_id) w.* from alignment_review w
        where w.alignment_id = ${alignmentId} order by w.run, w.upper, w.tie_id, w.seq desc
    ) s
      join alignment_run r on r.alignment_id = s.alignment_id and r.number = s.run
      join alignment_provision u on u.alignment_id = s.alignment_id and u.run = s.run and u.side = 'upper'
        and u.position = s.upper
      left join alignment_tie t on t.id = s.tie_id
      left join alignment_provision l on l.alignment_id = s.alignment_id and l.run = s.run and l.side = 'lower'
        and l.position = t.lower
    where case when s.tie_id is null then s.verdict is not null else s.state <> 'proposed' end
      and not exists (select from alignment_review c where c.alignment_id = s.alignment_id and c.carried_from = s.id)
    order by s.run, s.seq`.execute(trx)
  const texts = new Map<string, string>()
  for (const { upper_version, lower_version } of rows) {
    for (const of of [
      { id: upperId, version: upper_version },
      { id: lowerId, version: lower_version },
    ])
      if (!texts.has(`${of.id} ${of.version}`)) texts.set(`${of.id} ${of.version}`, await textOf(trx, of))
  }
  const placed = (id: string, version: number, address: string, span: [number, number]): Placed => ({
    address,
    text: (texts.get(`${id} ${version}`) ?? '').slice(...span),
  })
  return rows.map((row) => ({
    reviewId: row.id,
    upper: placed(upperId, row.upper_version, row.upper, row.upper_span),
    lower: row.lower === null || !row.lower_span ? null : placed(lowerId, row.lower_version, row.lower, row.lower_span),
  }))
}
