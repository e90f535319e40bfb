import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { workbookOf } from '../catalogue/fixtures.testing.ts'
import { checkRows, type Item, keyOf } from './loading/checkRows.ts'
import { rowsOfJson } from './loading/load.ts'
import { readTable } from './loading/readTable.ts'
import { filterFaults, whyNotInForce } from './sharing/rules.ts'
import { referenceOf, rowOfReference, sealed, unsealed } from './sharing/seal.ts'
import { csvText, HOUSEHOLDS, ITEMS, TERMS } from './stage.testing.ts'

const read = (text: string | Uint8Array, items: readonly Item[] = ITEMS) =>
  readTable(Buffer.from(text), '表.csv', items)
const check = async (text: string, items: readonly Item[] = ITEMS, keys = ['编号']) => {
  const table = await read(text, items)
  const { rows, faults } = await checkRows(table.rows, items, keys)
  return { rows, faults: [...table.faults, ...faults].map(({ row, column, code }) => [row, column, code]) }
}

describe('a table of rows', () => {
  test('[EXC-76] is read by the names of the items, wherever they stand, and kept in one form of each value', async () => {
    const { rows, faults } = await check(csvText(HOUSEHOLDS))
    expect(faults).toEqual([])
    expect(rows[0]).toEqual({
      key: 'H01',
      content: {
        编号: 'H01',
        户主: '莫丽华',
        区划: '450502',
        年收入: '52000',
        人数: '3',
        登记日期: '2019-03-05',
        低保: 'false',
      },
    })
    const turned = await check(
      '低收入家庭,,\n人 数,编号,户主,区划,年收入,登记日期,低保,备注\n3,H01,莫丽华,450502,"5,2000",,,注',
      ITEMS,
    )
    expect(turned.faults).toEqual([[3, '年收入', 'value_unfit']])
    const { sheets, rows: read } = await readTable(
      Buffer.from('人 数,编号,户主,区划,年收入,登记日期,低保,备注\n3,H01,,,"52,000",,,注'),
      '表.csv',
      ITEMS,
    )
    expect([sheets, read[0]?.values]).toEqual([
      ...[[{ sheet: '', rows: 1, unread: ['备注'] }], ['H01', null, null, '52,000', '3', null, null]],
    ])
  })

  test('[EXC-77] all that is wrong is told at once, each with its place', async () => {
    const { rows, faults } = await check(
      [
        ...[
          '编号,户主,区划,年收入,人数,登记日期',
          'H01,莫,450502,很多,3,2026-02-30',
          ',莫,450502,1,3,',
          'H02,莫,4505021,1.234,3.5,',
        ],
        ...[
          'H03,莫\u202e丽,45,1,3,',
          'H04,4.50102E+17,45,1,3,',
          'H05,莫,45,1,3,,多出',
          'H06,莫,45,1,3,',
          'H06,莫,45,1,3,',
        ],
        ...[`${'长'.repeat(11)},莫,45,1,3,`, '"H07,莫'],
      ].join('\n'),
    )
    expect(faults).toEqual([
      ...[
        [11, '', 'row_broken'],
        [1, '低保', 'column_missing'],
        [7, '', 'cells_too_many'],
      ],
      ...[
        [2, '年收入', 'value_unfit'],
        [2, '登记日期', 'value_unfit'],
        [3, '编号', 'missing'],
        [4, '区划', 'too_long'],
      ],
      ...[
        [4, '年收入', 'too_long'],
        [4, '人数', 'value_unfit'],
        [5, '户主', 'text_unclean'],
        [6, '户主', 'number_cut'],
      ],
      ...[
        [9, '编号', 'key_twice'],
        [10, '编号', 'too_long'],
      ],
    ])
    expect(rows.map(({ key }) => key)).toEqual(['H05', 'H06'])
  })

  test('[EXC-77] of a workbook every sheet that is headed so is read, and a row that stands alone is told', async () => {
    const head = ITEMS.map(({ name }) => name)
    const table = await readTable(
      Buffer.from(
        await workbookOf({
          一: [head, ['H01', '=cmd|/c calc', '45', 1, 2, '2026-01-05', '是']],
          二: [['低收入家庭'], head, ['H02', '莫', '45', 1.5, 2, '2026/1/5', '否'], ['H03']],
          说明: [['填表说明', '无']],
        }),
      ),
      '表.xlsx',
      ITEMS,
    )
    expect(table.sheets.map(({ sheet, rows }) => [sheet, rows])).toEqual([
      ['一', 1],
      ['二', 1],
    ])
    expect(table.faults.map(({ sheet, row, code, found }) => [sheet, row, code, found])).toEqual([
      ['二', 4, 'row_alone', 'H03'],
    ])
    const { rows, faults } = await checkRows(table.rows, ITEMS, ['编号'])
    expect(faults).toEqual([])
    expect(rows.map(({ content }) => [content.户主, content.年收入, content.登记日期])).toEqual([
      ['=cmd|/c calc', '1', '2026-01-05'],
      ['莫', '1.5', '2026-01-05'],
    ])
  })

  test('[EXC-77] what is no table, has no headings, no rows or two columns of one item is refused', async () => {
    const code = (text: string | Uint8Array, name = '表.csv') =>
      readTable(Buffer.from(text), name, ITEMS).then(
        ({ faults }) => faults.map((fault) => fault.code),
        (error: { code: string }) => error.code,
      )
    expect(await code(Uint8Array.of(1, 0, 2, 0))).toBe('holding_file_unreadable')
    expect(await code('编号,户主', '表.xlsx')).toBe('holding_file_unreadable')
    expect(await code('甲,乙\n1,2')).toBe('holding_headings_missing')
    expect(await code(csvText([]))).toBe('holding_no_rows')
    expect(await code('编号,编号,户主,区划,年收入,人数,登记日期,低保\n1,2')).toEqual(['column_twice'])
  })

  test.each([
    ['10', 'numeric', '1234567890', true],
    ['10', 'numeric', '12345678901', false],
    ['10', 'numeric', '123456789.5', true],
    ['10', 'numeric', '1234567890.5', false],
    ['10,2', 'numeric', '12345678.25', true],
    ['10,2', 'numeric', '123456789', false],
    ['10,2', 'numeric', '-1.255', false],
    ['3', 'integer', '-999', true],
    ['3', 'integer', '1000', false],
    ['2', 'character', '𠮷野', true],
    ['2', 'character', '三个字', false],
    ['', 'character', 'x'.repeat(4001), false],
    ['', 'memo', 'x'.repeat(4000), true],
  ] as const)('[EXC-76] a length of %s and %s: %s is taken: %s', async (length, dataType, value, taken) => {
    const item: Item = { name: '项', dataType, length }
    const key: Item = { name: '键', dataType: 'character', length: '' }
    const { rows } = await checkRows([{ sheet: '', row: 1, values: ['1', value] }], [key, item], ['键'])
    expect(rows.length === 1).toBe(taken)
  })

  test('[EXC-78] keys of several items stay apart whatever stands in them', () => {
    const part = fc.string({ unit: fc.constantFrom('|', '\\', 'a', '号'), minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        expect(keyOf([a, b]) === keyOf([c, d])).toBe(a === c && b === d)
      }),
    )
    expect(keyOf(['a', null])).toBeNull()
  })

  test('[EXC-77] rows of JSON name the items they have, and nothing else', () => {
    const { rows, faults } = rowsOfJson([{ 编号: ' H01 ', 人数: 3, 低保: true, 户主: '', 身高: 1 }], ITEMS)
    expect(rows[0]?.values).toEqual(['H01', null, null, null, '3', null, 'true'])
    expect(faults.map(({ row, column, code }) => [row, column, code])).toEqual([[1, '身高', 'item_unknown']])
  })
})

