import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { countVertices, type Geometry, type Position } from '../geometry/geojson.ts'
import { geometryOf, wkbOf } from '../geometry/wkb.ts'
import { inFolder, readApart } from '../importing/apart.ts'
import { featuresIn } from '../importing/read.ts'
import type { Reading, StagedLine } from '../importing/types.ts'
import type { Settings } from '../schemas/imports.ts'
import type { SiteRead } from '../schemas/siting.ts'
import { sitingRefusals as refusals } from './refusals.ts'
import { MOST_VERTICES, measured, type Site, shapeOfSite, shapeOfWkb } from './site.ts'

/** How many problems are told; the rest is counted. */
const TOLD = 50

/**
 * The ground that a file holds, read as an import reads it, under the same limits: its features together are the site.
 * Nothing is kept of it. Where it has faults that no reader cures, they are told and there is no ground.
 * @throws Refusal siting_file_mixed, siting_too_large and those of reading a file
 */
export async function readSite(
  database: DatabaseHandle,
  actor: Actor,
  { fileName, bytes, settings }: { fileName: string; bytes: Uint8Array; settings: Settings },
): Promise<SiteRead> {
  const { found, geometries } = await inFolder(async (folder) => {
    const path = join(folder, 'upload')
    await writeFile(path, bytes)
    const reading = await readApart({ path, fileName, folder, settings })
    const usable = reading.problems.fatal === 0 && reading.crs !== null
    return { found: reading, geometries: usable ? await geometriesIn(featuresIn(folder)) : [] }
  })
  const site = geometries.length > 0 ? await together(database, actor, geometries, fileName) : null
  return {
    fileName,
    geometry: site?.geometry ?? null,
    shape: site ? shapeOfSite(site.geometry) : null,
    features: found.features,
    ...{ areaM2: site?.areaM2 ?? null, lengthM: site?.lengthM ?? null, bbox: site?.bbox ?? null },
    crs: found.crs && { code: found.crs.code, name: found.crs.name },
    proposals: found.proposals.map(({ crs, name, swapAxes }) => ({ crs, name, swapAxes })),
    problems: problemsOf(found),
  }
}

async function geometriesIn(path: string): Promise<Geometry[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean)
  return lines.map((line) => (JSON.parse(line) as StagedLine).geometry)
}

/** Several features as one geometry: areas that share ground are joined. */
async function together(
  database: DatabaseHandle,
  actor: Actor,
  geometries: readonly Geometry[],
  fileName: string,
): Promise<Site> {
  const shapes = new Set(geometries.map(shapeOfSite))
  if (shapes.size > 1) throw refusals.fileMixed(fileName)
  if (geometries.reduce((sum, one) => sum + countVertices(one), 0) > MOST_VERTICES)
    throw refusals.tooLarge('positions', MOST_VERTICES)
  const [first] = geometries
  if (first && geometries.length === 1) return measured(first)
  if (shapes.has('line'))
    return measured({ type: 'MultiLineString', coordinates: geometries.flatMap(linesOf) as Position[][] })
  const parts = sql.join(geometries.map((geometry) => shapeOfWkb(wkbOf(geometry))))
  const { rows } = await database.asActor(actor, (trx) =>
    sql<{ wkb: Buffer }>`select st_asbinary(st_multi(st_union(array[${parts}])), 'NDR') as wkb`.execute(trx),
  )
  const [row] = rows
  if (!row) throw refusals.unmeasured('its parts do not join')
  return measured(geometryOf(row.wkb), row.wkb)
}

const linesOf = (geometry: Geometry) => (geometry.type === 'MultiLineString' ? geometry.coordinates : [])

function problemsOf({ problems }: Reading): SiteRead['problems'] {
  return {
    fatal: problems.fatal,
    curable: problems.curable,
    items: problems.items.slice(0, TOLD).map(({ cure: _, ...told }) => told),
  }
}
