import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { createProgramme } from '../tasks/programmes.ts'
import { aProgramme, aTask, NOW } from '../tasks/stage.testing.ts'
import type { LedgerImported, LedgerPreview } from './schemas.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
  },
})
const HEADINGS = ['任务编号', '任务名称', '具体内容', '牵头单位', '配合单位', '完成时限']
const ROWS = 5000
/** Rows (from 0) that are spoiled, and how. */
const PLANTED = 40

const goodRow = (index: number): string[] => [
  `BBW-${index + 1}`,
  `第${index + 1}项任务`,
  `完成第${index + 1}项工作。`,
  index % 3 === 0 ? '广西壮族自治区人民政府' : '南宁市人民政府',
  '北海市人民政府、钦州市人民政府',
  `${2026 + (index % 4)}年${1 + (index % 12)}月底`,
]

const spoilt = (row: string[], way: number): string[] => {
  const cells = [...row]
  if (way === 0) cells[1] = ''
  if (way === 1) cells[3] = '不存在的某某管理处办公小组'
  if (way === 2) cells[5] = '2026年13月底'
  if (way === 3) cells[4] = `${cells[4]}、${cells[3]}`
  if (way === 4) cells[0] = 'BBW-1'
  return cells
}

async function workbookOf(rows: readonly (readonly string[])[], headings = HEADINGS): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('台账')
  sheet.addRow(['重点任务台账'])
  sheet.addRow(headings)
  for (const row of rows) sheet.addRow([...row])
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function formOf(bytes: Buffer, fields: Record<string, string> = {}) {
  const boundary = '----ledger'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="ledger.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

async function programme(): Promise<string> {
  const made = await (await server.as('office')).post('/api/v1/programmes', {
    title: '重点任务台账',
    frequency: 'half_year',
    receiptDays: 5,
    opensDaysBefore: 20,
    dueDay: 'end',
    startsOn: '2026-01-01',
  })
  expect(made.statusCode).toBe(201)
  return made.json().id
}

const send = async (path: string, bytes: Buffer, fields?: Record<string, string>) => {
  const { payload, headers } = formOf(bytes, fields)
  return (await server.as('office')).request({ method: 'POST', url: path, payload, headers })
}
const countTasks = (programmeId: string) =>
  server.handle.asSystem(async (trx) => {
    const row = await trx
      .selectFrom('task')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('programme_id', '=', programmeId)
      .executeTakeFirstOrThrow()
    return Number(row.n)
  })

test('[DEL-1006] 5,000 rows with 40 errors: all named, nothing applied; mended: applied once, twice changes nothing', async () => {
  const id = await programme()
  const good = Array.from({ length: ROWS }, (_, index) => goodRow(index))
  const places = Array.from({ length: PLANTED }, (_, index) => 7 + index * 120)
  const bad = good.map((row, index) => (places.includes(index) ? spoilt(row, places.indexOf(index) % 5) : row))

  const looked = await send(`/api/v1/programmes/${id}/imports/preview`, await workbookOf(bad))
  const preview = looked.json<LedgerPreview>()
  expect(looked.statusCode).toBe(200)
  expect(preview).toMatchObject({ rows: ROWS, errorCount: PLANTED, added: 0, complete: true })
  expect(preview.errors.map(({ row }) => row)).toEqual(places.map((place) => place + 3))
  expect(preview.errors.slice(0, 5).map(({ code, column }) => [code, column])).toEqual([
    ['missing', '任务名称'],
    ['unit_unknown', '牵头单位'],
    ['date_unreadable', '完成时限'],
    ['unit_twice', '配合单位'],
    ['key_twice', '任务编号'],
  ])

  const refused = await send(`/api/v1/programmes/${id}/imports`, await workbookOf(bad))
  expect(refused.statusCode).toBe(422)
  expect(refused.json()).toMatchObject({ code: 'ledger_rows_unfit', facts: { count: PLANTED } })
  expect(await countTasks(id)).toBe(0)

  const mended = await workbookOf(good)
  const first = await send(`/api/v1/programmes/${id}/imports`, mended)
  expect(first.json<LedgerImported>()).toMatchObject({ added: ROWS, changed: 0, unchanged: 0 })
  const again = await send(`/api/v1/programmes/${id}/imports`, mended)
  expect(again.json<LedgerImported>()).toMatchObject({ added: 0, changed: 0, unchanged: ROWS })
  expect(await countTasks(id)).toBe(ROWS)

  const changed = good.map((row, index) =>
    index === 10 ? [...row.slice(0, 3), '北海市人民政府', '南宁市人民政府', '2027年6月底'] : row,
  )
  const third = await send(`/api/v1/programmes/${id}/imports`, await workbookOf(changed))
  expect(third.json<LedgerImported>()).toMatchObject({ added: 0, changed: 1, unchanged: ROWS - 1 })
}, 120_000)

test('[DEL-1006] a file with fewer columns leaves alone what it has no column for', async () => {
  const id = await programme()
  await send(`/api/v1/programmes/${id}/imports`, await workbookOf([goodRow(0)]))
  const [key = '', , , lead = '', others = ''] = goodRow(0)
  const fewer = await workbookOf(
    [[key, '改了名称的任务', lead, others]],
    ['任务编号', '任务名称', '牵头单位', '配合单位'],
  )
  const done = await send(`/api/v1/programmes/${id}/imports`, fewer)
  expect(done.json<LedgerImported>()).toMatchObject({ added: 0, changed: 1 })
  const [task] = await server.handle.asSystem((trx) =>
    trx.selectFrom('task').select(['title', 'text', 'due_on']).where('programme_id', '=', id).execute(),
  )
  expect(task).toEqual({ title: '改了名称的任务', text: '完成第1项工作。', due_on: '2026-01-31' })
})

test('[DEL-1007] what is imported is the file that was looked at, by who keeps the programme', async () => {
  const id = await programme()
  const bytes = await workbookOf([goodRow(0)])
  const other = await send(`/api/v1/programmes/${id}/imports`, bytes, { sha256: 'f'.repeat(64) })
  expect(other.json()).toMatchObject({ code: 'ledger_file_changed' })
  const { payload, headers } = formOf(bytes)
  const city = await (await server.as('city')).request({
    method: 'POST',
    url: `/api/v1/programmes/${id}/imports`,
    payload,
    headers,
  })
  expect(city.statusCode).toBe(403)
  expect(PEOPLE.city.role).toBe('city')
})

test('[DEL-1003] a file without headings says what a heading is', async () => {
  const id = await programme()
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('x').addRow(['甲', '乙'])
  const reply = await send(`/api/v1/programmes/${id}/imports/preview`, Buffer.from(await workbook.xlsx.writeBuffer()))
  expect(reply.json()).toMatchObject({ code: 'ledger_without_table' })
})

test('[DEL-1008] an export of dispatched tasks is known again, its mended row changes its task; plain numbers are not', async () => {
  const id = await aProgramme(server.handle, '导出再导入')
  const nanning = await server.handle.asSystem((trx) =>
    trx.selectFrom('organization').select('id').where('name', '=', '南宁市人民政府').executeTakeFirstOrThrow(),
  )
  for (const title of ['建设港口', '修复湿地', '互认数据'])
    await aTask(server.handle, {
      programmeId: id,
      title,
      units: [{ organizationId: nanning.id, role: 'responsible' }],
    })
  const office = await server.as('office')
  const exported = Buffer.from(await office.get(`/api/v1/tasks.xlsx?programme=${id}`).then((reply) => reply.rawPayload))
  const preview = async (bytes: Buffer) =>
    (
      await office.request({ method: 'POST', url: `/api/v1/programmes/${id}/imports/preview`, ...formOf(bytes) })
    ).json() as LedgerPreview
  expect(await preview(exported)).toMatchObject({ errorCount: 0, added: 0, changed: 0, unchanged: 3 })

  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(exported as unknown as ArrayBuffer)
  const [sheet] = workbook.worksheets
  const row = sheet?.getRow(2)
  if (row) row.getCell(3).value = '改过的任务'
  expect(await preview(Buffer.from(await workbook.xlsx.writeBuffer()))).toMatchObject({ added: 0, changed: 1 })
  if (row) row.getCell(1).value = '1'
  expect(await preview(Buffer.from(await workbook.xlsx.writeBuffer()))).toMatchObject({ added: 1, changed: 0 })
})

test('[DEL-1009] 自治区 in a ledger is that of who issued the plan of its programme', async () => {
  const { office } = PEOPLE
  const plan = randomUUID()
  await server.handle.asSystem((trx) =>
    sql`insert into document (id, home_jurisdiction, title, issuer, visibility, owner_organization_id)
      values (${plan}::uuid, '000000', '实施方案', '广西壮族自治区人民政府', 'cluster', ${office.organizationId}::uuid)`.execute(
      trx,
    ),
  )
  const id = await server.handle.asActor(office, (trx) =>
    createProgramme(trx, office, { title: '广西台账', documentId: plan, startsOn: '2026-01-01' }, NOW),
  )
  const row = ['1', '完善集疏运', '完善港口集疏运。', '自治区人民政府', '北海市人民政府', '2027年6月底']
  const looked = await send(`/api/v1/programmes/${id}/imports/preview`, await workbookOf([row]))
  expect(looked.json<LedgerPreview>()).toMatchObject({ errorCount: 0, added: 1 })
  expect((await send(`/api/v1/programmes/${id}/imports`, await workbookOf([row]))).statusCode).toBe(200)
  const lead = await server.handle.asSystem((trx) =>
    sql<{
      name: string
    }>`select o.name from task t join task_assignment a on a.task_id = t.id join organization o on o.id = a.organization_id
      where t.programme_id = ${id}::uuid and a.role = 'lead'`.execute(trx),
  )
  expect(lead.rows).toEqual([{ name: '广西壮族自治区人民政府' }])
})

test('[DEL-1003] text under the name of a workbook is said to be no spreadsheet', async () => {
  const id = await programme()
  const reply = await send(`/api/v1/programmes/${id}/imports/preview`, Buffer.from('任务名称：修复湿地。'))
  expect([reply.statusCode, reply.json().code, reply.json().facts]).toEqual([
    422,
    'ledger_not_spreadsheet',
    { file: 'ledger.xlsx' },
  ])
})
