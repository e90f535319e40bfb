import type { FeatureCollection } from 'geojson'
import type { FilterSpecification } from './maplibre.ts'

// What several parts of the style are made of.

export const IS_AREA: FilterSpecification = ['match', ['geometry-type'], ['Polygon', 'MultiPolygon'], true, false]
export const IS_LINE: FilterSpecification = ['match', ['geometry-type'], ['LineString', 'MultiLineString'], true, false]
export const IS_POINT: FilterSpecification = ['match', ['geometry-type'], ['Point', 'MultiPoint'], true, false]

/** Of the machine: no letter comes from the net. */
export const FONTS = ['Source Han Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif']

export const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }
