import type { Box } from '../geometry/geojson.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
export const EPSG_4490 = 'http://www.opengis.net/def/crs/EPSG/0/4490'
export const EPSG_4326 = 'http://www.opengis.net/def/crs/EPSG/0/4326'

/** Coordinate systems of answers and boxes. What is stored is CGCS2000; WGS 84 agrees with it to some centimetres. */
export const CRS_LIST = [CRS84, EPSG_4490, EPSG_4326] as const

/** EPSG's geographic systems give latitude first, CRS84 longitude (OGC 18-058r1, 6.2). */
export const isLatitudeFirst = (crs: string) => crs !== CRS84

/** @throws Refusal ogc_parameter_invalid */
export function knownCrs(parameter: string, given: string | undefined): string {
  const crs = given ?? CRS84
  if (!CRS_LIST.some((known) => known === crs))
    throw refusals.ogcParameterInvalid(parameter, CRS_LIST.join(' or '), crs)
  return crs
}

/** The box of a `bbox` parameter, longitude first; heights of six numbers are left out. @throws Refusal ogc_parameter_invalid */
export function boxOfQuery(text: string | undefined, crs: string): Box | undefined {
  if (text === undefined) return undefined
  const numbers = text.split(',').map(Number)
  const isSix = numbers.length === 6
  const [one, two, three, four] = isSix ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers
  const isNumeric = numbers.every(Number.isFinite) && (numbers.length === 4 || isSix)
  if (!isNumeric || one === undefined || two === undefined || three === undefined || four === undefined)
    throw refusals.ogcParameterInvalid('bbox', 'four numbers (or six), lower corner first', text)
  const [west, south, east, north] = isLatitudeFirst(crs) ? [two, one, four, three] : [one, two, three, four]
  if (west > east || south > north)
    throw refusals.ogcParameterInvalid('bbox', 'a lower corner before an upper one; none of ours crosses 180°', text)
  return [west, south, east, north]
}

/** First and last day of a `datetime` parameter; null: open. @throws Refusal ogc_parameter_invalid */
export function daysOf(text: string | undefined): { from: string | null; to: string | null } | undefined {
  if (text === undefined) return undefined
  const dayOf = (moment: string) => {
    if (moment === '' || moment === '..') return null
    const isMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[-+]\d{2}:\d{2}))?$/.test(moment)
    if (!isMoment || Number.isNaN(Date.parse(moment)))
      throw refusals.ogcParameterInvalid('datetime', 'a day or moment (RFC 3339), or two with / between them', text)
    return moment.slice(0, 10)
  }
  const [from = '', to, ...rest] = text.split('/')
  if (rest.length > 0) throw refusals.ogcParameterInvalid('datetime', 'a day, or two with / between them', text)
  if (to === undefined) return { from: dayOf(from), to: dayOf(from) }
  return { from: dayOf(from), to: dayOf(to) }
}
