import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { featureTexts } from '../featureStore.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import type { Layer } from '../schemas/layers.ts'
import type { Times } from '../times.ts'
import { exportApart, inFolder, packApart } from './apart.ts'
import type { ExportFormat } from './export.ts'
import { LineWriter } from './validity.ts'

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
 * @throws Refusal import_empty, import_too_large, import_failed, spatial_busy
 */
export function downloadLayer(
  database: DatabaseHandle,
  actor: Actor,
  layer: Layer,
  query: Times & { bbox?: string },
  format: ExportFormat,
): Promise<Download> {
  return inFolder(async (folder) => {
    const shapes = await writeLines(database, actor, layer, query, folder, format === 'shp')
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
    const files: { file: string; name: string }[] = []
    let size = 0
    for (const file of (await readdir(folder)).filter((one) => one.startsWith('shp_')).sort()) {
      const [, shape, extension] = /^shp_(\w+)\.(\w+)$/.exec(file) ?? []
      const suffix = shapes.length > 1 ? `_${shape}` : ''
      size += (await stat(join(folder, file))).size
      files.push({ file, name: `${layer.name}${suffix}.${extension}` })
    }
    expectWithin(size, layer.name)
    const { path } = await packApart({ folder, files, name: layer.name })
    return { name: `${layer.name}.zip`, type: 'application/zip', bytes: await readFile(path) }
  })
}

async function readWithin(path: string, name: string): Promise<Buffer> {
  expectWithin((await stat(path)).size, name)
  return readFile(path)
}

function expectWithin(size: number, name: string): void {
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`
  if (size > MOST_BYTES) throw refusals.importTooLarge(name, megabytes(size), megabytes(MOST_BYTES))
}

/** Writes the features as lines, all together or by shape: a shapefile holds one. @returns the shapes that there are */
async function writeLines(
  database: DatabaseHandle,
  actor: Actor,
  layer: Layer,
  query: Times & { bbox?: string },
  folder: string,
  byShape: boolean,
): Promise<string[]> {
  const writers = new Map<string, LineWriter>()
  try {
    await writeEach(database, actor, layer, query, (shape) => {
      const name = byShape ? shape : 'all'
      const writer = writers.get(name) ?? new LineWriter(`${folder}/${name}.geojsonl`)
      writers.set(name, writer)
      return writer
    })
    for (const writer of writers.values()) await writer.end()
  } catch (error) {
    for (const writer of writers.values()) writer.abandon()
    throw error
  }
  return [...writers.keys()]
}

async function writeEach(
  database: DatabaseHandle,
  actor: Actor,
  layer: Layer,
  query: Times & { bbox?: string },
  writerOf: (shape: string) => LineWriter,
): Promise<void> {
  let after = 0
  for (;;) {
    const batch = await database.asActor(actor, (trx) => featureTexts(trx, layer.id, query, after))
    const last = batch.at(-1)
    if (!last) return
    after = last.id
    for (const { text } of batch) {
      const feature = JSON.parse(text) as { geometry: { type: string }; properties: Record<string, unknown> }
      const { attributes, ...own } = feature.properties
      // What every feature has comes first and wins over attributes of the same name.
      const properties = { ...own, ...(attributes as object), ...own }
      const { type } = feature.geometry
      const shape = type === 'MultiPoint' ? 'multipoint' : type.replace('Multi', '').toLowerCase()
      await writerOf(shape).write({ type: 'Feature', properties, geometry: feature.geometry })
    }
  }
}
