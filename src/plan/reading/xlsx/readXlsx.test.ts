import { describe, expect, test } from 'vitest'
import { readSourceHere } from '../readSource.ts'
import { aTaskTable, zipOf } from '../testing/documents.ts'
import { faultOf, ownWords, refusalOf, rowsOf } from '../testing/expect.ts'
import { showNumber } from './numberFormat.ts'

/** A workbook of one sheet, for what no library writes. */
const sheetOf = (sheet: string) =>
  zipOf([
    { name: '[Content_Types].xml', bytes: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      bytes: '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    { name: 'xl/worksheets/sheet1.xml', bytes: `<worksheet>${sheet}</worksheet>` },
  ])

describe('workbooks', () => {
  test('[READ-6] merged cells are repeated where they govern, in columns and rows', async () => {
    const source = await readSourceHere(await aTaskTable(), 'tasks.xlsx')
    expect(rowsOf(source).slice(0, 3)).toEqual([
      ['序号', '重点任务', '责任单位', '责任单位', '完成时限'],
      ['1', '建设东港铁路支线 及配套场站', '市发展改革委', '市财政局', '2025年6月'],
      ['2', '建设东港铁路支线 及配套场站', '市交通运输局', '', '85.5%'],
    ])
    expect(source.blocks.filter((block) => block.kind === 'table_row').map((block) => block.repeats ?? [])).toEqual([
      [3],
      [],
      [1],
      [],
      [],
    ])
    expect(faultOf(source)).toBeNull()
  })

  test('[READ-10] dates, percentages and grouped numbers read as displayed; sheets follow each other', async () => {
    const source = await readSourceHere(await aTaskTable(), 'tasks.xlsx')
    expect(ownWords(source).slice(0, 2)).toEqual(['任务分工', '海湾都市圈重点任务分工表'])
    expect(rowsOf(source).at(-1)).toEqual(['人口（万人）', '1,234.5'])
    expect(source.blocks.find((block) => block.kind === 'table_row')?.source).toBe('任务分工!A2:E2')
    expect(source.remarks).toMatchObject([{ code: 'hidden_sheets', facts: { sheets: ['草稿'] } }])
  })

  test('a cell merged over all columns stays one cell; lines above and below the table are paragraphs', async () => {
    const cell = (ref: string, words: string) => `<c r="${ref}" t="inlineStr"><is><t>${words}</t></is></c>`
    const rows = [
      [cell('B2', '分工表')],
      [cell('B3', '任务'), cell('D3', '单位')],
      [cell('B4', '一、交通')],
      [cell('B5', '修路'), cell('D5', '交通局')],
      [cell('B6', '注：以上为示意')],
    ]
    const xml = `<sheetData>${rows.map((cells, index) => `<row r="${index + 2}">${cells.join('')}</row>`).join('')}</sheetData><mergeCells><mergeCell ref="B4:D4"/><mergeCell ref="B2:D2"/><mergeCell ref="B6:D6"/></mergeCells>`
    const source = await readSourceHere(await sheetOf(xml), 'a.xlsx')
    expect(source.blocks.map((block) => [block.kind, source.text.slice(...block.span)])).toEqual([
      ['paragraph', '分工表'],
      ['table_row', '任务\t单位'],
      ['table_row', '一、交通'],
      ['table_row', '修路\t交通局'],
      ['paragraph', '注：以上为示意'],
    ])
  })

  test('[READ-15] merged cells that would fill the memory are refused', async () => {
    const rows = Array.from(
      { length: 3000 },
      (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>1</v></c><c r="B${row + 1}"><v>2</v></c></row>`,
    )
    const merges = Array.from({ length: 2000 }, () => '<mergeCell ref="A1:B3000"/>')
    const bytes = await sheetOf(`<sheetData>${rows.join('')}</sheetData><mergeCells>${merges.join('')}</mergeCells>`)
    expect((await refusalOf(readSourceHere(bytes, 'a.xlsx'))).code).toBe('too_complex')
  })

  test.each([
    [0.855, '0.0%', '85.5%'],
    [0.12, '0%', '12%'],
    [1234567.891, '#,##0.00', '1,234,567.89'],
    [-5.5, '0.0;(0.0)', '(5.5)'],
    [3, '000', '003'],
    [0.5, '#.##', '.5'],
    [1.005, '0.00', '1.01'],
    [12, '0"万人"', '12万人'],
    [45838, 'yyyy/m/d', '2025/6/30'],
    [45838, 'yyyy"年"m"月"d"日"', '2025年6月30日'],
    [45838, '[$-804]yyyy"年"m"月";@', '2025年6月'],
    [45838.5, 'yyyy-mm-dd hh:mm', '2025-06-30 12:00'],
    [45838, 'aaaa', '星期一'],
    [0.1 + 0.2, 'General', '0.3'],
    [2025, 'G/通用格式', '2025'],
    [1, 'd-mmm-yy', '1-Jan-00'],
    [123456, '0.00E+00', '1.23E+05'],
  ])('[READ-10] %d in %s shows as %s', (value, code, shown) => {
    expect(showNumber(value, code, false)).toBe(shown)
  })

  test('[READ-14] a workbook without text is refused', async () => {
    expect((await refusalOf(readSourceHere(await sheetOf('<sheetData/>'), 'a.xlsx'))).code).toBe(
      'document_without_text',
    )
  })
})
