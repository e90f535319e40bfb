import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { featureTexts } from '../featureStore.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import type { Layer } from '../schemas/layers.ts'
import type { Times } from '../times.ts'
import { exportApart, inFolder } from './apart.ts'
import type { ExportFormat } from './export.ts'
import { LineWriter } from './validity.ts'
import { packZip } from './zipOut.ts'

/** A finished download. */
export interface Download {
  name: string
  type: string
  bytes: Buffer
}

/** More than this (bytes) is to be read page by page, by the OGC interface. */
const MOST_BYTES = 512 * 1024 * 1024

/**
 * A layer's features as a GeoPackage, or as zipped shapefiles in UTF-8, one for each shape. What the reader does not see
 * is not in it.
 * @throws Refusal import_empty, import_too_large, import_failed
 */
export function downloadLayer(
  database: DatabaseHandle,
  actor: Actor,
  layer: Layer,
  query: Times & { bbox?: string },
  format: ExportFormat,
): Promise<Download> {
  return inFolder(async (folder) => {
    const shapes = await writeLines(database, actor, layer, query, folder)
    if (shapes.length === 0) throw refusals.importEmpty(layer.name)
    if (format === 'gpkg') {
      const { path } = await exportApart({
        format,
        lines: `${folder}/all.geojsonl`,
        folder,
        name: layer.name,
        target: 'layer',
      })
      return {
        name: `${layer.name}.gpkg`,
        type: 'application/geopackage+sqlite3',
        bytes: await readWithin(path, layer.name),
      }
    }
    for (const shape of shapes)
      await exportApart({
        format,
        lines: `${folder}/${shape}.geojsonl`,
        folder,
        name: layer.name,
        target: `shp_${shape}`,
      })
    const files: { name: string; bytes: Buffer }[] = []
    for (const file of (await readdir(folder)).filter((one) => one.startsWith('shp_')).sort()) {
      const [, shape, extension] = /^shp_(\w+)\.(\w+)$/.exec(file) ?? []
      const suffix = shapes.length > 1 ? `_${shape}` : ''
      files.push({
        name: `${layer.name}${suffix}.${extension}`,
        bytes: await readWithin(join(folder, file), layer.name),
      })
    }
    return { name: `${layer.name}.zip`, type: 'application/zip', bytes: packZip(files) }
  })
}

async function readWithin(path: string, name: string): Promise<Buffer> {
  const { size } = await stat(path)
  if (size > MOST_BYTES) throw refusals.importTooLarge(name, `${size >> 20} MB`, `${MOST_BYTES >> 20} MB`)
  return readFile(path)
}

/** Writes the features as lines, once all together and once by shape: a shapefile holds one. */
async function writeLines(
  database: DatabaseHandle,
  actor: Actor,
  layer: Layer,
  query: Times & { bbox?: string },
  folder: string,
): Promise<string[]> {
  const all = new LineWriter(`${folder}/all.geojsonl`)
  const writers = new Map<string, LineWriter>()
  let after = 0
  for (;;) {
    const batch = await database.asActor(actor, (trx) => featureTexts(trx, layer.id, query, after))
    const last = batch.at(-1)
    if (!last) break
    after = last.id
    for (const { text } of batch) {
      const feature = JSON.parse(text) as { geometry: { type: string }; properties: Record<string, unknown> }
      const { attributes, ...own } = feature.properties
      // What every feature has comes first and wins over attributes of the same name.
      const properties = { ...own, ...(attributes as object), ...own }
      const line = { type: 'Feature', properties, geometry: feature.geometry }
      await all.write(line)
      const shape = feature.geometry.type.replace('Multi', '').toLowerCase()
      const kind = feature.geometry.type === 'MultiPoint' ? 'multipoint' : shape
      const writer = writers.get(kind) ?? new LineWriter(`${folder}/${kind}.geojsonl`)
      writers.set(kind, writer)
      await writer.write(line)
    }
  }
  await Promise.all([all.end(), ...[...writers.values()].map((writer) => writer.end())])
  return [...writers.keys()]
}
