import type { FaultFacts } from './geometry/normalize.ts'
import { IMPORT_LIMITS } from './importing/limits.ts'
import type { ProblemCode } from './importing/types.ts'

/** Why areas are not valid, as GEOS says it. Codes are public: pages have words for them. */
const REASONS = {
  self_intersection: 'Self-intersection',
  ring_self_intersection: 'Ring Self-intersection',
  hole_outside: 'Hole lies outside shell',
  holes_nested: 'Holes are nested',
  shells_nested: 'Nested shells',
  duplicate_rings: 'Duplicate Rings',
  disconnected: 'Interior is disconnected',
  too_few_points: 'Too few points in geometry component',
  invalid_coordinate: 'Invalid Coordinate',
  not_closed: 'Ring is not closed',
} as const
export type ReasonCode = keyof typeof REASONS | 'other'

/** The facts of GEOS's words: their code, and beside `other` the words themselves. */
export function reasonFacts(said: string): FaultFacts & { reason: ReasonCode } {
  const known = (Object.keys(REASONS) as (keyof typeof REASONS)[]).find((code) => REASONS[code] === said)
  return known ? { reason: known } : { reason: 'other', said }
}

/** In English what was expected and what was found; `{…}` is one of the fault's facts. */
const WORDS: Readonly<Record<ProblemCode, readonly [expected: string, found: string]>> = {
  missing: ['a geometry', 'no geometry'],
  empty: ['a geometry with coordinates', '{type} without coordinates'],
  mixed: ['one point, line or area', 'a collection of geometries'],
  unknown_type: ['a point, line or area', '{type}'],
  not_a_number: ['two numbers a position', '{value}'],
  axes_swapped: [
    'longitude (or easting) first; choose the swapped axes if the file gives latitude first',
    'the position {value}',
  ],
  projected: ['degrees; choose the coordinate system of the file', 'the position {value}'],
  outside: ['a place in China: longitude 73 to 136, latitude 3 to 54', 'the position {value}'],
  too_few_points: ['at least two different positions a line, four a ring', 'a {part} of {positions} positions'],
  three_d: ['two numbers a position; heights are left out', '{numbers} numbers a position'],
  ring_open: ['a ring that ends where it begins', 'a ring whose ends do not meet'],
  ring_order: ['outer rings counter-clockwise, holes clockwise', 'a {part} that runs the other way'],
  repeated_points: ['each position once in a row', 'the same position twice in a row'],
  invalid: ['rings that cross neither themselves nor each other, holes within their outer ring', '{reason}'],
  crs_missing: ['a coordinate system (.prj); choose one of those proposed', 'none'],
  crs_unknown: ['a coordinate system that PROJ knows, such as EPSG:4545', '{crs} ({said})'],
  not_reprojectable: ['coordinates within the range of the coordinate system', 'coordinates outside of it'],
  shape_unfit: ['the shape of the layer’s kind ({wanted})', '{given}'],
  too_many_vertices: [`at most ${IMPORT_LIMITS.featureVertices} positions a feature`, '{positions} positions'],
  key_missing: ['a key', 'nothing'],
  key_twice: ['a key once in the file', 'the key of feature {first}'],
  key_too_long: ['at most 200 characters', '{length} characters'],
  name_too_long: ['at most 300 characters', '{length} characters'],
  class_unknown: ['a class of the kind ({classes}); say what the value stands for', '{value}'],
  day_unreadable: ['a day such as 2020-01-31', '{value}'],
  days_reversed: ['a last day that is not before the first', '{from} to {to}'],
  coordinate_unreadable: ['a number, or degrees such as 109°30′00″', '{value}'],
  coordinate_missing: ['a number, or degrees such as 109°30′00″', 'nothing'],
  text_unclean: ['text without characters that cannot be seen', '{value}'],
  reading_error: ['a feature that can be read', '{said}'],
}

function filled(words: string, facts: FaultFacts): string {
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name] ?? ''
    if (name !== 'reason') return [fact].flat().join(', ')
    return fact === 'other' ? String(facts.said) : REASONS[fact as keyof typeof REASONS]
  })
}

/** What was found, in English. */
export const foundOf = (code: ProblemCode, facts: FaultFacts): string => filled(WORDS[code][1], facts)

/** What was expected and what was found, in English: for programs and logs; pages say it in their reader's words. */
export const detailOf = (code: ProblemCode, facts: FaultFacts): string =>
  `Expected ${filled(WORDS[code][0], facts)}; found ${foundOf(code, facts)}.`
