import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import { prepareGazetteer } from '../plan/testing/gazetteer.ts'
import { type Became, type CoveredBy, matrixOf } from './coverage.ts'
import type { AlignedDocument, AlignmentMatrix } from './schemas.ts'
import { aligned, alignPlans, plansOf, provisionOf, sendPlan, tieOf, version } from './stage.testing.ts'

const server = withServer({ prepare: prepareGazetteer })

const document = (id: string, jurisdiction: string | null): AlignedDocument => ({
  ...{ id, title: `规划${id}`, number: null, version: 1, newestVersion: 1, provisions: 4, sample: false },
  jurisdiction,
})
const became = (position: number, chapter: string, verdict: Became['verdict']): Became => ({
  ...{ position, chapter, verdict, address: `${position}`, title: `条款${position}`, begins: '' },
})
const covered = (id: string, jurisdiction: string | null, ...verdicts: Became['verdict'][]): CoveredBy => ({
  alignmentId: `a${id}`,
  lower: document(id, jurisdiction),
  provisions: verdicts.map((verdict, at) => became(at, at < 2 ? '上篇' : '下篇', verdict)),
})

describe('the coverage matrix', () => {
  const upper = document('u', '000000')
  const all = [
    covered('1', '450000', 'carried_out', 'not_found', 'not_applicable', 'not_applicable'),
    covered('2', '450000', 'not_found', 'partly', 'not_found', 'not_applicable'),
    covered('3', null, 'carried_out', 'carried_out', 'carried_out', 'carried_out'),
  ]

  test('[ALN-25] a cell is a share of what applies, with its gaps; a share of nothing is none', () => {
    const matrix = matrixOf(upper, all, 'document')
    expect(matrix.columns.map(({ key, label }) => [key, label])).toEqual([
      ['a1', '规划1'],
      ['a2', '规划2'],
      ['a3', '规划3'],
    ])
    expect(matrix.rows.map(({ title, provisions }) => [title, provisions])).toEqual([
      ['上篇', 2],
      ['下篇', 2],
    ])
    expect(matrix.rows.map(({ cells }) => cells.map(({ share }) => share))).toEqual([
      [0.5, 0.25, 1],
      [null, 0, 1],
    ])
    expect(matrix.rows[0]?.cells[0]?.gaps).toEqual([{ alignmentId: 'a1', address: '1', title: '条款1', begins: '' }])
    expect(matrix.totals.map(({ share }) => share)).toEqual([0.5, 0.5 / 3, 1])
  })

  test('[ALN-25] of a jurisdiction the best verdict of its documents counts', () => {
    const matrix = matrixOf(upper, all, 'jurisdiction')
    expect(matrix.columns.map(({ key, label, documents }) => [key, label, documents.length])).toEqual([
      ['', '', 1],
      ['450000', '广西壮族自治区', 2],
    ])
    expect(matrix.rows.map(({ cells }) => cells[1]?.share)).toEqual([0.75, 0])
    expect(matrix.rows[1]?.cells[1]?.gaps).toMatchObject([{ alignmentId: 'a2', address: '2' }])
    expect(matrix.totals[1]?.counts).toEqual({ carriedOut: 1, partly: 1, notFound: 1, notApplicable: 1 })
  })

  test('[ALN-25] of stored alignments, as what people say stands', async () => {
    const { upper, view } = await alignPlans(server, ...plansOf('长湾'))
    const office = await server.as('office')
    const other = await sendPlan(
      office,
      '湾区渔业方案\n一、任务\n（一）发展海洋渔业。推广深水网箱养殖，建设现代渔港经济区，培育远洋渔业企业。\n（二）支持海洋科研。建设海洋实验室，引进海洋学科人才，开展深海探测。\n',
    )
    await aligned(office, upper, other)
    const steel = provisionOf(view, '打造湛江钢铁基地')
    await office.patch(
      `/api/v1/alignments/${view.id}/provisions/${encodeURIComponent(steel.address)}`,
      { verdict: 'not_found', reason: '广西方案未提' },
      version(1),
    )
    const read = async (by: string) =>
      (await office.get(`/api/v1/alignment-matrix?upperId=${upper}&by=${by}`)).json<AlignmentMatrix>()
    const matrix = await read('document')
    expect(matrix.columns.map(({ label }) => label)).toEqual(['长湾城市群发展规划广西实施方案', '湾区渔业方案'])
    expect(matrix.rows.map(({ title }) => title)).toEqual(['规划背景', '产业发展'])
    expect(matrix.rows[1]?.cells[0]?.gaps).toMatchObject([
      { alignmentId: view.id, title: '打造湛江钢铁基地', begins: expect.stringMatching(/^打造湛江钢铁基地。支持湛江/) },
    ])
    const missing = await office.get('/api/v1/alignment-matrix?upperId=00000000-0000-4000-8000-000000000000')
    expect([missing.statusCode, missing.json().code]).toEqual([404, 'document_not_found'])
    const alone = (await office.get(`/api/v1/alignment-matrix?upperId=${other}`)).json<AlignmentMatrix>()
    expect([alone.upper.title, alone.columns, alone.rows]).toEqual(['湾区渔业方案', [], []])

    const sheet = await sheetOf(`/api/v1/alignment-matrix.xlsx?upperId=${upper}&by=document`)
    expect(sheet.getRow(1).getCell(3).text).toBe('长湾城市群发展规划广西实施方案：落实率')
    expect(sheet.getRow(3).getCell(8).text).toBe('打造湛江钢铁基地')
    expect(sheet.getRow(4).getCell(1).text).toBe('合计')
  }, 60_000)
})

