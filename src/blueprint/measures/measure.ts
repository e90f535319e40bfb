import { sql } from 'kysely'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { eachAlone, type JobLog } from '../../platform/jobs/index.ts'
import type { Kind } from '../kinds.ts'
import { meant } from '../times.ts'

/** What the map measures of a jurisdiction, and of which layers. */
export const MEASURES = {
  /** 生态空间占比: ecological space in force within the outline, of the outline. */
  ecological_space_share: 'ecological_space',
  /** 自然岸线保有率: natural and restored shore, of all shore. */
  natural_shoreline_rate: 'coastline',
} as const satisfies Record<string, Kind>
export type Measure = keyof typeof MEASURES

/** How often (a job's go) so many changes are measured. */
const MOST = 50

/** A checked change of a layer that a measure rests on. */
interface Due {
  revisionId: number
  measure: Measure
  jurisdiction: string
  isSample: boolean
}

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
 * Measures what checked changes have changed, each once, and announces it. Only layers that are shared with the cluster
 * count, and of them the samples or the others: a figure tells nothing that its reader may not know.
 * @returns how many changes that were
 */
export async function measureAll(database: DatabaseHandle, today: string, log?: JobLog): Promise<number> {
  const due = await database.asSystem(dueChanges)
  return eachAlone(due, (one) => database.asSystem((trx) => measureOne(trx, one, today)), log)
}

async function dueChanges(trx: Trx): Promise<Due[]> {
  const { rows } = await sql<Due & { kind: Kind }>`
    select r.id as "revisionId", l.kind, l.jurisdiction_code as jurisdiction, l.is_sample as "isSample"
    from blueprint_check k join blueprint_revision r on r.id = k.revision_id
      join blueprint_layer l on l.id = r.layer_id
    where l.kind = any(${Object.values(MEASURES)}::text[]) and l.audience = 'cluster'
      and not exists (select from blueprint_measure m where m.revision_id = r.id)
    order by r.id limit ${MOST}`.execute(trx)
  return rows.map(({ kind, ...rest }) => ({ ...rest, measure: measureOf(kind) }))
}

const measureOf = (kind: Kind): Measure => (kind === 'coastline' ? 'natural_shoreline_rate' : 'ecological_space_share')

async function measureOne(trx: Trx, { revisionId, measure, jurisdiction, isSample }: Due, today: string) {
  const { rows: layers } = await sql<{ id: string; name: string; revision: number }>`
    select l.id, l.name, l.revision from blueprint_layer l
    where l.kind = ${MEASURES[measure]} and l.jurisdiction_code = ${jurisdiction} and l.is_sample = ${isSample}
      and l.audience = 'cluster' and l.withdrawn_at is null order by l.name, l.id`.execute(trx)
  const ids = layers.map(({ id }) => id)
  const sizes = await (measure === 'natural_shoreline_rate'
    ? shoreOf(trx, ids, today)
    : spaceOf(trx, ids, jurisdiction, today))
  const value = percentOf(sizes)
  await sql`insert into blueprint_measure (revision_id, measure, jurisdiction_code, value, part, whole, as_of, is_sample, layers)
    values (${revisionId}::bigint, ${measure}, ${jurisdiction}, ${value}::numeric, ${sizes.part}::float8,
      ${sizes.whole}::float8, ${today}::date, ${isSample}, ${JSON.stringify(layers)}::jsonb)`.execute(trx)
  if (value === null) return
  const what = { measure, jurisdiction, value, asOf: today, isSample }
  await announce(trx, 'blueprint.indicator_measured', { ...what, revisionId, layers })
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
