import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalValue,
  cutRow,
  MASK_KINDS,
  MASKS_OF,
  type Mask,
  OPERATORS,
  OPERATORS_OF,
  pseudonym,
  type RowCondition,
  rowFits,
  type ShareTerms,
  type TermsItem,
  termsFaults,
  tidiedTerms,
  VALUE_KINDS,
} from './index.ts'

const SECRET = 'a secret of this agreement alone, in words'
const OTHER = 'the secret of another agreement, in words'

const ITEMS: TermsItem[] = [
  { name: '姓名', dataType: 'character' },
  { name: '年收入', dataType: 'currency' },
  { name: '人数', dataType: 'integer' },
  { name: '出生日期', dataType: 'date' },
  { name: '登记时间', dataType: 'dateTime' },
  { name: '有效', dataType: 'boolean' },
  { name: '区划', dataType: 'character' },
]
const terms = (own: Partial<ShareTerms>): ShareTerms => ({ items: ['姓名'], masks: {}, rows: [], ...own })
const cutOf = (value: string | number | boolean | null, mask: Mask) =>
  cutRow({ 项: value }, { items: ['项'], masks: { 项: mask } }, SECRET).项

describe('what is handed over', () => {
  test('[EXC-70] agreed items in their order, unknown ones as null, and nothing else', () => {
    const row = { 姓名: '莫丽华', 年收入: '52000', 区划: '450102', 备注: '密' }
    const cut = cutRow(row, terms({ items: ['区划', '姓名', '电话'] }), SECRET)
    expect(Object.entries(cut)).toEqual([
      ['区划', '450102'],
      ['姓名', '莫丽华'],
      ['电话', null],
    ])
  })

  test('[EXC-70] names of what every object has are items like others', () => {
    const strange = ['constructor', '__proto__', 'toString', 'hasOwnProperty']
    const cut = cutRow({}, terms({ items: strange }), SECRET)
    expect(Object.keys(cut)).toEqual(strange)
    expect(Object.values(cut)).toEqual([null, null, null, null])
    expect(rowFits({}, { rows: [{ item: 'constructor', operator: 'startsWith', values: ['f'] }] })).toBe(false)
    const masks = JSON.parse('{"__proto__": {"kind": "hide"}}')
    expect(Object.values(cutRow(JSON.parse('{"__proto__": "密"}'), { items: ['__proto__'], masks }, SECRET))).toEqual([
      null,
    ])
  })

  test.each<[string | number | boolean | null, Mask, string | null]>([
    ['莫丽华', { kind: 'hide' }, null],
    ['莫丽华', { kind: 'keepFirst', count: 1 }, '莫***'],
    ['莫', { kind: 'keepFirst', count: 1 }, '***'],
    ['莫丽', { kind: 'keepFirst', count: 50 }, '莫***'],
    ['', { kind: 'keepFirst', count: 3 }, '***'],
    ['𠮷野家', { kind: 'keepFirst', count: 1 }, '𠮷***'],
    ['450102199001011234', { kind: 'keepLast', count: 4 }, '***1234'],
    ['1234', { kind: 'keepLast', count: 4 }, '***234'],
    ['4', { kind: 'keepLast', count: 4 }, '***'],
    ['1990-01-31', { kind: 'year' }, '1990'],
    ['1990-01-31T08:00:00', { kind: 'year' }, '1990'],
    ['一九九〇年', { kind: 'year' }, null],
    ['23456.7', { kind: 'range', width: 10000 }, '[20000, 30000)'],
    ['20000', { kind: 'range', width: 10000 }, '[20000, 30000)'],
    ['-0.1', { kind: 'range', width: 10 }, '[-10, 0)'],
    ['0.25', { kind: 'range', width: 0.1 }, '[0.2, 0.3)'],
    ['12345678901234567890123', { kind: 'range', width: 1000 }, '[12345678901234567890000, 12345678901234567891000)'],
    ['很多', { kind: 'range', width: 10 }, null],
    [17, { kind: 'range', width: 10 }, '[10, 20)'],
    [null, { kind: 'hash' }, null],
    [null, { kind: 'keepFirst', count: 1 }, null],
  ])('[EXC-71] %s under %o is %s', (value, mask, expected) => expect(cutOf(value, mask)).toBe(expected))

  test('[EXC-71] a mask of a kind that nobody knows hands over nothing', () =>
    expect(cutOf('密', { kind: 'blur' } as never)).toBeNull())

  test('[EXC-72] a pseudonym joins rows of one agreement, and of no two', () => {
    const terms = { items: ['甲', '乙'], masks: { 甲: { kind: 'hash' }, 乙: { kind: 'hash' } } } as const
    const masks = { items: [...terms.items], masks: { ...terms.masks } }
    const [one, again, other] = [SECRET, SECRET, OTHER].map((secret) => cutRow({ 甲: '1', 乙: '1' }, masks, secret))
    expect(one).toEqual(again)
    expect(one?.甲).toMatch(/^[0-9a-f]{64}$/)
    expect(one?.甲).not.toBe(one?.乙)
    expect(one?.甲).not.toBe(other?.甲)
    expect(() => pseudonym('', '甲', '1')).toThrow(RangeError)
  })
})

