import { Readable } from 'node:stream'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import { prepareGazetteer } from '../plan/testing/gazetteer.ts'
import { SAMPLE_PLAN } from '../plan/testing/samplePlan.ts'
import { ingestPlan } from '../plan/testing/uploading.ts'
import { compressAnswers } from './compress.ts'

const server = withServer({ prepare: prepareGazetteer })
const BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd' }

describe('compressed answers', () => {
  test('[SRV-19] JSON and CSV come compressed to whoever takes it, and are the same answer', async () => {
    const office = await server.as('office')
    const { id } = await ingestPlan(office, SAMPLE_PLAN)
    for (const url of ['/api/v1/commitments', `/api/v1/documents/${id}/text`, '/api/v1/commitments.csv']) {
      const plain = await office.get(url)
      const small = await office.get(url, BROWSER)
      const zipped = await office.get(url, { 'accept-encoding': 'gzip' })
      expect([url, plain.headers['content-encoding']]).toEqual([url, undefined])
      expect([url, small.headers['content-encoding'], small.headers.vary]).toEqual([url, 'br', 'accept-encoding'])
      expect(brotliDecompressSync(small.rawPayload).equals(plain.rawPayload)).toBe(true)
      expect(gunzipSync(zipped.rawPayload).equals(plain.rawPayload)).toBe(true)
      expect(small.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
    }
  })

  test('[SRV-19] what is small, or compressed already, is sent as it is', async () => {
    const office = await server.as('office')
    const { id } = await ingestPlan(office, SAMPLE_PLAN)
    for (const url of ['/api/v1/ledger/accounts', `/api/v1/documents/${id}/source`, '/api/v1/commitments.xlsx']) {
      const reply = await office.get(url, BROWSER)
      expect([url, reply.statusCode, reply.headers['content-encoding']]).toEqual([url, 200, undefined])
    }
  })
})

describe('streams', () => {
  const app = Fastify()
  let address = ''
  let goOn = () => {}
  const waiting = new Promise<void>((done) => {
    goOn = done
  })
  const portion = (seed: number) =>
    Array.from({ length: 20_000 }, (_, n) => String.fromCharCode(0x4e00 + ((n * seed * 7919) % 20_000))).join('')

  beforeAll(async () => {
    await compressAnswers(app)
    app.get('/slow', (_request, reply) =>
      reply.type('text/csv; charset=utf-8').send(
        Readable.from(
          (async function* () {
            for (let seed = 1; seed < 40; seed++) yield portion(seed)
            await waiting
            yield 'the end'
          })(),
        ),
      ),
    )
    app.get('/broken', (_request, reply) =>
      reply.type('text/csv; charset=utf-8').send(
        Readable.from(
          (async function* () {
            yield portion(1)
            throw new Error('on purpose')
          })(),
        ),
      ),
    )
    address = await app.listen({ port: 0 })
  })
  afterAll(() => app.close())

  test('[SRV-19] an answer that streams is on its way before it is complete', async () => {
    const reply = await fetch(`${address}/slow`, { headers: { 'accept-encoding': 'br' } })
    expect(reply.headers.get('content-encoding')).toBe('br')
    const reader = (reply.body as ReadableStream<Uint8Array>).getReader()
    const first = await reader.read()
    expect(first.value?.length).toBeGreaterThan(0)
    goOn()
    let text = new TextDecoder().decode(first.value)
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text = (text + new TextDecoder().decode(part.value)).slice(-20)
    }
    expect(text.endsWith('the end')).toBe(true)
  })

  test('[SRV-19] one that fails on the way does not look complete', async () => {
    const reply = await fetch(`${address}/broken`, { headers: { 'accept-encoding': 'gzip' } }).catch(() => null)
    await expect(reply === null ? Promise.reject(new Error('cut off')) : reply.text()).rejects.toThrow()
  })
})
