import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { SectionWater, TargetClass } from '../tables.ts'
import type { Attested, Source } from './rules/month.ts'

/** A month of a section that is to be assessed. */
export interface SectionMonthKey {
  section: string
  /** Its first day. */
  month: string
}

export const keyOf = ({ section, month }: SectionMonthKey) => `${section} ${month}`

/** What a section was on the last day of a period: its term of that day, or none. */
export interface Standing {
  section: string
  begins: string
  water: SectionWater
  jurisdiction: string
  river: string
  upstream: string | null
  downstream: string | null
  targetClass: TargetClass | null
}

/** What each of these sections was held to on the last day of the period that begins on that day. */
export async function standingsOf(
  trx: Trx,
  period: 'month' | 'year',
  keys: readonly { section: string; begins: string }[],
): Promise<Standing[]> {
  const last = sql`(a.begins + ${sql.raw(period === 'month' ? "interval '1 month'" : "interval '1 year'")})::date - 1`
  const { rows } = await sql<Standing>`
    select c.id as section, a.begins::text as begins, c.water, c.jurisdiction_code as jurisdiction,
      coalesce(t.river, '') as river, t.upstream_code as upstream, t.downstream_code as downstream,
      t.target_class as "targetClass"
    from unnest(${keys.map(({ section }) => section)}::uuid[], ${keys.map(({ begins }) => begins)}::date[])
        as a (section_id, begins)
      join section c on c.id = a.section_id
      left join section_term t on t.section_id = c.id and t.valid_from <= ${last}
        and (t.valid_to is null or t.valid_to >= ${last})`.execute(trx)
  return rows
}

/** A source, of which month and section, and on which days its station stood there. */
export type MonthSource = Source & SectionMonthKey & { first: string; last: string }

/**
 * What every datastream brought to these months of these sections, in one statement: the sums of the days on which its
 * station stood at the section.
 */
export async function sourcesOf(trx: Trx, keys: readonly SectionMonthKey[]): Promise<MonthSource[]> {
  const { rows } = await sql<MonthSource>`
    with asked as materialized (
      select * from unnest(${keys.map(({ section }) => section)}::uuid[], ${keys.map(({ month }) => month)}::date[])
        as a (section_id, month)
    ), stood as materialized (
      select a.section_id, a.month, p.station_id, greatest(p.valid_from, a.month) as first,
        least(p.valid_to, (a.month + interval '1 month')::date - 1) as last
      from asked a join station_place p on p.section_id = a.section_id
        and p.valid_from < (a.month + interval '1 month')::date and (p.valid_to is null or p.valid_to >= a.month)
    )
    select l.section_id as section, l.month::text as month, min(l.first)::text as first, max(l.last)::text as last,
      d.id as datastream, d.station_id as station, d.parameter, d.origin,
      sum(k.count)::integer as count, sum(k.below)::integer as below, sum(k.flagged)::integer as flagged,
      sum(k.without)::integer as without, sum(k.sum)::text as sum, min(k.lowest) as lowest
    from stood l join datastream d on d.station_id = l.station_id
      join observation_days k on k.datastream_id = d.id and k.day between l.first and l.last
    group by l.section_id, l.month, d.id
    having sum(k.count) + sum(k.without) > 0
    order by d.id`.execute(trx)
  return rows
}

/** More data of a month than this are named by their time span instead of one by one. */
const MOST_NAMED = 31

/** The ids of the observations behind a source, as SensorThings names them; null where there are too many to name. */
export async function observationNames(
  trx: Trx,
  sources: readonly MonthSource[],
): Promise<Map<MonthSource, string[] | null>> {
  const named = new Map<MonthSource, string[] | null>(sources.map((source) => [source, null]))
  const few = sources.filter(({ count, without }) => count + without <= MOST_NAMED)
  if (few.length === 0) return named
  const { rows } = await sql<{ at: number; times: string[] }>`
    select a.at::integer as at, array_agg(round(extract(epoch from o.time) * 1000)::bigint::text order by o.time) as times
    from unnest(${few.map(({ datastream }) => datastream)}::integer[], ${few.map(({ first }) => first)}::date[],
        ${few.map(({ last }) => last)}::date[]) with ordinality as a (id, first, last, at)
      join observation o on o.datastream_id = a.id and o.time >= (a.first::text || ' 00:00+08')::timestamptz
        and o.time < ((a.last + 1)::text || ' 00:00+08')::timestamptz
    group by a.at`.execute(trx)
  for (const { at, times } of rows) {
    const source = few[at - 1]
    if (source)
      named.set(
        source,
        times.map((time) => `${source.datastream}_${time}`),
      )
  }
  return named
}

/** What was attested of samples of these months, the latest word of each. */
export async function attestedOf(trx: Trx, keys: readonly SectionMonthKey[]): Promise<(Attested & SectionMonthKey)[]> {
  const { rows } = await sql<Attested & SectionMonthKey>`
    select t.section_id as section, a.month::text as month, t.id, t.parameter, t.value, t.below_detection as "belowDetection",
      t.outcome in ('agreed', 'mean') and not t.below_detection as "isMean"
    from unnest(${keys.map(({ section }) => section)}::uuid[], ${keys.map(({ month }) => month)}::date[])
        as a (section_id, month)
      join attestation t on t.section_id = a.section_id and t.superseded_at is null
        and t.sampled_on >= a.month and t.sampled_on < a.month + interval '1 month'
    order by t.id`.execute(trx)
  return rows
}
