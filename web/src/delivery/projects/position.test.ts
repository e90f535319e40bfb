import { expect, test } from 'vitest'
import { geometryOf, positionsFrom, positionsText } from './position.ts'

test.each([
  ['109.52,21.61', { type: 'Point', coordinates: [109.52, 21.61] }],
  [
    '109.5，21.6\n109.6 21.7',
    {
      type: 'LineString',
      coordinates: [
        [109.5, 21.6],
        [109.6, 21.7],
      ],
    },
  ],
  ['', null],
  ['东经109度', null],
  ['109.5', null],
  ['209.5,21', null],
  ['109,21,3', null],
])('reads %j', (text, geometry) => {
  expect(positionsFrom(text)).toEqual(geometry)
})

test('writes what it reads', () => {
  expect(positionsText(positionsFrom('109.5,21.6\n109.6,21.7'))).toBe('109.5,21.6\n109.6,21.7')
})

test('one position is a point, more are a line, none is nothing', () => {
  expect([
    geometryOf([]),
    geometryOf([[109, 21]])?.type,
    geometryOf([
      [109, 21],
      [110, 21],
    ])?.type,
  ]).toEqual([null, 'Point', 'LineString'])
})
