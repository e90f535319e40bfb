import type { Gdal } from './gdal.ts'

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
}

/** Writes features into a file of another format. @returns its path: for a shapefile, that of its .shp */
export async function writeExport(
  gdal: Gdal,
  { format, lines, folder, name }: ExportRequest,
): Promise<{ path: string }> {
  const opened = await gdal.open(lines)
  const options =
    format === 'gpkg'
      ? ['-f', 'GPKG', '-nln', name, '-lco', 'GEOMETRY_NAME=geometry']
      : ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8']
  const path = await gdal.translate(opened, [...options, '-a_srs', 'EPSG:4490'], `${folder}/layer`)
  await gdal.close(opened)
  return { path }
}
