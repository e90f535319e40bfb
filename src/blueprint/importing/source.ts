import { blueprintRefusals as refusals } from '../refusals.ts'
import { type Gdal, GdalFailure, type OpenSet } from './gdal.ts'
import { IMPORT_LIMITS } from './limits.ts'
import { wktField } from './mapping.ts'
import { RAW_OPTIONS } from './rows.ts'
import type { Format } from './types.ts'
import type { DataSet } from './unpack.ts'

/** One layer of the upload, opened: which set it is of, and what GDAL says of it. */
export interface Source {
  name: string
  set: DataSet
  layerName: string
  features: number
  fields: { name: string; type: string }[]
  hasGeometry: boolean
  /** What the file says its coordinates are in. */
  declared: { code: string | null; name: string; wkt: string } | null
}

const DRIVERS: Readonly<Record<Format, RegExp>> = {
  geojson: /^(GeoJSON|GeoJSONSeq|TopoJSON|ESRIJSON)$/,
  shapefile: /^ESRI Shapefile$/,
  geopackage: /^GPKG$/,
  kml: /^KML$/,
  csv: /^CSV$/,
}

/** Opens a set with what is needed to read it right. @throws Refusal import_unreadable, import_format_unknown */
export async function openSet(gdal: Gdal, set: DataSet): Promise<OpenSet> {
  try {
    let opened = await gdal.open(set.path, optionsOf(set))
    const wkt = set.format === 'csv' && wktField((opened.info.layers[0]?.fields ?? []).map(({ name }) => name))
    if (wkt) {
      await gdal.close(opened)
      opened = await gdal.open(set.path, [...optionsOf(set), `GEOM_POSSIBLE_NAMES=${wkt}`, 'KEEP_GEOM_COLUMNS=NO'])
    }
    const driver = opened.info.driverShortName ?? ''
    if (!DRIVERS[set.format].test(driver)) throw refusals.importFormatUnknown(set.name, driver)
    return opened
  } catch (error) {
    if (error instanceof GdalFailure) throw refusals.importUnreadable(set.name, error.message)
    throw error
  }
}

function optionsOf({ format, encoding }: DataSet): string[] {
  if (format === 'shapefile') return [`ENCODING=${encoding?.name ?? 'UTF-8'}`]
  if (format === 'csv') return ['AUTODETECT_TYPE=NO', 'EMPTY_STRING_AS_NULL=YES']
  return []
}

/** All layers of an upload. @throws Refusal import_unreadable, import_format_unknown */
export async function listSources(gdal: Gdal, sets: readonly DataSet[]): Promise<Source[]> {
  const sources: Source[] = []
  for (const set of sets) {
    const opened = await openSet(gdal, set)
    const { layers } = opened.info
    for (const layer of layers) {
      const [geometry] = layer.geometryFields ?? []
      const system = geometry?.coordinateSystem
      const id = system?.projjson?.id
      const single = layers.length === 1 ? set.name : layer.name
      sources.push({
        name: sets.length > 1 && layers.length > 1 ? `${set.name}/${layer.name}` : single,
        set,
        layerName: layer.name,
        features: layer.featureCount,
        fields: layer.fields.map(({ name, type }) => ({ name, type })),
        hasGeometry: geometry !== undefined && geometry.type !== 'None',
        declared: system
          ? { code: id ? `${id.authority}:${id.code}` : null, name: system.projjson?.name ?? '', wkt: system.wkt ?? '' }
          : null,
      })
    }
    await gdal.close(opened)
  }
  return sources
}

/** @throws Refusal import_source_unknown, import_empty, import_too_large */
export function chooseSource(sources: readonly Source[], wanted: string | undefined, fileName: string): Source {
  const source = wanted
    ? sources.find(({ name }) => name === wanted)
    : (sources.find(({ features }) => features > 0) ?? sources[0])
  if (wanted && !source) throw refusals.importSourceUnknown(wanted, sources.map(({ name }) => name).join(', '))
  if (!source || source.features === 0) throw refusals.importEmpty(fileName)
  if (source.features > IMPORT_LIMITS.features)
    throw refusals.importTooLarge(fileName, `${source.features} features`, `${IMPORT_LIMITS.features} features`)
  if (source.fields.length > IMPORT_LIMITS.fields)
    throw refusals.importTooLarge(fileName, `${source.fields.length} fields`, `${IMPORT_LIMITS.fields} fields`)
  return source
}

/**
 * Writes a source's features, as they are, into a GeoPackage of ours: their numbers there are their order in the file.
 * @returns its path, and what GDAL could not read on the way
 */
export async function writeRaw(
  gdal: Gdal,
  source: Source,
  target: string,
): Promise<{ path: string; complaints: string[] }> {
  const opened = await openSet(gdal, source.set)
  try {
    const path = await gdal.translate(opened, [...RAW_OPTIONS, '-unsetFid', source.layerName], target)
    return { path, complaints: errorsIn(gdal.complaints()) }
  } catch (error) {
    if (error instanceof GdalFailure) throw refusals.importUnreadable(source.name, error.message)
    throw error
  } finally {
    await gdal.close(opened)
  }
}

/**
 * The same features in CGCS2000 degrees; one that cannot be brought there has no geometry any more.
 * @throws GdalFailure where PROJ does not know the system
 */
export async function writeReprojected(gdal: Gdal, raw: string, crs: string, target: string): Promise<string> {
  const opened = await gdal.open(raw)
  try {
    const systems = ['-s_srs', crs, '-t_srs', 'EPSG:4490', '-skipfailures']
    return await gdal.translate(opened, [...RAW_OPTIONS, '-preserve_fid', ...systems], target)
  } finally {
    await gdal.close(opened)
  }
}

/** Warnings are GDAL's own business; errors are the file's. */
const errorsIn = (complaints: readonly string[]) => complaints.filter((line) => /^ERROR/.test(line))
