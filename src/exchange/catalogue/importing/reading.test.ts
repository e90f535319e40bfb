import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { headedTables } from '../../../plan/reading/index.ts'
import { INVENTORY_HEAD, inventoryRow, workbookOf } from '../fixtures.testing.ts'
import { FORMAT_WORDS } from '../words.ts'
import { readEntries } from './entries.ts'
import { HEADINGS } from './headings.ts'
import { readSheets } from './readSheets.ts'
import { readDataType, readFormat, readLength, readModes, readPeriod, readSharingType, readYesNo } from './values.ts'

async function read(sheets: Parameters<typeof workbookOf>[0]) {
  const found = await readSheets(Buffer.from(await workbookOf(sheets)), '目录.xlsx')
  const tables = headedTables(found.sheets, HEADINGS).map(readEntries)
  return { entries: tables.flatMap(({ entries }) => entries), faults: tables.flatMap(({ faults }) => faults) }
}

describe('cells of an inventory', () => {
  test('[EXC-21] formats: the kind, with the concrete one behind it, or the concrete one alone', () => {
    expect(readFormat('电子表格')).toEqual({ value: { format: 'spreadsheet', formatDetail: '' } })
    expect(readFormat('数据库（Oracle）')).toEqual({ value: { format: 'database', formatDetail: 'Oracle' } })
    expect(readFormat('数据库/dm')).toEqual({ value: { format: 'database', formatDetail: 'dm' } })
    expect(readFormat('数据库类/Oracle')).toEqual({ value: { format: 'database', formatDetail: 'Oracle' } })
    for (const [format, word] of Object.entries(FORMAT_WORDS))
      expect(readFormat(`${word}类`)).toEqual({ value: { format, formatDetail: '' } })
    expect(readFormat('XLSX')).toEqual({ value: { format: 'spreadsheet', formatDetail: 'XLSX' } })
    expect(readFormat('卷宗')).toEqual({ expected: '电子文件、电子表格、数据库、图形图像、流媒体、自描述格式' })
  })

  test.each([
    ['字符型C', 'character', ''],
    ['C(20)', 'character', '20'],
    ['字符型（50）', 'character', '50'],
    ['n(10,2)', 'numeric', '10,2'],
    ['日期时间型T', 'dateTime', ''],
    ['VARCHAR(100)', 'character', '100'],
    ['整型', 'integer', ''],
    ['VARCHAR2(50)', 'character', '50'],
    ['varchar2', 'character', ''],
    ['nvarchar(255)', 'character', '255'],
    ['NUMBER(10, 2)', 'numeric', '10,2'],
    ['bigint', 'integer', ''],
    ['bigint(20)', 'integer', '20'],
    ['int8', 'integer', ''],
    ['C20', 'character', '20'],
    ['longtext', 'memo', ''],
    ['double precision', 'double', ''],
    ['timestamptz', 'dateTime', ''],
    ['blob', 'general', ''],
  ])('[EXC-21] a type: %s', (cell, dataType, length) =>
    expect(readDataType(cell)).toEqual({ value: { dataType, length } }),
  )

  test('[EXC-21] what is no type, no length, no period is told with the forms that are', () => {
    expect(readDataType('长文')).toMatchObject({ expected: expect.stringContaining('C(20)') })
    expect(readLength('二十')).toEqual({ expected: '整数，如 20；有小数位的写作 10,2' })
    expect(readLength('10.2')).toEqual({ value: '10,2' })
    expect(readPeriod('每旬')).toEqual({ expected: '实时、每日、每周、每月、每季度、每半年、每年、不定期' })
    expect(readPeriod('每季')).toEqual({ value: 'quarterly' })
    expect(readSharingType('有条件')).toEqual({ value: 'conditional' })
    expect(readSharingType('3')).toEqual({ value: 'none' })
    expect(readYesNo('也许')).toEqual({ expected: '是、否' })
  })

  test('[EXC-21] several ways of sharing in one cell; one that is none refuses it', () => {
    expect(readModes('接口、文件')).toEqual({ value: ['platformInterface', 'platformFile'] })
    for (const cell of ['共享平台/数据库', '共享平台／数据库', '共享平台-数据库', '共享平台（数据库）方式', '库表'])
      expect([cell, readModes(cell)]).toEqual([cell, { value: ['platformDatabase'] }])
    expect(readModes('共享平台方式、邮件方式')).toEqual({ value: ['platformFile', 'mail'] })
    expect(readModes('接口、口头')).toMatchObject({ expected: expect.stringContaining('共享平台（服务接口）') })
  })
})

