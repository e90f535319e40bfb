import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { type Placed, placeIn } from './carry.ts'
import type { Run } from './run.ts'
import type { Standing } from './runStore.ts'
import { type NewestVersion, textsOf } from './sources.ts'

/** Something that people said of an earlier run, with the positions of what it is said of in the new one. */
export interface Said {
  reviewId: string
  upper: number
  /** null: of the upper provision itself. */
  lower: number | null
}

export interface Carried {
  said: Said[]
  /** Said of what the new versions no longer have. */
  lost: number
}

/** What stands of what people said of a run. */
export interface SaidBefore {
  reviewId: string
  upper: Placed
  lower: Placed | null
}

interface SaidRow {
  id: string
  upper: string
  upper_span: [number, number]
  lower: string | null
  lower_span: [number, number] | null
}

export async function saidOf(trx: Trx, standing: Standing, upperId: string, lowerId: string): Promise<SaidBefore[]> {
  const { rows } = await sql<SaidRow>`
    select s.review_id as id, u.address as upper, json_build_array(u.span_start, u.span_end) as upper_span,
      l.address as lower, json_build_array(l.span_start, l.span_end) as lower_span
    from (
      select review_id, upper, lower from alignment_standing_tie
        where alignment_id = ${standing.id} and run = ${standing.run} and state <> 'proposed'
      union all
      select review_id, position, null from alignment_standing_verdict
        where alignment_id = ${standing.id} and run = ${standing.run} and at is not null
    ) s
      join alignment_provision u on u.alignment_id = ${standing.id} and u.run = ${standing.run} and u.side = 'upper'
        and u.position = s.upper
      left join alignment_provision l on l.alignment_id = ${standing.id} and l.run = ${standing.run} and l.side = 'lower'
        and l.position = s.lower`.execute(trx)
  if (rows.length === 0) return []
  const versionOf = (id: string, version: number): NewestVersion => ({ id, version })
  const texts = await textsOf(trx, versionOf(upperId, standing.upperVersion), versionOf(lowerId, standing.lowerVersion))
  return rows.map(({ id, upper, upper_span, lower, lower_span }) => ({
    reviewId: id,
    upper: { address: upper, text: texts.upper.slice(...upper_span) },
    lower: lower === null || !lower_span ? null : { address: lower, text: texts.lower.slice(...lower_span) },
  }))
}

/** Finds in a new run what was said of the one before. Pure. */
export function carryInto(run: Run, texts: { upper: string; lower: string }, said: readonly SaidBefore[]): Carried {
  const [upper, lower] = (['upper', 'lower'] as const).map((side) =>
    run[side].map(({ address, span }): Placed => ({ address, text: texts[side].slice(span[0], span[1]) })),
  ) as [Placed[], Placed[]]
  const kept = said.flatMap((one): Said[] => {
    const above = placeIn(upper, one.upper)
    const below = one.lower ? placeIn(lower, one.lower) : null
    return above === undefined || below === undefined ? [] : [{ reviewId: one.reviewId, upper: above, lower: below }]
  })
  // Two provisions that became one: what was said of either is said of the one, once.
  const unique = new Map(kept.map((one) => [`${one.upper} ${one.lower}`, one]))
  return { said: [...unique.values()], lost: said.length - kept.length }
}
