import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaOf } from '../ellipsoid.ts'
import type { Geometry, Position } from '../geometry/geojson.ts'
import { KIND_CODES, type Kind, shapeOf } from '../kinds.ts'
import { SITING_RULES } from '../rules/sitingRules.ts'
import { assess, type GroundFeature, type UnknownGround, verdictOf } from './assess.ts'

const LAYER = '00000000-0000-4000-8000-000000000001'
const KNOWN: UnknownGround = { areaM2: 0, lengthM: null, share: 0 }
const box = (lng: number, lat: number, width = 0.01, height = width): Geometry => {
  const ring: Position[] = [
    [lng, lat],
    [lng + width, lat],
    [lng + width, lat + height],
    [lng, lat + height],
    [lng, lat],
  ]
  return { type: 'MultiPolygon', coordinates: [[ring]] }
}
const line = (...coordinates: Position[]): Geometry => ({ type: 'MultiLineString', coordinates: [coordinates] })
let next = 0
const feature = (kind: Kind, geometry: Geometry, of: string | null = null): GroundFeature => ({
  ...{ id: ++next, layerId: LAYER, kind, class: of, key: `F${next}`, name: '', geometry },
})
const SITE = box(109, 21.4)
const checked = (features: GroundFeature[], site: Geometry = SITE, unknown = KNOWN) =>
  assess(site, features, SITING_RULES, unknown)

describe('the verdict', () => {
  test.each([
    ['no', ['yes', 'condition', 'no'], 0],
    ['no', ['no'], 1],
    ['condition', ['yes', 'condition'], 0],
    ['condition', ['condition'], 0.5],
    ['unknown', ['yes'], 0.5],
    ['unknown', ['yes'], 0.001],
    ['unknown', [], 1],
    ['unknown', [], 0],
    ['yes', ['yes'], 0],
    ['yes', ['yes', 'yes'], 0.0005],
  ] as const)('[BLU-70] is %s of %j with %d unknown', (verdict, permissions, share) =>
    expect(verdictOf(permissions, { areaM2: null, lengthM: null, share })).toBe(verdict),
  )

  test('[BLU-70] farmland forbids what the urban boundary permits; the red line makes conditions', () => {
    const town = feature('urban_boundary', box(108.99, 21.39, 0.1), 'concentrated')
    expect(checked([town]).verdict).toBe('yes')
    expect(checked([town, feature('ecological_red_line', box(109.005, 21.4), 'general')]).verdict).toBe('condition')
    const { verdict, touched, rules } = checked([town, feature('permanent_farmland', box(109.005, 21.4))])
    expect(verdict).toBe('no')
    expect(touched.map(({ permits }) => permits)).toEqual(['no', 'yes'])
    expect(rules.map(({ code }) => code)).toEqual(['permanent_farmland', 'urban_boundary.concentrated'])
  })

  test('[BLU-70] what no rule is about is a condition: somebody has to look', () => {
    const { verdict, touched } = assess(
      SITE,
      [feature('station', { type: 'Point', coordinates: [109.005, 21.405] })],
      [],
      KNOWN,
    )
    expect([verdict, touched[0]?.rule]).toEqual(['condition', null])
  })
})

