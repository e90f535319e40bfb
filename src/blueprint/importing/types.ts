import type { Box, Geometry, Position } from '../geometry/geojson.ts'
import type { FaultFacts, GeometryFaultCode } from '../geometry/normalize.ts'
import type { Kind } from '../kinds.ts'

export type Format = 'geojson' | 'shapefile' | 'geopackage' | 'kml' | 'csv'

/** Which field of the file becomes what; null: none. */
export interface Mapping {
  key: string | null
  name: string | null
  class: string | null
  /** What a value of the class field stands for. Values that are classes themselves need no entry. */
  classes: Record<string, string>
  validFrom: string | null
  validTo: string | null
}

/** What a person chose; what is absent is proposed by the reader. */
export interface ImportSettings {
  /** Name of one of the file's layers. */
  source?: string | undefined
  /** `EPSG:4545` or any other name that PROJ knows. */
  crs?: string | undefined
  /** The file gives latitude or northing first. */
  swapAxes?: boolean | undefined
  encoding?: string | undefined
  /** Columns of a table without geometries. */
  lngField?: string | undefined
  latField?: string | undefined
  mapping?: Partial<Mapping> | undefined
  /** Of the layer it is meant for: which shapes and classes fit. */
  kind?: Kind | undefined
}

export type ProblemCode =
  | GeometryFaultCode
  | 'crs_missing'
  | 'crs_unknown'
  | 'not_reprojectable'
  | 'shape_unfit'
  | 'too_many_vertices'
  | 'key_missing'
  | 'key_twice'
  | 'key_too_long'
  | 'name_too_long'
  | 'class_unknown'
  | 'day_unreadable'
  | 'days_reversed'
  | 'coordinate_unreadable'
  | 'coordinate_missing'
  | 'text_unclean'
  | 'reading_error'

/** One thing that is wrong: where in the file, where on the map, what was found, and how it would be put right. */
export interface Problem {
  /** From 1, in the order of the file; null: of the file as a whole. */
  feature: number | null
  key: string | null
  field: string
  code: ProblemCode
  severity: 'fatal' | 'curable'
  place: Position | null
  facts: FaultFacts
  /** In English. */
  detail: string
  cure?: { before: unknown; after: Geometry; areaBeforeM2: number | null; areaAfterM2: number | null }
}

/** A coordinate system that the file's numbers would make sense in, and where they would lie. */
export interface CrsProposal {
  crs: string
  name: string
  swapAxes: boolean
  /** Where the middle of the data would lie, in degrees. */
  centre: Position | null
  why: 'degrees' | 'zone_in_easting' | 'three_degree' | 'six_degree' | 'web_mercator'
}

export interface FieldFacts {
  name: string
  type: string
  /** Some values, as text. */
  samples: string[]
  /** All values where there are few, else null. */
  values: string[] | null
  isUnique: boolean
}

/** What reading a file found out. */
export interface Reading {
  format: Format
  layers: { name: string; features: number }[]
  source: string
  encoding: { name: string; from: 'file' | 'detected' | 'chosen' } | null
  crs: { code: string; name: string; from: 'file' | 'chosen' | 'format'; swapAxes: boolean; otherDatum: boolean } | null
  proposals: CrsProposal[]
  /** West, south, east, north as the file's own numbers. */
  extent: Box | null
  fields: FieldFacts[]
  coordinateFields: { lng: string; lat: string } | null
  mapping: Mapping
  features: number
  vertices: number
  shapes: { areas: number; lines: number; points: number }
  areaM2: number | null
  lengthM: number | null
  bbox: Box | null
  problems: { fatal: number; curable: number; items: Problem[] }
  samples: Record<string, unknown>[]
  preview: { type: 'FeatureCollection'; features: unknown[] }
}

/** A feature as it lies in the file that reading leaves behind, one a line. */
export interface StagedLine {
  type: 'Feature'
  properties: {
    n: number
    key: string
    name: string
    class: string | null
    validFrom: string | null
    validTo: string | null
    /** JSON: GDAL, which reads these lines too, knows no objects. */
    attributes: string
  }
  geometry: Geometry
}
