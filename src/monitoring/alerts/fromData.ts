import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import { classNumber } from '../standards/surfaceWater/item.ts'
import type { TargetClass } from '../tables.ts'
import type { Occasion } from './raise.ts'
import { RULE, type Rule } from './ruleRow.ts'
import { changesOfDays, extremesOfDays, type Point } from './rules/points.ts'
import { arrivalOf, worseThan } from './rules/spec.ts'

/** Older data than this give rise to no alert: nobody can act on them any more. */
const FRESH_MS = 48 * 3_600_000
/** Values before a datum that a rule may ask for. */
export const MOST_BEFORE = 48
/** Most values of a datastream that are looked at: two days of a station that measures every minute. */
const MOST_POINTS = 3000
/** Datastreams that are looked at together. */
const PORTION = 500

/** A batch of observations that was heard of. */
export interface Heard {
  batchId: number
  stations: readonly string[]
}

/** A datastream that a rule watches. */
interface Watched {
  rule: Rule
  datastream: number
  parameter: string
  section: string
  name: string
  water: 'river' | 'lake'
  targetClass: TargetClass | null
  /** Of an arrival: the section where it was measured, and how long water takes from there. */
  from: string | null
  travelHours: string | null
}

/**
 * What the rules ask for of everything that came in with some batches and is fresh: of each datastream, item and day the
 * worst datum, and the first sudden change. A peak raises as well where lower values came after it in the same batch.
 */
export async function* fromData(trx: Trx, heard: readonly Heard[], now: Date): AsyncGenerator<Occasion> {
  const stations = [...new Set(heard.flatMap((batch) => batch.stations))]
  if (stations.length === 0) return
  const rows = await watchedStreams(trx, stations, now)
  const streams = [...new Set(rows.map(({ datastream }) => datastream))]
  for (let start = 0; start < streams.length; start += PORTION) {
    const part = streams.slice(start, start + PORTION)
    const points = await pointsOf(trx, part, heard, now)
    for (const row of rows) {
      const known = points.get(row.datastream)
      if (known) yield* occasionsOf(row, known)
    }
  }
}

async function watchedStreams(trx: Trx, stations: readonly string[], now: Date): Promise<Watched[]> {
  const today = sql`(${now.toISOString()}::timestamptz at time zone 'Asia/Shanghai')::date`
  const { rows } = await sql<Watched>`
    with stood as materialized (
      select p.station_id, p.section_id, c.name from station_place p join section c on c.id = p.section_id
      where p.station_id = any(${[...stations]}::uuid[]) and p.valid_from <= ${today}
        and (p.valid_to is null or p.valid_to >= ${today})
    ), watched as materialized (
      select r.id as rule_id, s.station_id, s.section_id, null::text as from_name, null::text as travel
      from stood s join alert_rule r on s.section_id = any (r.sections)
      where r.retired_at is null and (r.kind = 'sudden_change' or r.kind = 'worse_than_target' and r.spec ->> 'on' = 'datum')
      union all
      select r.id, s.station_id, x.downstream_id, s.name, x.travel_hours::text
      from stood s join lateral (
          select distinct on (x.downstream_id) x.downstream_id, x.travel_hours from section_pair x
          where x.upstream_id = s.section_id and x.valid_from <= ${today} order by x.downstream_id, x.valid_from desc) x on true
        join alert_rule r on x.downstream_id = any (r.sections) and r.retired_at is null and r.kind = 'arrival'
    )
    select ${RULE} as rule, d.id as datastream, d.parameter, c.id as section, c.name, c.water,
      t.target_class as "targetClass", w.from_name as "from", w.travel as "travelHours"
    from watched w join alert_rule r on r.id = w.rule_id join section c on c.id = w.section_id and c.water <> 'sea'
      join datastream d on d.station_id = w.station_id
        and (coalesce(jsonb_array_length(r.spec -> 'parameters'), 0) = 0 or r.spec -> 'parameters' ? d.parameter)
      left join section_term t on t.section_id = c.id and t.valid_from <= ${today}
        and (t.valid_to is null or t.valid_to >= ${today})
    order by d.id, r.id`.execute(trx)
  return rows
}

/**
 * Values of datastreams in the order of their times: from the first that came with the batches on, and those before it
 * that a rule may compare with. Each datastream is one range of its key, from when the batches begin but no longer ago
 * than what is fresh. Below detection is neither an exceedance nor a change, but counts among those before.
 */