describe('how much of each', () => {
  test('[BLU-72] half a zone is half of the site, a neighbour is nothing', () => {
    const { touched } = checked([
      feature('agricultural_space', box(109.005, 21.39, 0.1)),
      feature('urban_space', box(109.01, 21.39, 0.1)),
    ])
    expect(touched).toHaveLength(1)
    expect(touched[0]?.share).toBeCloseTo(0.5, 6)
    expect(touched[0]?.areaM2).toBeCloseTo((areaOf(SITE) ?? 0) / 2, -1)
  })

  test('[BLU-72] of a coastline the length inside, of a station that it is there', () => {
    const { touched } = checked([
      feature('coastline', line([108.9, 21.405], [109.1, 21.405]), 'natural'),
      feature('station', { type: 'Point', coordinates: [109.002, 21.402] }),
      feature('station', { type: 'Point', coordinates: [109.02, 21.402] }),
    ])
    const shore = touched.find(({ kind }) => kind === 'coastline')
    // 0.01 degree of longitude at 21.4°: 1037 m on CGCS2000.
    expect(shore?.lengthM).toBeCloseTo(1036.9, 0)
    expect(touched.filter(({ kind }) => kind === 'station')).toHaveLength(1)
  })

  test('[BLU-72] a line that bends in and out of an area with a hole is measured inside only', () => {
    const [[outer = []] = []] = box(109, 21.4, 0.03).coordinates as Position[][][]
    const [[hole = []] = []] = box(109.01, 21.41, 0.01).coordinates as Position[][][]
    const ring: Geometry = { type: 'MultiPolygon', coordinates: [[outer, hole]] }
    const { touched } = checked([feature('agricultural_space', ring)], line([108.99, 21.415], [109.04, 21.415]), {
      ...{ areaM2: null, lengthM: 0, share: 0 },
    })
    expect(touched[0]?.share).toBeCloseTo(0.4, 4)
  })

  test('[BLU-72] two lines cross; a point stands in a zone', () => {
    const across = checked(
      [feature('coastline', line([109.005, 21], [109.005, 22]), 'natural')],
      line([109, 21.4], [109.01, 21.4]),
    )
    expect(across.touched[0]?.crossings).toBe(1)
    const place: Geometry = { type: 'Point', coordinates: [109.005, 21.405] }
    expect(checked([feature('permanent_farmland', SITE)], place).verdict).toBe('no')
    expect(checked([feature('permanent_farmland', box(109.02, 21.4))], place).touched).toEqual([])
  })

  test('[BLU-72] a line along another one is measured, an end that meets counts, and a corner counts once', () => {
    const shore = feature('coastline', line([109, 21.4], [109.01, 21.4], [109.02, 21.41]), 'natural')
    const meeting = (...site: Position[]) => checked([shore], line(...site)).touched[0]
    const beside = meeting([109.002, 21.4], [109.006, 21.4])
    // 0.004 degree of longitude at 21.4°.
    expect([beside?.crossings, beside?.share]).toEqual([0, 1])
    expect(beside?.lengthM).toBeCloseTo(414.8, 0)
    const joins = meeting([109.002, 21.39], [109.002, 21.4], [109.006, 21.4], [109.006, 21.41])
    expect([joins?.crossings, Math.round(joins?.lengthM ?? 0)]).toEqual([0, 415])
    expect(meeting([109.02, 21.41], [109.03, 21.41])?.crossings).toBe(1)
    expect(meeting([109.005, 21.39], [109.005, 21.4], [109.005, 21.41])?.crossings).toBe(1)
    expect(meeting([109.01, 21.39], [109.01, 21.41])?.crossings).toBe(1)
    expect(meeting([109.005, 21.39], [109.005, 21.41], [109.006, 21.39])?.crossings).toBe(2)
  })

  test('[BLU-73] what the database found to meet is touched, measured or not', () => {
    const shore = feature('coastline', line([109, 21.4], [109.01, 21.41]), 'natural')
    const near = checked([shore], line([109.002, 21.4], [109.006, 21.402]))
    expect(near.touched.map(({ unsure, crossings }) => [unsure, crossings])).toEqual([[true, 0]])
    const station = feature('station', { type: 'Point', coordinates: [109.005, 21.4] })
    expect(checked([station], line([109, 21.4], [109.01, 21.4])).touched).toMatchObject([{ unsure: false }])
    const place: Geometry = { type: 'Point', coordinates: [109.005, 21.405] }
    expect(checked([shore, station], place).touched).toMatchObject([{ kind: 'coastline', share: 1 }])
  })

  test('[BLU-73] an overlap a metre wide counts, and is marked', () => {
    const [thin] = checked([feature('permanent_farmland', box(109.00999, 21.4))]).touched
    expect([thin?.permits, thin?.sliver]).toEqual(['no', true])
    const [whole] = checked([feature('permanent_farmland', box(109.005, 21.4))]).touched
    expect(whole?.sliver).toBe(false)
  })

  test('[BLU-72] no part is larger than the site, and a prohibition always decides', () => {
    const areas = KIND_CODES.filter((kind) => shapeOf(kind) === 'area')
    const any = fc.record({
      kind: fc.constantFrom(...areas),
      lng: fc.double({ min: 108.98, max: 109.02, noNaN: true }),
      lat: fc.double({ min: 21.38, max: 21.42, noNaN: true }),
      width: fc.double({ min: 1e-6, max: 0.05, noNaN: true }),
      height: fc.double({ min: 1e-6, max: 0.05, noNaN: true }),
    })
    const whole = areaOf(SITE) ?? 0
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (zones) => {
        const { verdict, touched } = checked(
          zones.map(({ kind, lng, lat, width, height }) => feature(kind, box(lng, lat, width, height))),
        )
        for (const { areaM2, share } of touched) {
          expect(areaM2).toBeLessThanOrEqual(whole)
          expect(share).toBeLessThanOrEqual(1)
        }
        expect(verdict === 'no').toBe(touched.some(({ permits }) => permits === 'no'))
        if (verdict === 'yes') expect(touched.every(({ permits }) => permits === 'yes')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
