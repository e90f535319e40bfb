import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import { textOf, unzip } from '../../papers/docx.testing.ts'
import {
  bindTestYears,
  draftedAgreement,
  monthsMeeting,
  placePeople,
  sectionYear,
  sent,
  signedAgreement,
} from '../stage.testing.ts'
import type { AgreementDetail, FormList } from './schemas.ts'

const server = withServer({ prepare: placePeople })
const years = bindTestYears()
const get = async (url: string) => (await server.as('department')).get(url)

async function workbookOf(reply: { rawPayload: Buffer }): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(reply.rawPayload as unknown as ArrayBuffer)
  return workbook
}
const rowsOf = (workbook: ExcelJS.Workbook, name: string) =>
  workbook.getWorksheet(name)?.getSheetValues().slice(2) as unknown[][]

test('[SET-75] the list is taken away as it is filtered, with those who still have to sign', async () => {
  const { name } = await signedAgreement(server.as)
  const all = await workbookOf(await get('/api/v1/agreements.xlsx'))
  expect(rowsOf(all, '补偿协议').map((row) => row[1])).toContain(name)
  const drafts = await workbookOf(await get('/api/v1/agreements.xlsx?state=declined'))
  expect(rowsOf(drafts, '补偿协议')).toEqual([])
})

test('[SET-75] a version is an official document that says all that is signed', async () => {
  const signed = await signedAgreement(server.as)
  const reply = await get(`/api/v1/agreements/${signed.id}.docx`)
  expect(reply.statusCode).toBe(200)
  const text = textOf(unzip(reply.rawPayload, 'word/document.xml'))
  for (const words of ['广东付给广西', '年度出资额 × 应付比例', '100,000,000元', '待确认', signed.sha256, '签署。'])
    expect(text).toContain(words)
  const draft = await draftedAgreement(server.as)
  const other = await get(`/api/v1/agreements/${draft.id}.docx`)
  expect(textOf(unzip(other.rawPayload, 'word/document.xml'))).toContain('本件为草案，未经签署')
})

test('[SET-75] a trial is a workbook: payments as numbers, why a year does not come out, the derivation, what was tried', async () => {
  years.set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
  const reply = await (await server.as('department')).post('/api/v1/agreements/bench.xlsx', {
    ...{ form: 'jiuzhoujiang-2', years: [2018, 2020], terms: { contributionPerYear: '200000000.01' } },
  })
  expect(reply.statusCode).toBe(200)
  const workbook = await workbookOf(reply)
  const [paid, open] = rowsOf(workbook, '试算汇总')
  expect(paid?.slice(1, 6)).toEqual([2018, '广东', '广西', 200_000_000.01, 20_000_000_001])
  expect([open?.[1], String(open?.[6])]).toEqual([2020, expect.stringContaining('山角2020年')])
  expect(rowsOf(workbook, '计算过程').length).toBeGreaterThan(5)
  expect(rowsOf(workbook, '试算条件')).toEqual([[undefined, '改动条款', 'contributionPerYear', '', '', '200000000.01']])
})

test('[SET-77] terms keep their unit and source; what is open is asked for in the words of officials', async () => {
  const { items } = await sent<FormList>(get('/api/v1/agreements/forms'))
  const { agreement } = items.find(({ id }) => id === 'jiuzhoujiang-2')?.content ?? {}
  expect([agreement?.terms.contributionPerYear?.unit, agreement?.source]).toEqual(['元', '广西日报（2019-01-10）'])
  for (const { content } of items)
    for (const { note } of Object.values(content.agreement.terms)) if (note) expect(note).toMatch(/\p{Script=Han}/u)
  const draft = await draftedAgreement(server.as)
  const terms = { ...draft.content.agreement.terms, passRate: { value: '0.8', confidence: 'one', source: '会议纪要' } }
  const content = { ...draft.content, agreement: { ...draft.content.agreement, terms } }
  const url = `/api/v1/agreements/${draft.id}`
  const department = await server.as('department')
  const saved = await sent<AgreementDetail>(department.patch(url, { content }, { 'if-match': `"v${draft.revision}"` }))
  expect(saved.content.agreement.terms.passRate).toEqual({ value: '0.8', confidence: 'one', source: '会议纪要' })
})
