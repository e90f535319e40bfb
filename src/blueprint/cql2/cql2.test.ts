import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Columns, FilterError, filterSql, parseFilter } from './index.ts'

const errorOf = (text: string) => {
  try {
    parseFilter(text)
  } catch (error) {
    if (error instanceof FilterError) return [error.at, error.expected]
    throw error
  }
  return null
}

describe('[BLU-17] CQL2 text', () => {
  test.each([
    [
      "class = 'core'",
      {
        is: 'compare',
        comparator: '=',
        left: { kind: 'property', name: 'class' },
        right: { kind: 'text', value: 'core' },
      },
    ],
    ["name <> 'it''s'", { is: 'compare', comparator: '<>', right: { kind: 'text', value: "it's" } }],
    ['area_m2 >= 1.5e3', { is: 'compare', comparator: '>=', right: { kind: 'number', value: 1500 } }],
    ["valid_from < DATE('2020-01-01')", { is: 'compare', right: { kind: 'date', value: '2020-01-01' } }],
    ['a = 1 AND b = 2 OR NOT c = 3', { is: 'or', of: [{ is: 'and' }, { is: 'not' }] }],
    ['a = 1 and (b = 2 or c = 3)', { is: 'and', of: [{ is: 'compare' }, { is: 'or' }] }],
    ["名称 LIKE '红树%'", { is: 'like', property: '名称', pattern: '红树%' }],
    ['"the name" not like \'x_\'', { is: 'not', of: { is: 'like', property: 'the name' } }],
    [
      'a BETWEEN 1 AND 2 AND b IN (1, 2, 3)',
      { is: 'and', of: [{ is: 'between' }, { is: 'in', values: [{ value: 1 }, { value: 2 }, { value: 3 }] }] },
    ],
    ['a IS NOT NULL', { is: 'not', of: { is: 'null' } }],
    [
      'S_INTERSECTS(geometry, BBOX(109, 21, 110, 22))',
      { is: 'intersects', shape: { kind: 'box', box: [109, 21, 110, 22] } },
    ],
    [
      's_intersects(geom, POLYGON((109 21, 110 21, 110 22, 109 21)))',
      { is: 'intersects', shape: { kind: 'wkt', wkt: 'POLYGON((109 21, 110 21, 110 22, 109 21))' } },
    ],
    ['TRUE', { is: 'constant', value: true }],
  ])('%s', (text, expected) => expect(parseFilter(text)).toMatchObject(expected))

  test.each([
    ['', 0, 'a property or a value'],
    ['a =', 3, 'a property or a value'],
    ['a = 1 b = 2', 6, 'AND, OR or the end'],
    ['a LIKE 5', 7, "a pattern such as '红树%'"],
    ["a = 'open", 4, 'a property, a value or an operator'],
    ['a; drop table x', 1, 'a property, a value or an operator'],
    ['(a = 1', 6, ')'],
    ["d = DATE('2020-02-30')", 9, "a day such as '2020-01-31'"],
    ["d = DATE('tomorrow')", 9, "a day such as '2020-01-31'"],
    ['S_INTERSECTS(geometry, CIRCLE(1 2))', 23, 'BBOX, POINT, LINESTRING or POLYGON'],
    ['S_INTERSECTS(geometry, BBOX(1, 2))', 33, 'four numbers of a box'],
  ])('%s is refused with its place', (text, at, expected) => expect(errorOf(text)).toEqual([at, expected]))

  test.each([
    ["valid_from > '2020-02-30'", 13, "a day such as '2020-01-31'"],
    ["key = 'a' AND area_m2 = 'large'", 24, 'values of one type, number'],
    ["key = 'a' AND s_intersects(shape, BBOX(1, 2, 3, 4))", 27, 'a geometry (geometry) in s_intersects'],
  ])('%s is refused where it is wrong', (text, at, expected) => {
    const column = sql`x`
    const columns: Columns = {
      known: {
        key: { column, type: 'text' },
        area_m2: { column, type: 'number' },
        valid_from: { column, type: 'date' },
      },
      ...{ text: () => column, number: () => column, geometry: ['geometry'] },
      ...{ geometryColumn: column, latitudeFirst: false },
    }
    expect(() => filterSql(parseFilter(text), columns)).toThrow(expect.objectContaining({ at, expected }))
  })

  test('one that is made to exhaust us is refused', () => {
    expect(errorOf(`${'('.repeat(5000)}a = 1${')'.repeat(5000)}`)?.[1]).toContain('levels')
    expect(errorOf(`a = '${'x'.repeat(30_000)}'`)?.[1]).toContain('characters')
  })

  test('nonsense is refused as nonsense, never by accident', () => {
    const piece = fc.constantFrom(
      'a',
      '"b"',
      "'c'",
      '1',
      '(',
      ')',
      ',',
      'AND',
      'OR',
      'NOT',
      '=',
      '<>',
      'LIKE',
      'IN',
      'IS',
      'NULL',
      'BETWEEN',
      'S_INTERSECTS',
      'BBOX',
      'POINT',
      'DATE',
      'TRUE',
      '\\',
      ';',
      '名',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        errorOf(pieces.join(' '))
      }),
    )
  })
})