describe('what only the server reads', () => {
  const [one, other] = ['a'.repeat(43), 'b'.repeat(43)]

  test('[EXC-77] a number of JSON with more digits than one keeps is told, and not taken as another', () => {
    const told = (value: number) => {
      const { faults } = rowsOfJson([{ 编号: value }], ITEMS)
      return faults.map(({ row, column, code, found }) => [row, column, code, found])
    }
    for (const value of [0, -3.25, 1e-7, 2 ** 53 - 1, 0.1 + 0.7]) expect(told(value)).toEqual([])
    // An identity number as it arrives: its last digits are another person's.
    for (const value of [JSON.parse('450102199001011234'), -(2 ** 53)])
      expect(told(value)).toEqual([[1, '编号', 'number_cut', String(value)]])
  })

  test('[EXC-77] headings of any number and length are looked for in a moment', async () => {
    const items: Item[] = Array.from({ length: 1000 }, (_, at) => ({
      name: `项 ${at}`,
      dataType: 'character',
      length: '',
    }))
    const began = performance.now()
    const wide = Array.from({ length: 12 }, () => 'a,'.repeat(32_000)).join('\n')
    await expect(read(wide, items)).rejects.toMatchObject({ code: 'holding_headings_missing' })
    expect(performance.now() - began).toBeLessThan(3000)
  })

  test('[EXC-77] a table in two encodings is told where it is, and none of it is guessed', async () => {
    const line = (code: string) => Buffer.from(`${code},somebody,450502,1,3,,\n`)
    const plain = Buffer.concat(Array.from({ length: 4000 }, (_, at) => line(`P${at}`)))
    const head = Buffer.from(`${ITEMS.map(({ name }) => name).join(',')}\n`)
    const [gbk, utf8] = [Buffer.from([0x4d, 0x31, 0x2c, 0xc0, 0xee]), Buffer.from('M2,莫')]
    const rest = Buffer.from(',450502,1,3,,\n')
    const table = await read(Buffer.concat([head, plain, gbk, rest, utf8, rest]))
    expect(table.faults.map(({ row, code, expected }) => [row, code, expected])).toEqual([
      [4002, 'row_broken', 'UTF-8 or GB 18030'],
    ])
    expect(table.rows.at(-1)?.values.slice(0, 2)).toEqual(['M2', '莫'])
    // The first Chinese words may stand far below: they say what the whole is written in.
    const english = [
      { name: 'code', dataType: 'character', length: '' },
      { name: 'name', dataType: 'character', length: '' },
    ] as const
    const far = Buffer.concat([Buffer.from('code,name\n'), plain, gbk, Buffer.from('\n')])
    const found = await read(far, english)
    expect(found.rows.at(-1)?.values).toEqual(['M1', '李'])
  })

  test('[EXC-84] a reference is the same for the same row, differs between agreements, and tells nothing of its number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_147_483_647 }), (number) => {
        const reference = referenceOf(one, number)
        expect(reference).toMatch(/^[0-9a-f]{32}$/)
        expect([rowOfReference(one, reference), rowOfReference(other, reference)]).toEqual([number, null])
        expect(referenceOf(one, number)).toBe(reference)
      }),
    )
    const near = [1, 2, 3].map((number) => referenceOf(one, number).slice(0, 8))
    expect(new Set(near).size).toBe(3)
    expect(rowOfReference(one, 'zz')).toBeNull()
  })

  test('[EXC-85] a cursor cannot be made, changed or taken to another agreement', () => {
    const cursor = sealed(one, ['rows', 7])
    expect(unsealed(one, cursor)).toEqual(['rows', 7])
    expect(unsealed(other, cursor)).toBeNull()
    const bytes = Buffer.from(cursor, 'base64url')
    for (const at of bytes.keys()) {
      const forged = Buffer.from(bytes)
      forged[at] = (forged[at] ?? 0) ^ 1
      expect(unsealed(one, forged.toString('base64url'))).toBeNull()
    }
    for (const text of ['', 'AAAA', '!!']) expect(unsealed(one, text)).toBeNull()
  })
})

