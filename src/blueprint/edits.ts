import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { namesVersion } from '../platform/http/index.ts'
import { foundOf } from './faults.ts'
import { countVertices, type Geometry } from './geometry/geojson.ts'
import { GEOMETRY_FAULTS, normalizeGeometry } from './geometry/normalize.ts'
import { wkbOf } from './geometry/wkb.ts'
import { IMPORT_LIMITS } from './importing/limits.ts'
import { classesOf, fitsKind, type Kind, shapeOf } from './kinds.ts'
import { layerInTurn } from './layerStore.ts'
import { blueprintRefusals as refusals } from './refusals.ts'
import { type Incoming, type Written, writeRevision } from './revisions.ts'
import type { FeatureEdit, LayerChange } from './schemas/features.ts'

/** A hand's work is smaller than a file's. */
const MOST_VERTICES = 50_000
const MOST_NAME = 100

/**
 * Changes a few features of a layer by hand, all of them or none, as one revision. Without a day it corrects what
 * stood there; with one, it is in force from that day on, and what stood there until the day before.
 * @param ifMatch the layer's revision, as the ETag of its features; absent: whatever it is
 * @throws Refusal blueprint_feature_invalid, blueprint_geometry_invalid, blueprint_key_unknown, blueprint_layer_changed
 * and those of `layerInTurn` and `writeRevision`
 */
export async function editFeatures(
  trx: Trx,
  actor: Actor,
  layerId: string,
  { reason, from, put = [], remove = [] }: LayerChange,
  today: string,
  ifMatch?: string,
): Promise<Written> {
  const layer = await layerInTurn(trx, layerId)
  if (ifMatch !== undefined && !namesVersion(ifMatch, layer.revision))
    throw refusals.layerChanged(layer.name, layer.revision)
  const incoming = put.map((feature, index) => incomingOf(layer.kind, feature, index + 1, from))
  await expectValid(trx, incoming)
  await expectKnown(trx, layerId, remove)
  return writeRevision(
    trx,
    actor,
    layer,
    { cause: 'edit', reason, mode: from ? 'succession' : 'correction', day: from ?? today, removes: remove },
    () => [incoming],
  )
}

/** @throws Refusal blueprint_feature_invalid */
function incomingOf(kind: Kind, feature: FeatureEdit, number: number, from: string | undefined): Incoming {
  const { geometry, faults } = normalizeGeometry(feature.geometry)
  const fatal = faults.find(({ code }) => GEOMETRY_FAULTS[code] === 'fatal')
  if (!geometry)
    throw refusals.featureInvalid(
      number,
      'geometry',
      `a geometry in degrees (${fatal?.code})`,
      fatal ? foundOf(fatal.code, fatal.facts) : 'none',
    )
  if (!fitsKind(kind, geometry.type)) throw refusals.featureInvalid(number, 'geometry', shapeOf(kind), geometry.type)
  const { key, name = '', class: given = null, attributes = {}, validFrom = null, validTo = null } = feature
  if (given !== null && !classesOf(kind).includes(given))
    throw refusals.featureInvalid(number, 'class', classesOf(kind).join(', ') || 'none', given)
  const first = validFrom ?? from
  if (first && validTo && validTo < first)
    throw refusals.featureInvalid(number, 'validTo', `a day from ${first} on`, validTo)
  expectModest(number, geometry, attributes)
  if (from && validFrom && validFrom !== from)
    throw refusals.featureInvalid(number, 'validFrom', `${from}, as of the whole change`, validFrom)
  return { key, name, class: given, attributes, geometry, validFrom, validTo }
}

/** What is drawn by hand is held to what a file may bring. @throws Refusal blueprint_feature_invalid */
function expectModest(number: number, geometry: Geometry, attributes: Record<string, unknown>): void {
  const vertices = countVertices(geometry)
  if (vertices > MOST_VERTICES)
    throw refusals.featureInvalid(number, 'geometry', `at most ${MOST_VERTICES} positions`, String(vertices))
  const fields = Object.entries(attributes)
  if (fields.length > IMPORT_LIMITS.fields)
    throw refusals.featureInvalid(number, 'attributes', `at most ${IMPORT_LIMITS.fields}`, String(fields.length))
  for (const [name, value] of fields) {
    if (name === '' || name.length > MOST_NAME)
      throw refusals.featureInvalid(
        number,
        'attributes',
        `a name of at most ${MOST_NAME} characters`,
        name.slice(0, 40),
      )
    if (typeof value === 'object' && value !== null)
      throw refusals.featureInvalid(number, `attributes.${name}`, 'a text, a number or a yes or no', 'an object')
  }
}

/** No ring crosses itself or another. @throws Refusal blueprint_geometry_invalid */
async function expectValid(trx: Trx, incoming: readonly Incoming[]): Promise<void> {
  const { rows } = await sql<{ n: number; reason: string; lng: number | null; lat: number | null }>`
    select i.n::integer as n, d.reason, st_x(d.location) as lng, st_y(d.location) as lat
    from unnest(${incoming.map(({ geometry }) => wkbOf(geometry))}::bytea[]) with ordinality i (wkb, n)
      cross join lateral st_isvaliddetail(st_geomfromwkb(i.wkb, 4490)) d
    where not d.valid order by i.n limit 1`.execute(trx)
  const [fault] = rows
  if (!fault) return
  const place = fault.lng === null || fault.lat === null ? null : ([fault.lng, fault.lat] as const)
  throw refusals.geometryInvalid(fault.n, incoming[fault.n - 1]?.key ?? '', fault.reason, place)
}

/** @throws Refusal blueprint_key_unknown */
async function expectKnown(trx: Trx, layerId: string, keys: readonly string[]): Promise<void> {
  const { rows } = await sql<{ key: string }>`
    select k as key from unnest(${[...keys]}::text[]) k where not exists (select from blueprint_feature f
      where f.layer_id = ${layerId}::uuid and f.key = k and f.removed_in is null) limit 1`.execute(trx)
  if (rows[0]) throw refusals.keyUnknown(rows[0].key)
}