async function sheetOf(url: string): Promise<ExcelJS.Worksheet> {
  const reply = await (await server.as('leader')).get(url)
  expect(reply.statusCode).toBe(200)
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(reply.rawPayload as unknown as ArrayBuffer)
  const [sheet] = workbook.worksheets
  if (!sheet) throw new Error('There is no sheet.')
  return sheet
}

describe('the gaps of an alignment', () => {
  test('[ALN-27] are exported as rows and as an official report', async () => {
    const { view } = await alignPlans(server, ...plansOf('圆湾'))
    const office = await server.as('office')
    const tie = tieOf(view, '发展海洋渔业')
    await office.patch(`/api/v1/alignments/${view.id}/ties/${tie.id}`, { state: 'rejected' }, version(1))
    // A page number that extraction left within a sentence is not quoted.
    const steel = provisionOf(view, '打造湛江钢铁基地')
    const at = steel.span[0] + steel.text.indexOf('沿海')
    await server.handle.asSystem((trx) =>
      sql`insert into repair (document_id, version, seq, kind, span_start, span_end, quote, fix, reason)
        values (${view.upper.id}, 1, 99, 'page_number', ${at}, ${at + 2}, '沿海', '', '试')`.execute(trx),
    )
    const sheet = await sheetOf(`/api/v1/alignments/${view.id}/gaps.xlsx`)
    const words = sheet.getColumn(4).values.map(String)
    expect(words).toContainEqual(expect.stringContaining('支持湛江建设钢铁基地'))
    const rows = Array.from({ length: sheet.actualRowCount - 1 }, (_, at) =>
      [2, 5, 6, 8].map((column) => sheet.getRow(at + 2).getCell(column).text),
    )
    expect(rows).toContainEqual(['发展海洋渔业', '未承接', '所提对应条款均经人工否定', ''])
    expect(rows.at(-1)).toEqual(['建设环湾铁路', '部分落实', '部分内容有对应表述', '建设环湾铁路'])
    const report = await (await server.as('leader')).get(`/api/v1/alignments/${view.id}/gaps.docx`)
    expect([report.statusCode, report.headers['content-type']]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ])
    expect(report.rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect(decodeURIComponent(String(report.headers['content-disposition']))).toContain('衔接落实情况的报告')
  })
})
