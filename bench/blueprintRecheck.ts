import { join } from 'node:path'
import pg from 'pg'
import { recheckAll } from '../src/blueprint/conflicts/index.ts'
import { countOf, type Polygons } from '../src/blueprint/overlay/index.ts'
import { loadGazetteer } from '../src/gazetteer/index.ts'
import { migrate, openDatabase } from '../src/platform/database/index.ts'
import { todayInChina } from '../src/platform/time.ts'
import { tessellation } from './blueprintData.ts'
import { writeCopy } from './blueprintPeers.ts'

const EDITS = 60
/** Up to here the check of a whole layer is measured as well. */
const MOST_WHOLE = 200_000
const LIMIT_MS = 200
const REVISION = `insert into blueprint_revision (layer_id, cause, reason, counts, user_id, user_name, organization_id,
  organization_name) select id, 'edit', 'bench', '{}', 'bench', 'bench', organization_id, 'bench' from blueprint_layer
  where id = $1 returning id`

/** How long the check takes after one feature was changed, in two stored layers of so many, with all that it writes. */
export async function benchRechecks(url: string, size: number, folder: string): Promise<void> {
  const database = await openDatabase({ url, dataFolder: folder })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await migrate(database.kysely)
    await loadGazetteer(database)
    const { left, right } = tessellation(size)
    const started = performance.now()
    await store(client, left, 'ecological_red_line', folder, true)
    const urban = await store(client, right, 'urban_boundary', folder, size > MOST_WHOLE)
    await client.query('analyze blueprint_feature')
    console.error(
      `stored ${countOf(left) + countOf(right)} features in ${Math.round((performance.now() - started) / 1000)} s`,
    )
    const today = todayInChina()
    if (size <= MOST_WHOLE) {
      const began = performance.now()
      await recheckAll(database, today)
      console.log(
        `check of a whole stored layer of ${size} against another: ${((performance.now() - began) / 1000).toFixed(1)} s; ` +
          `peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
      )
    }
    const times: number[] = []
    for (let edit = 0; edit < EDITS; edit++) {
      await moveOne(client, urban, Math.floor(((edit + 0.5) / EDITS) * countOf(right)))
      const asked = performance.now()
      if ((await recheckAll(database, today)) !== 1) throw new Error('The edit was not looked through.')
      times.push(performance.now() - asked)
    }
    const { rows } = await client.query('select count(*) as found from blueprint_conflict')
    times.sort((one, other) => one - other)
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(0)
    console.log(
      `recheck after one edit in two layers of ${size}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, limit ${LIMIT_MS} ms; ` +
        `${EDITS} edits made ${rows[0].found} conflicts`,
    )
  } finally {
    await client.end()
    await database.close()
  }
}

/** A layer with all of these features; marked as looked through, where only what comes after it is to be measured. */
async function store(
  client: pg.Client,
  polygons: Polygons,
  kind: string,
  folder: string,
  isChecked: boolean,
): Promise<string> {
  const path = join(folder, `stored-${kind}`)
  await writeCopy(
    path,
    polygons,
    Uint32Array.from({ length: countOf(polygons) }, (_, feature) => feature),
  )
  await client.query('drop table if exists stored; create unlogged table stored (id integer, g geometry)')
  await client.query(`copy stored from '${path}' (format binary)`)
  await client.query('begin')
  const layer = await client.query(
    `insert into blueprint_layer (id, kind, name, jurisdiction_code, organization_id, basis, audience)
     select gen_random_uuid(), $1, $1, '450500', (select id from organization limit 1), 'bench', 'cluster' returning id`,
    [kind],
  )
  const id: string = layer.rows[0].id
  const revision = await client.query(REVISION, [id])
  await client.query(
    `insert into blueprint_feature (layer_id, key, geometry, area_m2, vertices, valid_from, added_in)
     select $1, 'F' || s.id, st_multi(st_setsrid(s.g, 4490)), 1, st_npoints(s.g), '2020-01-01', $2 from stored s`,
    [id, revision.rows[0].id],
  )
  if (isChecked)
    await client.query(
      `insert into blueprint_check (revision_id, features, found, changed, reopened, resolved, milliseconds)
     values ($1, 0, 0, 0, 0, 0, 0)`,
      [revision.rows[0].id],
    )
  await client.query('commit; drop table stored')
  return id
}

/** One feature is drawn anew, some metres further to the east. */
async function moveOne(client: pg.Client, layerId: string, number: number): Promise<void> {
  await client.query('begin')
  const { rows } = await client.query(REVISION, [layerId])
  const facts = [layerId, `F${number}`, rows[0].id]
  await client.query(
    `update blueprint_feature set removed_in = $3 where layer_id = $1 and key = $2 and removed_in is null`,
    facts,
  )
  await client.query(
    `insert into blueprint_feature (layer_id, key, geometry, area_m2, vertices, valid_from, added_in)
     select layer_id, key, st_snaptogrid(st_translate(geometry, 0.0002, 0), 1e-9), area_m2, vertices, valid_from, $3::bigint
     from blueprint_feature where layer_id = $1 and key = $2 and removed_in = $3::bigint`,
    facts,
  )
  await client.query('commit')
}