describe('whether an agreement is in force', () => {
  const agreement = {
    ...{ state: 'active' as const, sinceOn: '2026-01-01', validFrom: '2026-01-10', validUntil: '2026-06-30' },
    withdrawnFrom: null,
  }
  test.each([
    [{}, '2026-01-09', 'not_yet'],
    [{}, '2026-01-10', null],
    [{}, '2026-06-30', null],
    [{}, '2026-07-01', 'expired'],
    [{ state: 'suspended' as const }, '2026-03-01', 'suspended'],
    [{ state: 'ended' as const }, '2026-03-01', 'ended'],
    [{ withdrawnFrom: '2026-03-02' }, '2026-03-01', null],
    [{ withdrawnFrom: '2026-03-02' }, '2026-03-02', 'ended'],
  ])('[EXC-82] %o on %s: %s', (own, today, expected) =>
    expect(whyNotInForce({ ...agreement, ...own }, today)?.state ?? null).toBe(expected),
  )

  test('[EXC-83] a filter asks about agreed items without a mask alone, in the form of their type', () => {
    const codes = (item: string, operator: 'equals' | 'atLeast', value: string) =>
      filterFaults([{ item, operator, values: [value] }], TERMS, ITEMS).map(({ code }) => code)
    expect(codes('人数', 'atLeast', '3')).toEqual([])
    expect(codes('年收入', 'atLeast', '20000')).toEqual(['item_unknown'])
    expect(codes('户主', 'equals', '莫丽华')).toEqual(['item_unknown'])
    expect(codes('登记日期', 'equals', '2026-01-05')).toEqual(['item_unknown'])
    expect(codes('人数', 'equals', '三')).toEqual(['value_unfit'])
    expect(codes('编号', 'atLeast', 'H01')).toEqual(['operator_unfit'])
  })
})
