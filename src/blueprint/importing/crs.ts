import type { Box, Position } from '../geometry/geojson.ts'
import type { CrsProposal } from './types.ts'

/** Where anything in China lies: degrees, and metres of Gauss-Krüger grids and of Web Mercator. */
const LNG = [73, 136] as const
const LAT = [3, 54] as const
const NORTHING = [300_000, 6_000_000] as const
const EASTING = [100_000, 900_000] as const
const MERCATOR_X = [8_126_000, 15_140_000] as const
const MERCATOR_Y = [330_000, 7_170_000] as const

const within = (low: number, high: number, [from, to]: readonly [number, number]) => low >= from && high <= to

type Proposed = Omit<CrsProposal, 'centre'>

/**
 * Coordinate systems that the numbers of a file make sense in, the likeliest first: degrees; Gauss-Krüger of CGCS2000
 * with the zone's number in front of the easting; without it, any central meridian (those near `about` first); Web
 * Mercator. Each also with the axes swapped, as surveyors write them (X is north). EPSG codes: territory, `crs`.
 * @param about longitude about which the data is expected
 */
export function proposeCrs([west, south, east, north]: Box, about = 108.5): Proposed[] {
  const straight = proposalsFor(west, south, east, north, about).map((one) => ({ ...one, swapAxes: false }))
  const swapped = proposalsFor(south, west, north, east, about).map((one) => ({ ...one, swapAxes: true }))
  // Northings and eastings without a zone overlap: then the order that the format prescribes comes first.
  return [...straight, ...swapped]
}

function proposalsFor(
  west: number,
  south: number,
  east: number,
  north: number,
  about: number,
): Omit<Proposed, 'swapAxes'>[] {
  if (within(west, east, LNG) && within(south, north, LAT))
    return [{ crs: 'EPSG:4490', name: 'CGCS2000', why: 'degrees' }]
  const found: Omit<Proposed, 'swapAxes'>[] = []
  if (within(south, north, NORTHING)) {
    const zone = Math.floor(west / 1e6)
    const isOneZone = Math.floor(east / 1e6) === zone && within(west - zone * 1e6, east - zone * 1e6, EASTING)
    if (isOneZone && zone >= 25 && zone <= 45)
      found.push({
        crs: `EPSG:${4513 + zone - 25}`,
        name: `CGCS2000 / 3-degree Gauss-Kruger zone ${zone}`,
        why: 'zone_in_easting',
      })
    if (isOneZone && zone >= 13 && zone <= 23)
      found.push({
        crs: `EPSG:${4491 + zone - 13}`,
        name: `CGCS2000 / Gauss-Kruger zone ${zone}`,
        why: 'zone_in_easting',
      })
    if (zone === 0 && within(west, east, EASTING)) found.push(...meridians(about))
  }
  if (within(west, east, MERCATOR_X) && within(south, north, MERCATOR_Y))
    found.push({ crs: 'EPSG:3857', name: 'WGS 84 / Pseudo-Mercator', why: 'web_mercator' })
  return found
}

/** Gauss-Krüger grids whose easting has no zone number, those about the longitude first. */
function meridians(about: number): Omit<Proposed, 'swapAxes'>[] {
  const near = (meridian: number) => Math.abs(meridian - about)
  const three = [75, 78, 81, 84, 87, 90, 93, 96, 99, 102, 105, 108, 111, 114, 117, 120, 123, 126, 129, 132, 135]
    .toSorted((one, other) => near(one) - near(other))
    .slice(0, 4)
    .map((meridian) => ({
      crs: `EPSG:${4534 + (meridian - 75) / 3}`,
      name: `CGCS2000 / 3-degree Gauss-Kruger CM ${meridian}E`,
      why: 'three_degree' as const,
    }))
  const six = [75, 81, 87, 93, 99, 105, 111, 117, 123, 129, 135]
    .toSorted((one, other) => near(one) - near(other))
    .slice(0, 2)
    .map((meridian) => ({
      crs: `EPSG:${4502 + (meridian - 75) / 6}`,
      name: `CGCS2000 / Gauss-Kruger CM ${meridian}E`,
      why: 'six_degree' as const,
    }))
  return [...three, ...six]
}

/** Systems in degrees that agree with CGCS2000 to some centimetres: their numbers are taken as they are. */
const SAME = new Set(['EPSG:4490', 'EPSG:4326', 'EPSG:4979', 'EPSG:4480', 'OGC:CRS84', 'CRS84'])
export const isSameAsOurs = (crs: string) => SAME.has(crs.toUpperCase())

/** Whether a system, by its name or text, rests on another datum than CGCS2000 or WGS 84: shifting costs metres. */
export const isOtherDatum = (description: string) =>
  !/china[ _]*2000|CGCS[ _]*2000|China[ _]Geodetic[ _]Coordinate[ _]System[ _]2000|WGS[ _]*(?:19)?84/i.test(description)

/** The middle of a box, axes in our order. */
export function middleOf([west, south, east, north]: Box, swapAxes: boolean): Position {
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  return swapAxes ? [y, x] : [x, y]
}