async function pointsOf(
  trx: Trx,
  streams: readonly number[],
  heard: readonly Heard[],
  now: Date,
): Promise<Map<number, Point[]>> {
  const fresh = new Date(now.getTime() - FRESH_MS).toISOString()
  const batches = heard.map(({ batchId }) => batchId)
  const { rows } = await sql<{ datastream: number; times: number[]; values: number[]; fresh: boolean[] }>`
    with since as materialized (
      select greatest(${fresh}::timestamptz, min(first_time)) as time from observation_batch
      where id = any(${batches}::integer[])
    )
    select d.id as datastream, array_agg(p.at order by p.at) as times, array_agg(p.value order by p.at) as values,
      array_agg(p.is_new order by p.at) as fresh
    from since cross join unnest(${[...streams]}::integer[]) as d (id)
      cross join lateral (
        (select (extract(epoch from o.time) * 1000)::double precision as at, o.value,
          o.batch_id = any(${batches}::integer[]) and o.qualifier = 0 and o.time > ${fresh}::timestamptz as is_new
        from observation o where o.datastream_id = d.id and o.time >= since.time
          and o.time <= ${now.toISOString()}::timestamptz + interval '1 day' and o.value is not null
        order by o.time desc limit ${MOST_POINTS})
        union all
        (select (extract(epoch from o.time) * 1000)::double precision, o.value, false
        from observation o where o.datastream_id = d.id and o.time < since.time
          and o.time > since.time - interval '62 days' and o.value is not null
        order by o.time desc limit ${MOST_BEFORE})) p
    group by d.id having bool_or(p.is_new)`.execute(trx)
  return new Map(
    rows.map(({ datastream, times, values, fresh: isNew }) => [
      datastream,
      times.map((time, at) => ({ time, value: values[at] as number, isNew: isNew[at] as boolean })),
    ]),
  )
}

function occasionsOf(row: Watched, points: readonly Point[]): Occasion[] {
  const { spec } = row.rule
  if (spec.kind === 'sudden_change')
    return changesOfDays(spec, points).map(({ point, earlier, median, times }) => {
      const { about, facts, zh, en, said } = saidOf(row, point)
      return {
        ...about,
        title: `${row.name}断面${zh}突变：${said}，为此前中位数的${times}倍`,
        titleEn: `${row.name}: ${en} changed to ${said}, ${times} times the median before`,
        evidence: { ...facts, median, times, earlier },
      }
    })
  const worst = new Map<string, { occasion: Occasion; class: number; multiple: number }>()
  for (const point of extremesOfDays(points)) {
    const one = exceedance(row, point)
    const known = one && worst.get(one.occasion.key)
    if (one && (!known || one.class > known.class || (one.class === known.class && one.multiple > known.multiple)))
      worst.set(one.occasion.key, one)
  }
  return [...worst.values()].map(({ occasion }) => occasion)
}

function exceedance(row: Watched, point: Point): { occasion: Occasion; class: number; multiple: number } | null {
  const { targetClass, name, from, travelHours } = row
  const worse = targetClass && worseThan(row.parameter, String(point.value), targetClass, row.water)
  if (!worse) return null
  const { about, facts, zh, en, said } = saidOf(row, point)
  const weight = { class: classNumber(worse.class), multiple: Number(worse.multiple ?? 0) }
  const evidence = { ...facts, targetClass, ...worse }
  if (row.rule.spec.kind !== 'arrival')
    return {
      ...weight,
      occasion: {
        ...about,
        title: `${name}断面${zh} ${said}，劣于目标${targetClass}类`,
        titleEn: `${name}: ${en} ${said}, worse than the target ${targetClass}`,
        evidence,
      },
    }
  const expectedAt = arrivalOf(about.observedAt, travelHours ?? '0')
  return {
    ...weight,
    occasion: {
      ...{ ...about, expectedAt, key: `${about.key} ${row.datastream}` },
      title: `上游${from}断面${zh}超标（${said}），预计${chinaTime(expectedAt)}到达${name}断面`,
      titleEn: `${en} exceeds upstream at ${from} (${said}), expected at ${name} at ${expectedAt.toISOString()}`,
      evidence: { ...evidence, from, travelHours },
    },
  }
}

/** What every alert about a datum says of it. */
function saidOf({ rule, section, parameter, datastream }: Watched, { time, value }: Point) {
  const { zh, en, unit } = parameterOf(parameter)
  const day = new Date(time + 8 * 3_600_000).toISOString().slice(0, 10)
  return {
    ...{ zh, en, said: `${value} ${unit}`.trim() },
    facts: { rule: rule.name, observation: `${datastream}_${time}`, value: String(value), unit },
    about: {
      ...{ rule, section, parameter, expectedAt: null, observedAt: new Date(time) },
      key: `${rule.id} ${section} ${parameter} ${day}`,
    },
  }
}

const chinaTime = (moment: Date) => {
  const text = new Date(moment.getTime() + 8 * 3_600_000).toISOString()
  return `${Number(text.slice(5, 7))}月${Number(text.slice(8, 10))}日${text.slice(11, 16)}`
}