describe('rows of an inventory', () => {
  test('[EXC-20] headings are found below a title on each sheet; further rows bring items', async () => {
    const { entries, faults } = await read({
      环保: [
        ['数据资源目录'],
        ['填报单位', '某厅'],
        [...INVENTORY_HEAD],
        inventoryRow('排污口'),
        ['', '', '', '', '日排放量', 'N', '10,2'],
        inventoryRow('排污口', { 信息项名称: '责任主体', 数据类型: '字符型（100）', 数据长度: '' }),
        inventoryRow('水质'),
      ],
      说明: [['本表由各处室填写']],
      海洋: [[...INVENTORY_HEAD], inventoryRow('海域使用权')],
    })
    expect(faults).toEqual([])
    expect(entries.map(({ sheet, row, said }) => [sheet, row, said.name, said.items?.map(({ name }) => name)])).toEqual(
      [
        ['环保', 4, '排污口', ['编码', '日排放量', '责任主体']],
        ['环保', 7, '水质', ['编码']],
        ['海洋', 2, '海域使用权', ['编码']],
      ],
    )
    expect(entries[0]?.said).toMatchObject({
      ...{ classCode: '211000', format: 'database', formatDetail: 'MySQL', isOpen: false, updatePeriod: 'monthly' },
      items: [{ length: '20' }, { dataType: 'numeric', length: '10,2' }, { length: '100' }],
    })
  })

  test('[EXC-20] of what is withheld the condition is the basis', async () => {
    const { entries } = await read({
      目录: [[...INVENTORY_HEAD], inventoryRow('名单', { 共享类型: '不予共享', 共享条件: '某法第三条', 共享方式: '' })],
    })
    expect(entries[0]?.said).toMatchObject({ sharingType: 'none', legalBasis: '某法第三条', sharingCondition: '' })
  })

  test('[EXC-22] everything that is wrong is told by sheet, row, column, with the forms that are taken', async () => {
    const { faults } = await read({
      目录: [
        [...INVENTORY_HEAD],
        inventoryRow('甲', { 更新周期: '每旬', 数据类型: '长文', 是否向社会开放: '也许' }),
        ['甲', '', '另一个摘要', '', '名称', 'C', '20'],
        inventoryRow('', { 信息项名称: '' }),
        inventoryRow('乙', { 信息项名称: '编码', 数据类型: '' }),
        inventoryRow('丙'.repeat(201)),
      ],
    })
    expect(faults.map(({ sheet, row, column, code }) => [sheet, row, column, code])).toEqual([
      ['目录', 2, '是否向社会开放', 'value_unknown'],
      ['目录', 2, '更新周期', 'value_unknown'],
      ['目录', 2, '数据类型', 'value_unknown'],
      ['目录', 3, '信息资源摘要', 'differs_from_first'],
      ['目录', 4, '信息资源名称', 'missing'],
      ['目录', 4, '信息项名称', 'missing'],
      ['目录', 4, '信息项名称', 'missing'],
      ['目录', 5, '数据类型', 'missing'],
      ['目录', 6, '信息资源名称', 'too_long'],
    ])
    expect(faults.find(({ column }) => column === '更新周期')).toMatchObject({
      ...{ found: '每旬', expected: expect.stringContaining('每月、每季度') },
    })
    expect(faults.find(({ code }) => code === 'differs_from_first')?.expected).toBe('甲的摘要（2）')
  })

  test('[EXC-22] hidden characters and items twice are told too', async () => {
    const { faults } = await read({
      目录: [
        [...INVENTORY_HEAD],
        inventoryRow('甲\u202e乙', { 信息资源摘要: '甲' }),
        inventoryRow('丙'),
        ['', '', '', '', '编码', 'C', '5'],
      ],
    })
    expect(faults.map(({ row, code, found }) => [row, code, found])).toEqual([
      [2, 'text_unclean', '甲␀乙'],
      [4, 'item_twice', '编码'],
    ])
  })

  test('[EXC-22] a comma too many, or a quotation mark that is not closed, is told by its line', async () => {
    const lines = [INVENTORY_HEAD.join(','), `${inventoryRow('甲').join(',')},多余`, `"${inventoryRow('乙').join(',')}`]
    const { sheets, faults } = await readSheets(Buffer.from(lines.join('\r\n')), '目录.csv')
    expect(faults.map(({ row, code }) => [row, code])).toEqual([[3, 'row_broken']])
    const [table] = headedTables(sheets, HEADINGS)
    expect(table && readEntries(table).faults.map(({ row, code, expected }) => [row, code, expected])).toEqual([
      [2, 'cells_too_many', '≤ 12'],
    ])
  })

  test('[EXC-27] what is no table is refused, whatever it is called', async () => {
    for (const [bytes, name] of [
      [Buffer.from('一段文字'), '目录.xlsx'],
      [Buffer.from([0, 1, 2, 3, 0, 0]), '目录.csv'],
    ] as const)
      await expect(readSheets(bytes, name)).rejects.toMatchObject({ code: 'resource_import_unreadable' })
  })

  test('[EXC-27] of more rows than an inventory has is refused; more items than a resource has are told', async () => {
    const lines = ['信息资源名称,信息项名称,数据类型', ...Array.from({ length: 100_020 }, (_, at) => `甲,项${at},C`)]
    await expect(readSheets(Buffer.from(lines.join('\n')), '目录.csv')).rejects.toMatchObject({
      ...{ code: 'resource_import_too_many', facts: { file: '目录.csv', rows: 100_000 } },
    })
    const { sheets } = await readSheets(Buffer.from(lines.slice(0, 60_000).join('\n')), '目录.csv')
    const [table] = headedTables(sheets, HEADINGS)
    const began = performance.now()
    const read = table && readEntries(table)
    expect(performance.now() - began).toBeLessThan(5000)
    expect([read?.entries.length, read?.entries[0]?.said.items?.length, read?.faults.length]).toEqual([1, 1000, 20_000])
    expect(read?.faults[0]).toMatchObject({ row: 1002, code: 'too_long', expected: '≤ 1000' })
  })

  test('[EXC-20] CSV in GBK is read as UTF-8 is', async () => {
    const text = [INVENTORY_HEAD.join(','), inventoryRow('排污口').join(',')].join('\r\n')
    for (const encoding of ['gbk', 'utf8']) {
      const { sheets } = await readSheets(iconv.encode(text, encoding), '目录.csv')
      const [table] = headedTables(sheets, HEADINGS)
      expect(table && readEntries(table).entries[0]?.said).toMatchObject({ name: '排污口', updatePeriod: 'monthly' })
    }
  })
})
