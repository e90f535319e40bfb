import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Gdal } from './gdal.ts'
import { packZip } from './zipOut.ts'

/** Formats of downloads that GDAL writes. */
export type ExportFormat = 'gpkg' | 'shp'

export interface ExportRequest {
  work: 'export'
  format: ExportFormat
  /** GeoJSON features, one a line. */
  lines: string
  folder: string
  /** Of the layer, in the file. */
  name: string
  /** Of what is written into the folder, without extension. */
  target: string
}

/** Writes features into a file of another format. @returns its path: for a shapefile, that of its .shp */
export async function writeExport(
  gdal: Gdal,
  { format, lines, folder, name, target }: ExportRequest,
): Promise<{ path: string }> {
  const opened = await gdal.open(lines)
  const options =
    format === 'gpkg'
      ? ['-f', 'GPKG', '-nln', name, '-lco', 'GEOMETRY_NAME=geometry']
      : ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8']
  const path = await gdal.translate(opened, [...options, '-a_srs', 'EPSG:4490'], `${folder}/${target}`)
  await gdal.close(opened)
  return { path }
}

export interface PackRequest {
  work: 'pack'
  folder: string
  /** Of the layer. */
  name: string
  /** What is packed: a file of the folder, and its name in the archive. */
  files: readonly { file: string; name: string }[]
}

/** Packs files of a folder into an archive there. */
export async function writePack({ folder, files }: PackRequest): Promise<{ path: string }> {
  const read = await Promise.all(
    files.map(async ({ file, name }) => ({ name, bytes: await readFile(join(folder, file)) })),
  )
  const path = join(folder, 'packed.zip')
  await writeFile(path, packZip(read))
  return { path }
}