const anyMask: fc.Arbitrary<Mask> = fc.oneof(
  fc.constant<Mask>({ kind: 'hide' }),
  fc.record({
    kind: fc.constantFrom('keepFirst' as const, 'keepLast' as const),
    count: fc.integer({ min: 1, max: 50 }),
  }),
  fc.constantFrom<Mask>({ kind: 'year' }, { kind: 'hash' }),
  fc.record({ kind: fc.constant('range' as const), width: fc.integer({ min: 2, max: 1_000_000 }) }),
)
const anyName = fc.constantFrom('甲', '乙', '丙', '丁', '__proto__', 'constructor', 'length')
const anyValue = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll('*', '')),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  fc.constantFrom('2026-01-05', '1999-12-31T23:59:59', 'true', '-12.5', '0'),
)

describe('whatever the row and the terms', () => {
  test('[EXC-70] nothing that is not agreed gets out, [EXC-71] and nothing masked as it is', () => {
    fc.assert(
      fc.property(
        fc.dictionary(anyName, fc.option(anyValue), { noNullPrototype: true }),
        fc.uniqueArray(anyName, { maxLength: 7 }),
        fc.dictionary(anyName, anyMask, { noNullPrototype: true }),
        (row, items, masks) => {
          const cut = cutRow(row, { items, masks }, SECRET)
          expect(Object.keys(cut).sort()).toEqual([...items].sort())
          const open = new Set(
            items.filter((item) => !Object.hasOwn(masks, item) && Object.hasOwn(row, item)).map((item) => row[item]),
          )
          for (const [item, value] of Object.entries(cut)) {
            if (value === null) continue
            const isOpen = !Object.hasOwn(masks, item)
            if (isOpen) expect(value).toBe(row[item])
            else if (value !== '***' && !open.has(String(value))) expect(value).not.toBe(row[item])
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('[EXC-73] bounds order numbers as PostgreSQL’s numeric would, and two bounds leave what is between', () => {
    const cents = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })
    const written = (value: bigint) =>
      canonicalValue(
        `${value / 100n}.${String(value % 100n)
          .replace('-', '')
          .padStart(2, '0')}`,
        'numeric',
      ) ?? ''
    const positive = cents.map((value) => (value < 0n ? -value : value))
    fc.assert(
      fc.property(positive, positive, (one, other) => {
        const row = { 项: written(one) }
        const holds = (operator: RowCondition['operator']) =>
          rowFits(row, { rows: [{ item: '项', operator, values: [written(other)] }] })
        expect([holds('atLeast'), holds('atMost'), holds('equals')]).toEqual([
          one >= other,
          one <= other,
          one === other,
        ])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('which rows', () => {
  const fits = (value: string | number | boolean | null, operator: RowCondition['operator'], ...values: string[]) =>
    rowFits({ 项: value }, { rows: [{ item: '项', operator, values }] })

  test.each<[string | number | boolean | null, RowCondition['operator'], string[], boolean]>([
    ['9', 'atLeast', ['10'], false],
    ['10', 'atLeast', ['9'], true],
    ['10', 'atLeast', ['10'], true],
    ['-5', 'atMost', ['-4.5'], true],
    ['9007199254740993', 'atMost', ['9007199254740992'], false],
    ['0.1', 'atLeast', ['0.10000000000000000001'], false],
    ['2026-01-05', 'before', ['2026-01-06'], true],
    ['2026-01-05', 'before', ['2026-01-05'], false],
    ['2026-01-05', 'atMost', ['2026-01-05'], true],
    ['2026-01-05', 'after', ['2025-12-31'], true],
    ['2026-01-05T00:00:00', 'after', ['2026-01-04T23:59:59'], true],
    ['2026-01-05', 'after', ['2025-12-31T00:00:00'], false],
    ['丙', 'atLeast', ['乙'], false],
    ['10', 'before', ['2026-01-01'], false],
    ['450102', 'startsWith', ['4501'], true],
    ['45', 'startsWith', ['4501'], false],
    ['007', 'equals', ['7'], false],
    [7, 'equals', ['7'], true],
    [true, 'equals', ['true'], true],
    ['北海', 'oneOf', ['南宁', '北海'], true],
    ['钦州', 'oneOf', ['南宁', '北海'], false],
    [null, 'equals', ['null'], false],
    [null, 'atMost', ['5'], false],
    ['5', 'atMost', [], false],
    ['5', 'oneOf', [], false],
  ])('[EXC-73] %s %s %s: %s', (value, operator, values, expected) =>
    expect(fits(value, operator, ...values)).toBe(expected),
  )

  test('[EXC-73] all conditions hold, none lets every row through, and an item that is not there fits nothing', () => {
    const rows: RowCondition[] = [
      { item: '区划', operator: 'startsWith', values: ['45'] },
      { item: '人数', operator: 'atLeast', values: ['3'] },
    ]
    expect(rowFits({ 区划: '450102', 人数: '3' }, { rows })).toBe(true)
    expect(rowFits({ 区划: '450102', 人数: '2' }, { rows })).toBe(false)
    expect(rowFits({ 区划: '450102' }, { rows })).toBe(false)
    expect(rowFits({}, { rows: [] })).toBe(true)
  })
})

describe('what is wrong with terms', () => {
  const codes = (own: Partial<ShareTerms>) => termsFaults(terms(own), ITEMS).map(({ code, item }) => [code, item])

  test('[EXC-74] terms that fit have no fault', () =>
    expect(
      codes({
        items: ['姓名', '年收入', '出生日期'],
        masks: {
          姓名: { kind: 'keepFirst', count: 1 },
          年收入: { kind: 'range', width: 0.5 },
          出生日期: { kind: 'year' },
        },
        rows: [
          { item: '区划', operator: 'oneOf', values: ['450102', '450103'] },
          { item: '登记时间', operator: 'before', values: ['2026-01-05T00:00:00'] },
          { item: '有效', operator: 'equals', values: ['true'] },
        ],
      }),
    ).toEqual([]))

  test('[EXC-74] all of it is told at once', () =>
    expect(
      codes({
        items: ['姓名', '姓名', '身高', '人数', '有效', '年收入', '出生日期'],
        masks: {
          区划: { kind: 'hide' },
          姓名: { kind: 'year' },
          人数: { kind: 'range', width: 1 },
          有效: { kind: 'hash' },
          年收入: { kind: 'range', width: Number.NaN },
          出生日期: { kind: 'keepFirst', count: 9 },
        },
        rows: [
          { item: '身高', operator: 'equals', values: ['1'] },
          { item: '姓名', operator: 'atLeast', values: ['张'] },
          { item: '人数', operator: 'atLeast', values: ['1,000'] },
          { item: '人数', operator: 'equals', values: ['1', '2'] },
          { item: '出生日期', operator: 'before', values: ['2026-02-30'] },
          { item: '姓名', operator: 'oneOf', values: [] },
          { item: '姓名', operator: 'startsWith', values: [''] },
        ],
      }),
    ).toEqual([
      ...[
        ['item_twice', '姓名'],
        ['item_unknown', '身高'],
        ['mask_without_item', '区划'],
        ['mask_unfit', '姓名'],
      ],
      ...[
        ['mask_unfit', '人数'],
        ['mask_unfit', '有效'],
        ['mask_unfit', '年收入'],
        ['mask_unfit', '出生日期'],
      ],
      ...[
        ['item_unknown', '身高'],
        ['operator_unfit', '姓名'],
        ['value_unfit', '人数'],
        ['values_unfit', '人数'],
      ],
      ...[
        ['value_unfit', '出生日期'],
        ['values_unfit', '姓名'],
        ['value_unfit', '姓名'],
      ],
    ]))

  test('[EXC-74] nothing agreed, too much agreed, a mask that keeps nothing or half a character', () => {
    expect(codes({ items: [] })).toEqual([['items_missing', '']])
    const condition: RowCondition = { item: '姓名', operator: 'equals', values: ['甲'] }
    expect(codes({ rows: Array.from({ length: 21 }, () => condition) })).toEqual([['too_many', '']])
    for (const count of [0, 51, 1.5, Number.NaN])
      expect([count, codes({ masks: { 姓名: { kind: 'keepLast', count } } })]).toEqual([
        count,
        [['mask_unfit', '姓名']],
      ])
    for (const width of [0, -1, 2.5, 1, 1e13, 1e-30])
      expect([width, codes({ items: ['人数'], masks: { 人数: { kind: 'range', width } } })]).toEqual([
        ...[width, [['mask_unfit', '人数']]],
      ])
  })

  test('[EXC-74] every mask and every operator is of some kind of value, and a value under its mask is not itself', () => {
    expect(new Set(Object.values(MASKS_OF).flat())).toEqual(new Set(MASK_KINDS))
    expect(new Set(Object.values(OPERATORS_OF).flat())).toEqual(new Set(OPERATORS))
  })
})

describe('the one form of a value', () => {
  test.each([
    ['numeric', '1,234.50', '1234.5'],
    ['numeric', '+007', '7'],
    ['numeric', '-0.00', '0'],
    ['numeric', '.5', '0.5'],
    ['numeric', '１２．５', '12.5'],
    ['numeric', '12,34', null],
    ['numeric', '1e5', null],
    ['numeric', '12万', null],
    ['numeric', '-', null],
    ['numeric', '.', null],
    ['numeric', '', null],
    ['numeric', '1'.repeat(39), null],
    ['currency', '52000.00', '52000'],
    ['integer', '12.0', '12'],
    ['integer', '12.5', null],
    ['date', '2026年1月5日', '2026-01-05'],
    ['date', '2026/1/5', '2026-01-05'],
    ['date', '20260105', '2026-01-05'],
    ['date', '2026.01.05', '2026-01-05'],
    ['date', '2026-02-29', null],
    ['date', '2026-1', null],
    ['date', '45000', null],
    ['dateTime', '2026-01-05 8:30', '2026-01-05T08:30:00'],
    ['dateTime', '2026-01-05T00:30:00Z', '2026-01-05T08:30:00'],
    ['dateTime', '2026-01-05T23:30:00.000+00:00', '2026-01-06T07:30:00'],
    ['dateTime', '2026-01-05', '2026-01-05T00:00:00'],
    ['dateTime', '2026-01-05 25:00', null],
    ['boolean', '是', 'true'],
    ['boolean', 'FALSE', 'false'],
    ['boolean', 'constructor', null],
    ['character', ' 007 ', ' 007 '],
  ] as const)('[EXC-75] %s: %s is %s', (dataType, found, expected) =>
    expect(canonicalValue(found, dataType)).toBe(expected),
  )

  test('[EXC-75] what has the form keeps it, of every type', () => {
    const types = Object.keys(VALUE_KINDS) as (keyof typeof VALUE_KINDS)[]
    fc.assert(
      fc.property(fc.constantFrom(...types), anyValue, (dataType, found) => {
        const once = canonicalValue(found, dataType)
        if (once !== null) expect(canonicalValue(once, dataType)).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })

  test('[EXC-75] conditions take it over', () =>
    expect(
      tidiedTerms(terms({ rows: [{ item: '年收入', operator: 'atMost', values: ['52,000.00'] }] }), ITEMS).rows,
    ).toEqual([{ item: '年收入', operator: 'atMost', values: ['52000'] }]))
})
