import { expect, test } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import type { Commitment } from './schemas.ts'
import { prepareGazetteer } from './testing/gazetteer.ts'
import { SAMPLE_PLAN } from './testing/samplePlan.ts'
import { ingestPlan } from './testing/uploading.ts'

const server = withServer({ prepare: prepareGazetteer })

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
