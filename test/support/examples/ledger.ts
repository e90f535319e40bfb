import type { Example, Stage } from '../accessExamples.ts'

async function aProgramme({ as, owner }: Stage): Promise<string> {
  const made = await (await as(owner)).post('/api/v1/programmes', {
    title: '导入的台账',
    frequency: 'half_year',
    receiptDays: 5,
    opensDaysBefore: 20,
    dueDay: 'end',
    startsOn: '2026-01-01',
  })
  return made.json().id
}

const TABLE =
  '<!doctype html><html><head><title>台账</title></head><body><table><tr><th>任务</th><th>责任单位</th></tr><tr><td>修订规划</td><td>南宁市人民政府</td></tr></table></body></html>'
const form = {
  payload: `--x\r\nContent-Disposition: form-data; name="file"; filename="ledger.html"\r\n\r\n${TABLE}\r\n--x--\r\n`,
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
}

export const ledgerExamples: Readonly<Record<string, Example>> = {
  'POST /api/v1/programmes/:id/imports/preview': async (stage) => ({
    method: 'POST',
    url: `/api/v1/programmes/${await aProgramme(stage)}/imports/preview`,
    ...form,
  }),
  'POST /api/v1/programmes/:id/imports': async (stage) => ({
    method: 'POST',
    url: `/api/v1/programmes/${await aProgramme(stage)}/imports`,
    ...form,
  }),
}
