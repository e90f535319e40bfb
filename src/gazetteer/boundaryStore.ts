import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import type { Boundary } from './boundaries.ts'
import { gazetteerRefusals as refusals } from './refusals.ts'

/** What is said of imported outlines. */
interface BoundarySource {
  source: string
  licence: string
  /** True for surveyed outlines that an authority published; the map says so when not. */
  official: boolean
  note: string | null
  /** Mend shapes that cross themselves instead of refusing them: for outlines that are for orientation only. */
  mend?: boolean
}

/**
 * Stores outlines as the current ones; those before stay on record as superseded. Either all are stored or none.
 * @throws Refusal boundary_feature_invalid when a shape crosses itself
 */
export async function replaceBoundaries(
  trx: Trx,
  boundaries: readonly Boundary[],
  { source, licence, official, note, mend = false }: BoundarySource,
): Promise<void> {
  const rows = JSON.stringify(boundaries)
  if (!mend) await refuseBroken(trx, rows)
  const codes = boundaries.map(({ code }) => code)
  await sql`
    update jurisdiction_boundary set superseded_at = now()
    where superseded_at is null and jurisdiction_code = any(${codes}::text[])`.execute(trx)
  await sql`
    insert into jurisdiction_boundary (jurisdiction_code, geometry, source, licence, official, note)
    select code, ST_SetSRID(ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_Force2D(ST_GeomFromGeoJSON(geometry))), 3)), 4490),
      ${source}, ${licence}, ${official}, ${note}
    from jsonb_to_recordset(${rows}::jsonb) as row (code text, geometry text)`.execute(trx)
}

async function refuseBroken(trx: Trx, rows: string): Promise<void> {
  const { rows: broken } = await sql<{ feature: number; reason: string }>`
    select feature, ST_IsValidReason(shape) as reason
    from (
      select feature, ST_GeomFromGeoJSON(geometry) as shape
      from jsonb_to_recordset(${rows}::jsonb) as row (code text, geometry text, feature int)
    ) as shapes
    where not ST_IsValid(shape) order by feature limit 1`.execute(trx)
  const [first] = broken
  if (first)
    throw refusals.boundaryFeatureInvalid(first.feature, 'geometry', 'a shape that does not cross itself', first.reason)
}
