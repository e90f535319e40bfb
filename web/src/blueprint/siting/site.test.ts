import { describe, expect, test } from 'vitest'
import {
  geometryOf,
  isSiteWord,
  MOST_POSITIONS,
  placeOfGeometry,
  shapesOf,
  siteOfWord,
  siteWord,
  withPosition,
} from './site.ts'

describe('[BLU-57] a drawn site stands in the address', () => {
  test('it is read back as it was written, to a tenth of a metre', () => {
    const site = {
      shape: 'area',
      positions: [
        [109.1234567, 21.4],
        [109.2, -21.4],
      ],
    } as const
    const word = siteWord(site)
    expect(word).toBe('area:109.123457,21.4;109.2,-21.4')
    expect(isSiteWord(word)).toBe(true)
    expect(siteOfWord(word)).toEqual({
      shape: 'area',
      positions: [
        [109.123457, 21.4],
        [109.2, -21.4],
      ],
    })
    expect(isSiteWord(siteWord({ shape: 'line', positions: [] }))).toBe(true)
  })

  test.each(['', 'area', 'square:1,2', 'area:1', 'area:1,2;x,3', 'area:NaN,1', `line:${'1,2;'.repeat(90)}`])(
    'the word %s is none',
    (word) => expect(isSiteWord(word)).toBe(false),
  )

  test('an area needs three points, a line two; a point stands at the newest', () => {
    let site = siteOfWord(undefined)
    for (const at of [
      [109, 21],
      [109.1, 21],
    ] as const)
      site = withPosition(site, at)
    expect(geometryOf(site)).toBeNull()
    expect(shapesOf(null, site)?.features.map(({ geometry }) => geometry.type)).toEqual([
      'LineString',
      'Point',
      'Point',
    ])
    site = withPosition(site, [109.1, 21.1])
    expect(geometryOf(site)).toMatchObject({ type: 'Polygon' })
    const point = withPosition(withPosition({ shape: 'point', positions: [] }, [1, 2]), [3, 4])
    expect(geometryOf(point)).toEqual({ type: 'Point', coordinates: [3, 4] })
    let line: ReturnType<typeof siteOfWord> = { shape: 'line', positions: [] }
    for (let place = 0; place < 200; place++) line = withPosition(line, [place / 10, 1])
    expect(line.positions).toHaveLength(MOST_POSITIONS)
  })

  test('the map goes to the middle of a project’s place', () => {
    expect(placeOfGeometry({ coordinates: [108.62, 21.95] })).toBe('108.62000,21.95000,11')
    expect(
      placeOfGeometry({
        coordinates: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      }),
    ).toBe('3.00000,4.00000,11')
    expect(placeOfGeometry({})).toBeUndefined()
  })
})
