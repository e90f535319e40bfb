import { expect, test } from 'vitest'
import type { OutlineCollection } from '../../../src/gazetteer/schemas.ts'
import { isWithin, lightShapes, pixelsOff } from './overlays.ts'
import { overlaysOf, overlaysWord } from './view.ts'

const outlines = {
  features: [
    {
      id: '450500',
      properties: { label: [109.1, 21.6] },
      geometry: {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [109, 21.5],
              [109.4, 21.5],
              [109.4, 21.9],
              [109, 21.9],
            ],
            [
              [109.1, 21.7],
              [109.2, 21.7],
              [109.2, 21.8],
              [109.1, 21.8],
            ],
          ],
        ],
      },
    },
  ],
} as unknown as OutlineCollection

test('[BLU-63] a city is told by a place in it, not by one in its holes or beyond it', () => {
  const places = [
    [109.05, 21.6],
    [109.15, 21.75],
    [108.9, 21.6],
  ]
  expect(places.map((place) => isWithin(outlines, '450500', place))).toEqual([true, false, false])
  expect(isWithin(outlines, '450600', [109.05, 21.6])).toBe(false)
})

test('[BLU-63] a project is near by as many pixels as lie between', () => {
  const pixel = 360 / 512 / 2 ** 10
  expect(pixelsOff({ type: 'Point', coordinates: [109 + 5 * pixel, 0] }, [109, 0], 10)).toBeCloseTo(5)
  const line = {
    type: 'LineString',
    coordinates: [
      [109 - 20 * pixel, 3 * pixel],
      [109 + 20 * pixel, 3 * pixel],
    ],
  }
  expect(pixelsOff(line, [109, 0], 10)).toBeCloseTo(3)
  expect(pixelsOff(line, [109 + 24 * pixel, 0], 10)).toBeCloseTo(5)
})

test('[BLU-63] a city shows its worst light and how many have it; one without tasks shows none', () => {
  const place = { code: '450500', name: '北海市', level: 'city', redBefore: null }
  const [shape] = lightShapes([{ ...place, lights: { yellow: 2, green: 5 } }], outlines).features
  expect(shape?.properties).toMatchObject({ light: 'yellow', count: 2, total: 7 })
  expect(lightShapes([{ ...place, lights: {} }], outlines).features).toEqual([])
  expect(lightShapes([{ ...place, code: '450900', lights: { red: 1 } }], outlines).features).toEqual([])
})

test('[BLU-57] what is laid over the map is switched one by one', () => {
  expect(overlaysOf('projects,lights,other')).toEqual(['projects', 'lights'])
  expect(overlaysWord('projects', 'lights', true)).toBe('projects,lights')
  expect(overlaysWord('projects,lights', 'projects', false)).toBe('lights')
  expect(overlaysWord('lights', 'lights', false)).toBeUndefined()
})
