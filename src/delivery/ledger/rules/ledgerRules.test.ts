import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { readSource } from '../../../plan/reading/index.ts'
import { guessMapping, mappingProblem } from './mapping.ts'
import { readRows } from './rows.ts'
import { ledgerTables } from './table.ts'
import { deadlineIn, unitsIn } from './values.ts'

const HEADINGS = ['序号', '重点任务', '具体内容', '牵头单位', '责任（配合）单位', '完成时限']

async function workbookOf(rows: readonly (readonly unknown[])[]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('台账')
  for (const row of rows) sheet.addRow(row as unknown[])
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

describe('a deadline as offices write it', () => {
  test.each([
    ['2026-12-31', '2026-12-31'],
    ['2026/6/30', '2026-06-30'],
    ['2026年6月30日前', '2026-06-30'],
    ['2026年6月30日前完成', '2026-06-30'],
    ['2026年6月底', '2026-06-30'],
    ['2026年6月底前', '2026-06-30'],
    ['2024年2月', '2024-02-29'],
    ['2026年9月中旬', '2026-09-20'],
    ['2026年第三季度', '2026-09-30'],
    ['2026Q1', '2026-03-31'],
    ['2026年上半年', '2026-06-30'],
    ['2026年底前', '2026-12-31'],
    ['2026年', '2026-12-31'],
    ['２０２６年１２月底', '2026-12-31'],
  ])('[DEL-1001] %s is met until %s', (words, day) => expect(deadlineIn(words)).toBe(day))

  test.each(['2026年13月', '2026-02-30', '尽快', '十月底', '2026-6-31', '1026年'])('[DEL-1001] %s is none', (words) =>
    expect(deadlineIn(words)).toBeNull(),
  )
})

test('[DEL-1002] the units of a cell: separated as offices separate them, each once', () => {
  expect(unitsIn('自治区发展改革委、生态环境厅；南宁市人民政府\n北海市人民政府等')).toEqual([
    '自治区发展改革委',
    '生态环境厅',
    '南宁市人民政府',
    '北海市人民政府',
  ])
  expect(unitsIn('自治区财政厅（牵头）、自治区财政厅')).toEqual(['自治区财政厅'])
  expect(unitsIn(' ')).toEqual([])
})

test('[DEL-1003] headings below a title are found, and lead to a mapping that a person only has to confirm', async () => {
  const bytes = await workbookOf([
    ['重点任务分工台账'],
    ['填报单位：', '某办公室'],
    HEADINGS,
    ['1', '修订规划', '修订…', '自治区发展改革委', '财政厅', '2026年底'],
  ])
  const [table] = ledgerTables(await readSource(bytes, '台账.xlsx'))
  expect(table).toMatchObject({ sheet: '台账', headings: { number: 3 }, rows: [{ number: 4 }] })
  const mapping = guessMapping(table?.headings.cells ?? [])
  expect(mapping).toEqual({ externalKey: 0, title: 1, text: 2, lead: 3, participants: 4, dueOn: 5 })
  expect(mappingProblem(mapping, HEADINGS.length)).toBeNull()
})

test('[DEL-1003] a mapping without a task or a unit, with a column twice or outside, is refused', () => {
  expect(mappingProblem({ lead: 1 }, 3)).toEqual({ field: 'title', why: 'missing' })
  expect(mappingProblem({ title: 1 }, 3)).toEqual({ field: 'lead', why: 'missing' })
  expect(mappingProblem({ title: 1, lead: 1 }, 3)).toEqual({ field: 'lead', why: 'twice' })
  expect(mappingProblem({ title: 1, lead: 9 }, 3)).toEqual({ field: 'lead', why: 'outside' })
})

test('[DEL-1004] everything that is wrong is named by row and column, in one go', () => {
  const mapping = guessMapping(HEADINGS)
  const rows = [
    ['1', '建设平台', '…', '自治区大数据局', '南宁市人民政府', '2026年6月底'],
    ['2', '', '…', '自治区大数据局', '', '2026年6月底'],
    ['3', '完善机制', '…', '', '南宁市人民政府', '2026年6月底'],
    ['4', '整治岸线', '…', '自治区海洋局', '自治区海洋局', '2026年13月'],
    ['1', '重复编号', '…', '自治区海洋局', '', '长期坚持'],
    ['6', '隐藏\u202e字符', '…', '自治区海洋局', '', '长期坚持'],
  ].map((cells, index) => ({ number: index + 2, cells }))
  const { tasks, errors } = readRows(rows, HEADINGS, mapping)
  expect(errors.map(({ row, column, code, found }) => [row, column, code, found])).toEqual([
    [3, '重点任务', 'missing', ''],
    [4, '牵头单位', 'no_unit', ''],
    [5, '责任（配合）单位', 'unit_twice', '自治区海洋局'],
    [5, '完成时限', 'date_unreadable', '2026年13月'],
    [6, '序号', 'key_twice', '1 (2)'],
    [7, '重点任务', 'text_unclean', '隐藏␀字符'],
  ])
  expect(tasks).toHaveLength(6)
  expect(tasks[4]).toMatchObject({ pace: 'ongoing', dueOn: null })
})

test('[DEL-1005] without a number of its own a task is known again by its words', () => {
  const headings = ['任务', '责任单位']
  const read = (title: string) =>
    readRows([{ number: 2, cells: [title, '某局'] }], headings, guessMapping(headings)).tasks[0]
  expect(read('甲')?.externalKey).toBe(read('甲')?.externalKey)
  expect(read('甲')?.externalKey).not.toBe(read('乙')?.externalKey)
})
