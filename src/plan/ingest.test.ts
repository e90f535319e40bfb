import { describe, expect, test } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import { loadGazetteer } from '../gazetteer/index.ts'
import { SAMPLE_PLAN } from './samplePlan.ts'
import type { Commitment, IngestAnswer } from './schemas.ts'

const server = withServer({ prepare: async (handle) => void (await loadGazetteer(handle)) })

export function formOf(files: { name: string; text: string | Uint8Array }[], fields: Record<string, string> = {}) {
  const boundary = 'qunce-test-boundary'
  const parts: Buffer[] = []
  for (const [name, value] of Object.entries(fields)) {
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`))
  }
  for (const { name, text } of files) {
    parts.push(
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
      Buffer.from(text),
      Buffer.from('\r\n'),
    )
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { payload: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

describe('ingest', () => {
  test('works', async () => {
    const office = await server.as('office')
    const { payload, headers } = formOf([{ name: 'plan.txt', text: SAMPLE_PLAN }])
    const reply = await office.post('/api/v1/documents', payload, headers)
    console.log(reply.statusCode, JSON.stringify(reply.json(), null, 1).slice(0, 3000))
    const answer = reply.json() as IngestAnswer
    const id = answer.results[0]?.document?.id
    const list = await office.get(`/api/v1/documents/${id}/commitments`)
    for (const c of (list.json() as { items: Commitment[] }).items)
      console.log(
        c.kind,
        '|',
        c.title,
        '|',
        c.provision.address,
        '|',
        c.responsibilities.map((r) => `${r.role}:${r.printed}${r.organization ? '*' : ''}`).join(','),
        '|',
        c.deadline?.date,
        '|',
        c.text,
      )
    for (const url of [
      `/api/v1/documents/${id}`,
      `/api/v1/documents/${id}/text`,
      `/api/v1/commitments?q=${encodeURIComponent('红树林')}`,
      '/api/v1/commitments/facets',
      '/api/v1/commitments.csv?keys=true',
      '/api/v1/documents',
    ]) {
      const r = await office.get(url)
      console.log(url, r.statusCode, r.body.slice(0, 600))
    }
    expect(reply.statusCode).toBe(200)
  })
})
