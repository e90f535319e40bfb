import { expect, test } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import type { Commitment } from './schemas.ts'
import { prepareGazetteer } from './testing/gazetteer.ts'
import { SAMPLE_PLAN } from './testing/samplePlan.ts'
import { ingestPlan } from './testing/uploading.ts'

const server = withServer({ prepare: prepareGazetteer })

test.each([
  ['title', { title: '建设\u202e路铁\u202c' }],
  ['title', { title: '建设\u0007铁路' }],
  ['title', { title: '建设\n铁路' }],
  ['title', { title: '建设\ud800铁路' }],
  ['reason', { title: '建设铁路', reason: '更正\u0000' }],
  ['reason', { title: '建设铁路', reason: '更正\u2067' }],
  ['responsibilities.0.printed', { responsibilities: [{ kind: 'unit', printed: '市\u009f局', role: 'lead' }] }],
  ['deadline.quote', { deadline: { date: '2026-01-01', quote: '年底\u202d前' } }],
  ['project.name', { project: { name: '铁\u007f路', stage: null, box: null } }],
])('[PLAT-56] characters that nobody sees are refused in %s', async (field, body) => {
  const office = await server.as('office')
  const { items } = await ingestPlan(office, SAMPLE_PLAN)
  const reply = await office.post(`/api/v1/commitments/${items[0]?.id}/edit`, body, { 'if-match': '"v1"' })
  expect([reply.statusCode, reply.json().code, reply.json().facts]).toEqual([400, 'text_unclean', { field }])
})

test('[PLAT-56] a reason may have paragraphs, and rare characters are no controls', async () => {
  const office = await server.as('office')
  const { items } = await ingestPlan(office, SAMPLE_PLAN)
  const body = { title: '建设𠮷港铁路👷', reason: '一、更正\n\t二、补充', confirm: false }
  const reply = await office.post(`/api/v1/commitments/${items.at(-1)?.id}/edit`, body, { 'if-match': '"v1"' })
  expect([reply.statusCode, reply.json().items?.[0]?.title]).toEqual([200, body.title])
})

/** Values that no page sends: each is the caller's mistake, told as such, and changes nothing. */
test('[PLAN-14] a change that cannot be stored is refused with its reason, and is no mistake of ours', async () => {
  const office = await server.as('office')
  const { id, items } = await ingestPlan(office, SAMPLE_PLAN)
  const [first] = items as [Commitment]
  const at = { 'if-match': '"v1"' }
  const edits: Record<string, unknown>[] = [
    { deadline: { date: '2026-02-30' } },
    { title: '   ' },
    { responsibilities: [{ kind: 'unit', printed: '\udc00', role: 'lead' }] },
    { responsibilities: [{ kind: 'unit', printed: '某局', role: 'lead', span: [3_000_000_000, 3_000_000_001] }] },
  ]
  for (const body of edits) {
    const reply = await office.post(`/api/v1/commitments/${first.id}/edit`, body, at)
    expect([body, reply.statusCode]).toEqual([body, 400])
  }
  const itself = { id: first.id, revision: 1 }
  const merged = await office.post('/api/v1/commitments/merge', { items: [itself, itself] })
  expect([merged.statusCode, merged.json().code]).toEqual([400, 'schema_mismatch'])
  for (const [date, status] of Object.entries({ x: 400, '2026-13-45': 400, '2026-02-30': 400, '2017-01': 200 })) {
    const reply = await office.request({
      method: 'PATCH',
      url: `/api/v1/documents/${id}`,
      payload: { date },
      headers: at,
    })
    expect([date, reply.statusCode]).toEqual([date, status])
  }
  const cursor = Buffer.from('["x"]').toString('base64url')
  expect((await office.get(`/api/v1/documents?cursor=${cursor}`)).statusCode).toBe(400)
  expect((await office.get(`/api/v1/documents/${id}/text?version=99999999999`)).statusCode).toBe(400)
  const now = (await office.get(`/api/v1/commitments/${first.id}`)).json<Commitment>()
  expect(now).toMatchObject({ revision: 1, title: first.title })
})
