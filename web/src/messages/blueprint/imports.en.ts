import type { Worded } from '../worded.ts'
import type { importsZh } from './imports.zh-CN.ts'

export const importsEn: Worded<typeof importsZh> = {
  faults: {
    missing: { title: 'No geometry', expected: 'a geometry', found: 'none' },
    empty: { title: 'Empty geometry', expected: 'a geometry with coordinates', found: '{{type}} without coordinates' },
    mixed: {
      title: 'Several kinds of geometry in one',
      expected: 'one point, line or area',
      found: 'a collection of geometries',
    },
    unknown_type: { title: 'Unknown type of geometry', expected: 'a point, line or area', found: '{{type}}' },
    not_a_number: { title: 'A coordinate is no number', expected: 'two numbers a position', found: '{{value}}' },
    axes_swapped: {
      title: 'Axes swapped (latitude first)',
      expected: 'longitude (or easting) first; tick “latitude, or northing, first” if the file gives it so',
      found: '{{value}}',
    },
    projected: {
      title: 'Coordinates are no degrees',
      expected: 'degrees; choose the coordinate system of the file',
      found: '{{value}}',
    },
    outside: { title: 'Not in China', expected: 'between 73° and 136° E, 3° and 54° N', found: '{{value}}' },
    too_few_points: {
      title: 'Too few points',
      expected: 'at least 2 different points a line, 4 a ring',
      found: '{{positions}} points',
    },
    three_d: {
      title: 'Has heights',
      expected: 'two numbers a position (heights are left out)',
      found: '{{numbers}} numbers a position',
    },
    ring_open: {
      title: 'A ring is open',
      expected: 'a ring that ends where it begins',
      found: 'ends that do not meet',
    },
    ring_order: {
      title: 'A ring runs the wrong way',
      expected: 'outer rings counter-clockwise, holes clockwise',
      found: 'the other way',
    },
    repeated_points: {
      title: 'A point is repeated',
      expected: 'each point once in a row',
      found: 'the same point twice in a row',
    },
    invalid: {
      title: 'Crosses itself',
      expected: 'rings that cross neither themselves nor each other, holes within their outer ring',
      found: '{{reason}}',
    },
    crs_missing: {
      title: 'No coordinate system',
      expected: 'a coordinate system (.prj); choose one of those proposed',
      found: 'none',
    },
    crs_unknown: {
      title: 'Unknown coordinate system',
      expected: 'a known coordinate system, such as EPSG:4545',
      found: '{{crs}}',
    },
    not_reprojectable: {
      title: 'Outside of the coordinate system',
      expected: 'coordinates within the range of the coordinate system',
      found: 'coordinates outside of it',
    },
    shape_unfit: { title: 'Not the shape of the layer’s kind', expected: '{{wanted}}', found: '{{given}}' },
    too_many_vertices: {
      title: 'Too many points',
      expected: 'at most {{most}} points a feature',
      found: '{{positions}} points',
    },
    key_missing: { title: 'No key', expected: 'a key for each feature', found: 'nothing' },
    key_twice: {
      title: 'The key stands twice',
      expected: 'each key once in the file',
      found: 'the key of feature {{first}}',
    },
    key_too_long: { title: 'The key is too long', expected: 'at most 200 characters', found: '{{length}} characters' },
    name_too_long: {
      title: 'The name is too long',
      expected: 'at most 300 characters',
      found: '{{length}} characters',
    },
    class_unknown: {
      title: 'Unknown class',
      expected: '{{classes}}; say in the step “Fields” what the value stands for',
      found: '{{value}}',
    },
    day_unreadable: { title: 'Not a day', expected: 'a day such as 2020-01-31', found: '{{value}}' },
    days_reversed: {
      title: 'Ends before it begins',
      expected: 'a last day that is not before the first',
      found: '{{from}} to {{to}}',
    },
    coordinate_unreadable: {
      title: 'Not a coordinate',
      expected: 'a number, or degrees such as 109°30′00″',
      found: '{{value}}',
    },
    coordinate_missing: {
      title: 'No coordinate',
      expected: 'a number, or degrees such as 109°30′00″',
      found: 'nothing',
    },
    text_unclean: {
      title: 'Holds characters that cannot be seen',
      expected: 'text without characters that cannot be seen',
      found: '{{value}} (what cannot be seen shows as ␀)',
    },
    reading_error: { title: 'Could not be read', expected: 'a feature that can be read', found: '{{said}}' },
  },
  reasons: {
    self_intersection: 'it crosses itself',
    ring_self_intersection: 'a ring crosses itself',
    hole_outside: 'a hole outside the outer ring',
    holes_nested: 'a hole within a hole',
    shells_nested: 'an outer ring within another',
    duplicate_rings: 'the same ring twice',
    disconnected: 'an interior in pieces',
    too_few_points: 'a ring of too few points',
    invalid_coordinate: 'an invalid coordinate',
    not_closed: 'an open ring',
    other: '{{said}}',
  },
  shapes: { area: 'area', line: 'line', point: 'point', any: 'point, line or area' },
  formats: { geojson: 'GeoJSON', shapefile: 'Shapefile', geopackage: 'GeoPackage', kml: 'KML', csv: 'CSV' },
  states: { reading: 'Being read', ready: 'Ready', refused: 'Refused', applied: 'Applied' },
  severities: { fatal: 'Correct the file', curable: 'Can be cured' },
  steps: { unpack: 'Unpacking', read: 'Reading', stage: 'Sorting', check: 'Checking geometries' },
  modes: {
    correction: 'Correction: what stood there was wrong',
    succession: 'Succession: it held until the day before',
  },
}
