import { sql } from 'kysely'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { eachAlone, type JobLog } from '../../platform/jobs/index.ts'
import type { Kind } from '../kinds.ts'
import { allowLong, delaying, isDue } from '../later.ts'
import { meant } from '../times.ts'

/** What the map measures of a jurisdiction, and of which layers. */
export const MEASURES = {
  /** 生态空间占比: ecological space in force within the outline, of the outline. */
  ecological_space_share: 'ecological_space',
  /** 自然岸线保有率: natural and restored shore, of all shore. */
  natural_shoreline_rate: 'coastline',
} as const satisfies Record<string, Kind>
export type Measure = keyof typeof MEASURES

/** In one go of the job so many jurisdictions are measured. */
const MOST = 50

/** What is to be measured once for all checked changes and turns of the layers that it rests on. */
interface Due {
  measure: Measure
  jurisdiction: string
  isSample: boolean
  /** Changes that wait for it; none where only a day turned. */
  revisionIds: number[]
  /** Layers of which something came into force or ended by itself. */
  turned: string[]
}

const nameOf = ({ measure, jurisdiction, isSample }: Due) => `measure ${measure} ${jurisdiction} ${isSample}`

/** Part and whole of a measure, in m² or m; null where there is nothing to measure. */
interface Sizes {
  part: number | null
  whole: number | null
}

/** Percent with four places, as decimal text; null where the whole is nothing. */
export function percentOf({ part, whole }: Sizes): string | null {
  if (part === null || whole === null || !(whole > 0)) return null
  return String(Number(Math.min(100, (part / whole) * 100).toFixed(4)))
}

/**
 * Measures what checked changes have changed, once for all that wait for the same, and announces it. Only layers that are
 * shared with the cluster count, and of them the samples or the others: a figure tells nothing that its reader may not
 * know. What fails waits longer each time.
 * @returns how much was measured
 */
export async function measureAll(database: DatabaseHandle, today: string, log?: JobLog): Promise<number> {
  const due = await database.asSystem(dueMeasures)
  const measure = (one: Due) =>
    delaying(database, [nameOf(one)], () => database.asSystem((trx) => measureOne(trx, one, today)))
  return eachAlone(due, measure, log)
}

/**
 * SQL: whether layer l speaks for its jurisdiction: the jurisdiction's own authority keeps it, or the office that
 * coordinates its cluster. What another unit drew of the ground is no figure of that government's.
 */
const SPEAKS = sql<boolean>`l.audience = 'cluster' and (
  exists (select from organization o where o.id = l.organization_id and o.jurisdiction_code = l.jurisdiction_code)
  or l.jurisdiction_code::text like any (coordinated_places(l.organization_id)))`

async function dueMeasures(trx: Trx): Promise<Due[]> {
  const measure = sql`case l.kind when 'coastline' then 'natural_shoreline_rate' else 'ecological_space_share' end`
  const { rows } = await sql<Due>`
    with waiting as (
      select r.id as revision, null::uuid as turned, r.layer_id, k.at
      from blueprint_check k join blueprint_revision r on r.id = k.revision_id
      where not exists (select from blueprint_measure m where m.revision_id = r.id)
      union all
      select null, t.layer_id, t.layer_id, t.checked_at from blueprint_turn t
      where t.checked_at is not null and t.measured_at is null),
    due as (
      select ${measure} as measure, l.jurisdiction_code as jurisdiction, l.is_sample as "isSample",
        coalesce(json_agg(w.revision order by w.revision) filter (where w.revision is not null), '[]') as "revisionIds",
        coalesce(json_agg(distinct w.turned) filter (where w.turned is not null), '[]') as turned, min(w.at) as since
      from waiting w join blueprint_layer l on l.id = w.layer_id
      where l.kind = any(${Object.values(MEASURES)}::text[]) and ${SPEAKS} group by 1, 2, 3)
    select measure, jurisdiction, "isSample", "revisionIds", turned from due
    where ${isDue(sql`'measure ' || measure || ' ' || jurisdiction || ' ' || "isSample"`)}
    order by since, jurisdiction limit ${MOST}`.execute(trx)
  return rows
}

async function measureOne(trx: Trx, { measure, jurisdiction, isSample, revisionIds, turned }: Due, today: string) {
  await allowLong(trx)
  const { rows: layers } = await sql<{ id: string; name: string; revision: number }>`
    select l.id, l.name, l.revision from blueprint_layer l
    where l.kind = ${MEASURES[measure]} and l.jurisdiction_code = ${jurisdiction} and l.is_sample = ${isSample}
      and ${SPEAKS} and l.withdrawn_at is null order by l.name, l.id`.execute(trx)
  const ids = layers.map(({ id }) => id)
  const sizes = await (measure === 'natural_shoreline_rate'
    ? shoreOf(trx, ids, today)
    : spaceOf(trx, ids, jurisdiction, today))
  const value = percentOf(sizes)
  const changes = revisionIds.length > 0 ? revisionIds : [null]
  await sql`insert into blueprint_measure (revision_id, measure, jurisdiction_code, value, part, whole, as_of, is_sample, layers)
    select revision, ${measure}, ${jurisdiction}, ${value}::numeric, ${sizes.part}::float8, ${sizes.whole}::float8,
      ${today}::date, ${isSample}, ${JSON.stringify(layers)}::jsonb
    from unnest(${changes}::bigint[]) c (revision)`.execute(trx)
  await sql`update blueprint_turn set measured_at = clock_now()
    where layer_id = any(${turned}::uuid[]) and checked_at is not null and measured_at is null`.execute(trx)
  if (value === null) return
  const what = { measure, jurisdiction, value, asOf: today, isSample }
  await announce(trx, 'blueprint.indicator_measured', { ...what, revisionId: revisionIds.at(-1) ?? null, layers })
}

/** A layer that was emptied is none: then nothing is known, and nothing is announced. */
async function spaceOf(trx: Trx, layers: readonly string[], jurisdiction: string, asOf: string): Promise<Sizes> {
  const { rows } = await sql<Sizes>`
    with outline as (select geometry from jurisdiction_boundary
        where jurisdiction_code = ${jurisdiction} and superseded_at is null),
      covered as (select st_union(f.geometry) as geometry from blueprint_feature f
        where f.layer_id = any(${[...layers]}::uuid[]) and ${meant({ asOf })})
    select st_area(st_intersection(o.geometry, c.geometry)::geography) as part, st_area(o.geometry::geography) as whole
    from outline o, covered c`.execute(trx)
  return rows[0] ?? { part: null, whole: null }
}

async function shoreOf(trx: Trx, layers: readonly string[], asOf: string): Promise<Sizes> {
  const { rows } = await sql<Sizes>`
    select coalesce(sum(f.length_m) filter (where f.class in ('natural', 'restored')), 0) as part, sum(f.length_m) as whole
    from blueprint_feature f where f.layer_id = any(${[...layers]}::uuid[]) and ${meant({ asOf })}`.execute(trx)
  return rows[0] ?? { part: null, whole: null }
}
