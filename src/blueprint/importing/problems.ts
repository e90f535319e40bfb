import { GEOMETRY_FAULTS } from '../geometry/normalize.ts'
import { IMPORT_LIMITS } from './limits.ts'
import type { Problem, ProblemCode } from './types.ts'

/** What was expected where something is wrong. */
export const EXPECTED: Readonly<Record<ProblemCode, string>> = {
  missing: 'a geometry',
  empty: 'a geometry with coordinates',
  mixed: 'one point, line or area, not a collection',
  unknown_type: 'a point, line or area',
  not_a_number: 'two numbers a position',
  axes_swapped: 'longitude (or easting) first; choose the swapped axes if the file gives latitude first',
  projected: 'degrees; choose the coordinate system of the file',
  outside: 'a place in China: longitude 73 to 136, latitude 3 to 54',
  too_few_points: 'at least two different positions a line, four a ring',
  three_d: 'two numbers a position; heights are left out',
  ring_open: 'a ring that ends where it begins',
  ring_order: 'outer rings counter-clockwise, holes clockwise',
  repeated_points: 'each position once in a row',
  invalid: 'rings that cross neither themselves nor each other, holes within their outer ring',
  crs_missing: 'a coordinate system (.prj); choose one of those proposed',
  crs_unknown: 'a coordinate system that PROJ knows, such as EPSG:4545',
  not_reprojectable: 'coordinates within the range of the coordinate system',
  shape_unfit: 'the shape of the layer’s kind',
  too_many_vertices: `at most ${IMPORT_LIMITS.featureVertices} positions a feature`,
  key_missing: 'a key',
  key_twice: 'a key once in the file',
  key_too_long: 'at most 200 characters',
  name_too_long: 'at most 300 characters',
  class_unknown: 'a class of the kind; say what the value stands for',
  day_unreadable: 'a day such as 2020-01-31',
  days_reversed: 'a last day that is not before the first',
  coordinate_unreadable: 'a number, or degrees such as 109°30′00″',
  text_unclean: 'text without characters that cannot be seen',
  reading_error: 'a feature that can be read',
}

const severityOf = (code: ProblemCode): Problem['severity'] =>
  code in GEOMETRY_FAULTS ? GEOMETRY_FAULTS[code as keyof typeof GEOMETRY_FAULTS] : 'fatal'

/** Gathers problems: the first of them one by one, all of them counted. */
export class Problems {
  readonly items: Problem[] = []
  fatal = 0
  curable = 0

  add(problem: Omit<Problem, 'severity' | 'expected'> & { expected?: string; severity?: Problem['severity'] }): void {
    const { code, severity = severityOf(code), expected = EXPECTED[code] } = problem
    if (severity === 'fatal') this.fatal++
    else this.curable++
    if (this.items.length < IMPORT_LIMITS.problems) this.items.push({ ...problem, severity, expected })
  }
}
