import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { Refusal, type RefusalKind } from '../refusal.ts'
import { attachment, csvOf, type ExportColumn, xlsxOf } from './export.ts'
import { internalProblem, problemOf, refusalOf } from './problem.ts'
import { etagOf, expectVersion } from './version.ts'

describe('a refusal', () => {
  test.each<[RefusalKind, number]>([
    ['invalid', 422],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['conflict', 409],
    ['too_large', 413],
    ['busy', 503],
  ])('[PLAT-50] of kind %s is answered as a problem with status %i', (kind, status) => {
    const problem = problemOf(new Refusal(kind, 'some_code', 'What was found.', { row: 3 }), 'urn:qunce:request:1')
    expect(problem).toMatchObject({
      type: 'urn:qunce:problem:some_code',
      status,
      detail: 'What was found.',
      code: 'some_code',
      facts: { row: 3 },
      instance: 'urn:qunce:request:1',
    })
  })

  test('[PLAT-50] of the row policies is the same as one of a route', () => {
    const error = Object.assign(new Error('new row violates row-level security policy'), { code: '42501' })
    expect(refusalOf(error)).toMatchObject({ kind: 'forbidden', code: 'permission_missing' })
  })

  test.each([
    ['a number beyond what a column holds', { code: '22003' }, 'request_unreadable'],
    ['a day that is in no calendar', { code: '22008' }, 'request_unreadable'],
    ['half a character', { code: '22P02' }, 'request_unreadable'],
    ['a multipart body that breaks off', { message: 'Unexpected end of multipart data' }, 'request_unreadable'],
    ['a multipart body without its boundary', { message: 'Multipart: Boundary not found' }, 'request_unreadable'],
  ])('[PLAT-50] of %s is the caller’s to mend', (_name, facts, code) => {
    expect(refusalOf(Object.assign(new Error('of the database'), facts))).toMatchObject({ kind: 'invalid', code })
  })

  test('[PLAT-51] a mistake of ours is no refusal, and its answer tells nothing of it', () => {
    expect(refusalOf(new TypeError('secret is not a function'))).toBeNull()
    expect(refusalOf(Object.assign(new Error('relation does not exist'), { code: '42P01' }))).toBeNull()
    expect(JSON.stringify(internalProblem('urn:qunce:request:1'))).not.toContain('secret')
  })
})

interface Row {
  name: string | null
  count: number
}
const columns: ExportColumn<Row>[] = [
  { title: '责任单位', value: (row) => row.name },
  { title: '件数', value: (row) => row.count },
]

async function csv(rows: Row[]): Promise<string> {
  let text = ''
  for await (const portion of csvOf(columns, rows)) text += portion
  return text
}

describe('an export', () => {
  test('[PLAT-52] as CSV begins with the BOM, quotes what needs it, and leaves numbers alone', async () => {
    expect(
      await csv([
        { name: '海关, "总署"\n直属', count: -3 },
        { name: null, count: 0 },
      ]),
    ).toBe('\ufeff责任单位,件数\r\n"海关, ""总署""\n直属",-3\r\n,0\r\n')
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝cmd'])(
    '[PLAT-52] a text that a spreadsheet would run is only a text: %s',
    async (name) => {
      expect((await csv([{ name, count: 1 }])).split('\r\n')[1]).toContain(`'${name}`)
    },
  )

  test('[PLAT-53] as XLSX keeps texts as texts, numbers as numbers, and what XML cannot carry out', async () => {
    const bytes = await buffer(xlsxOf('责任/清单', columns, [{ name: '=1+1\u0000\ud800', count: 7 }]))
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
    const [sheet] = workbook.worksheets
    expect(sheet?.name).toBe('责任 清单')
    expect(sheet?.getRow(1).values).toEqual([undefined, '责任单位', '件数'])
    expect(sheet?.getRow(2).getCell(1).value).toBe('=1+1\ufffd')
    expect(sheet?.getRow(2).getCell(2).value).toBe(7)
  })

  test('[PLAT-53] a row that fails ends the stream with its error', async () => {
    async function* rows(): AsyncGenerator<Row> {
      yield { name: 'a', count: 1 }
      throw new Error('the database went away')
    }
    await expect(buffer(xlsxOf('x', columns, rows()))).rejects.toThrow('the database went away')
  })

  test('a Chinese file name survives every browser', () => {
    expect(attachment("任务's 清单.csv")).toBe(
      `attachment; filename="_s_.csv"; filename*=UTF-8''%E4%BB%BB%E5%8A%A1%27s%20%E6%B8%85%E5%8D%95.csv`,
    )
  })
})

describe('an edit', () => {
  test('[PLAT-55] names the version it is of', () => {
    expect(() => expectVersion(undefined, 3)).toThrow(expect.objectContaining({ code: 'version_needed' }))
    expect(() => expectVersion(etagOf(2), 3)).toThrow(expect.objectContaining({ code: 'version_outdated' }))
    for (const tag of [etagOf(3), `W/${etagOf(3)}`, `${etagOf(1)}, ${etagOf(3)}`, '*']) expectVersion(tag, 3)
  })
})
