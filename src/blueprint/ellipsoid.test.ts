import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/support/index.ts'
import { areaOf, distance, type Ellipsoid, lengthOf, perimeterOf, ringArea } from './ellipsoid.ts'
import type { Geometry, Position, Ring } from './geometry/geojson.ts'
import { wkbOf } from './geometry/wkb.ts'

const WGS84: Ellipsoid = { a: 6378137, f: 1 / 298.257223563 }
/** Latitude first, as GeographicLib prints its polygons. */
const ringOf = (...positions: [number, number][]): Ring => {
  const ring = positions.map(([lat, lng]): Position => [lng, lat])
  return [...ring, ring[0] as Position]
}

/** Polygons that the tests of GeographicLib (Planimeter, C. Karney) state area and perimeter of. */
const PUBLISHED: [name: string, ring: Ring, area: number, perimeter: number][] = [
  ['a diamond about the equator', ringOf([0, -1], [-1, 0], [0, 1], [1, 0]), 24619419146.0, 627598.2731],
  // The pole stands twice in it: once for each of the meridians that meet there.
  ['an eighth of the earth', ringOf([90, 0], [0, 0], [0, 90], [90, 90]), 63758202715511.0, 30022685.0],
]

describe('[BLU-1] areas and lengths on the ellipsoid', () => {
  test.each(PUBLISHED)('are those that GeographicLib states: %s', (_name, ring, area, perimeter) => {
    expect(Math.abs(Math.abs(ringArea(ring, WGS84)) / area - 1)).toBeLessThan(1e-6)
    const geometry: Geometry = { type: 'MultiPolygon', coordinates: [[ring]] }
    expect(Math.abs((perimeterOf(geometry, WGS84) ?? 0) / perimeter - 1)).toBeLessThan(1e-6)
  })

  test('a distance is the one that Vincenty and Karney agree on', () => {
    // GeographicLib's example: New York (JFK) to London (LHR).
    const from: Position = [-73.8, 40.6]
    const to: Position = [-0.5, 51.6]
    expect(distance(from, to, WGS84)).toBeCloseTo(5551759.4, 0)
  })

  const database = withDatabase()
  const square = (lng: number, lat: number, size: number): Ring => [
    [lng, lat],
    [lng + size, lat],
    [lng + size, lat + size],
    [lng, lat + size],
    [lng, lat],
  ]
  const shapes: [name: string, geometry: Geometry][] = [
    ['a parcel of 10 m', { type: 'MultiPolygon', coordinates: [[square(108.123456789, 21.5, 0.0001)]] }],
    ['half a degree', { type: 'MultiPolygon', coordinates: [[square(109, 21, 0.5)]] }],
    ['five degrees in the north', { type: 'MultiPolygon', coordinates: [[square(120, 46, 5)]] }],
    ['a hole', { type: 'MultiPolygon', coordinates: [[square(109, 21, 0.5), square(109.1, 21.1, 0.2).toReversed()]] }],
    [
      'two parts',
      { type: 'MultiPolygon', coordinates: [[square(109, 21, 0.02)], [square(113, 23, 0.3).toReversed()]] },
    ],
  ]

  test.each(shapes)('agree with PostGIS to one part in a million: %s', async (_name, geometry) => {
    const { rows } = await sql<{ area: number; perimeter: number }>`
      select st_area(g::geography) as area, st_perimeter(g::geography) as perimeter
      from (select st_geomfromwkb(${wkbOf(geometry)}, 4490) as g) x`.execute(database.handle.kysely)
    const [row] = rows
    expect(Math.abs((areaOf(geometry) ?? 0) / (row?.area ?? 1) - 1)).toBeLessThan(1e-6)
    expect(Math.abs((perimeterOf(geometry) ?? 0) / (row?.perimeter ?? 1) - 1)).toBeLessThan(1e-6)
  })

  test('of a line there is a length and no area, of a point neither', () => {
    const line: Geometry = {
      type: 'MultiLineString',
      coordinates: [
        [
          [109, 21],
          [109, 22],
        ],
      ],
    }
    expect([areaOf(line), Math.round((lengthOf(line) ?? 0) / 1000)]).toEqual([null, 111])
    expect([
      areaOf({ type: 'Point', coordinates: [109, 21] }),
      lengthOf({ type: 'Point', coordinates: [109, 21] }),
    ]).toEqual([null, null])
  })
})
