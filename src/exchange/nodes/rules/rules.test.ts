import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identityOf } from '../../identity/index.ts'
import { momentOf, originsOf } from '../streams.ts'
import { BEGINNING, linkOf, linksOf } from './chain.ts'
import { readEvent, type Told, writeEvent } from './event.ts'
import { type HeardUpTo, judgeParcel } from './judge.ts'
import { STREAM_BYTES, writeMemberConfig, writeRegionConfig } from './natsConfig.ts'
import { type OpenedParcel, openParcel, readParcel, type SignedParcel, signParcel, writeParcel } from './parcel.ts'
import { openPulse, signPulse } from './pulse.ts'
import { readStop } from './stop.ts'

const identity = identityOf(generateKeyPairSync('ed25519').privateKey)
const other = identityOf(generateKeyPairSync('ed25519').privateKey)

const told = (number: number, text = `第${number}条`): Told => ({
  ...{ sender: 'gx', receiver: 'region', number, at: '2026-11-23T02:00:00.000Z' },
  ...{ kind: 'task', version: 1, key: `t${number}`, content: { text } },
})
const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => writeEvent(told(from + index)))
const hashAt = (number: number) => linksOf(BEGINNING, events(1, number)).at(-1) ?? BEGINNING

function parcelOf(first: number, last: number, by = identity): SignedParcel {
  const parcel = { sender: 'gx', receiver: 'region', first, previous: hashAt(first - 1), events: events(first, last) }
  return signParcel(parcel, hashAt(last), by)
}

function opened(parcel: SignedParcel): OpenedParcel {
  const result = openParcel(parcel)
  if (typeof result === 'string') throw new Error(result)
  return result
}

describe('[EXC-131] a message', () => {
  test('is a CloudEvent 1.0 on one line, and reads as what was told', () => {
    const fact = fc.record({
      key: fc.string({ minLength: 1, unit: 'binary' }).filter((key) => !key.includes('\0')),
      content: fc.option(fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<Record<string, unknown>>),
      number: fc.integer({ min: 1, max: 1e12 }),
    })
    fc.assert(
      fc.property(fact, ({ key, content, number }) => {
        const message = { ...told(number), key, content: content && JSON.parse(JSON.stringify(content)) }
        const text = writeEvent(message)
        expect(text).not.toContain('\n')
        expect(readEvent(text)).toEqual(message)
      }),
    )
    expect(JSON.parse(writeEvent(told(7)))).toEqual({
      ...{
        specversion: '1.0',
        id: 'gx.region.7',
        source: 'urn:qunce:node:gx',
        type: 'cn.qunce.task.v1',
        subject: 't7',
      },
      ...{ time: '2026-11-23T02:00:00.000Z', receiver: 'region', sequence: '7' },
      ...{ datacontenttype: 'application/json', data: { text: '第7条' } },
    })
    expect(JSON.parse(writeEvent({ ...told(8), content: null }))).not.toHaveProperty('data')
  })

  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['another version', writeEvent(told(1)).replace('"1.0"', '"0.3"')],
    ['another source', writeEvent(told(1)).replace('urn:qunce:node:gx', 'urn:x:gx')],
    ['a code that is none', writeEvent({ ...told(1), sender: 'G X' })],
    ['no kind', writeEvent(told(1)).replace('cn.qunce.task.v1', 'cn.qunce.v1')],
    ['no key', writeEvent({ ...told(1), key: '' })],
    ['no time', writeEvent({ ...told(1), at: 'today' })],
    ['a time that no clock shows', writeEvent({ ...told(1), at: '2026-02-30T00:00:00Z' })],
    ['a time before all time', writeEvent({ ...told(1), at: '0000-01-01T00:00:00Z' })],
    ['a time that only a program understands', writeEvent({ ...told(1), at: '+275760-09-13T00:00:00Z' })],
    ['a key that cannot be kept', writeEvent({ ...told(1), key: 'a\0' })],
    ['a key longer than an index takes', writeEvent({ ...told(1), key: 'a'.repeat(3000) })],
    ['half a character', writeEvent({ ...told(1), content: { text: '\ud800' } })],
    ['a NUL in a name', writeEvent({ ...told(1), content: { list: [{ '\0': 1 }] } })],
    ['a content without a bottom', writeEvent(told(1)).replace('"第1条"', `${'['.repeat(5000)}${']'.repeat(5000)}`)],
    ['number 0', writeEvent(told(0))],
    ['a content that is none', writeEvent(told(1)).replace('{"text":"第1条"}', '"x"')],
    ['a type that is no text', writeEvent(told(1)).replace('"cn.qunce.task.v1"', '{"toString":1,"valueOf":1}')],
    ['a kind that is endless', writeEvent({ ...told(1), kind: 'a'.repeat(3000) })],
    ['a key that is endless', writeEvent({ ...told(1), key: '长'.repeat(501) })],
    ['a key with NUL', writeEvent({ ...told(1), key: 'a\0' })],
    ['half a character', writeEvent({ ...told(1), content: { text: '\ud800' } })],
    ['NUL in the name of a field, deep down', writeEvent({ ...told(1), content: { of: [{ 'a\0': 1 }] } })],
    ['a year that no calendar has', writeEvent({ ...told(1), at: '+275760-09-13T00:00:00.000Z' })],
    ['30 February', writeEvent({ ...told(1), at: '2026-02-30T00:00:00.000Z' })],
    ['depths', writeEvent(told(1)).replace('"第1条"', `${'['.repeat(200_000)}${']'.repeat(200_000)}`)],
  ])('is refused with %s', (_, text) => expect(readEvent(text)).toBeNull())
})

describe('[EXC-132] a parcel', () => {
  test('survives its way over the wire', () => {
    const parcel = parcelOf(3, 9)
    const { subject, headers, body } = writeParcel(parcel)
    const read = readParcel(subject, (name) => new Map(headers).get(name) ?? '', body)
    expect(read).toEqual(parcel)
    expect(opened(read).told.map(({ number }) => number)).toEqual([3, 4, 5, 6, 7, 8, 9])
    expect(opened(read).links.at(-1)).toBe(linkOf(hashAt(8), writeEvent(told(9))))
  })

  test('holds with no byte of it changed', () => {
    const parcel = parcelOf(1, 4)
    fc.assert(
      fc.property(fc.nat(3), fc.nat(), fc.integer({ min: 1, max: 127 }), (index, place, bit) => {
        const text = Buffer.from(parcel.events[index] ?? '')
        const at = place % text.length
        text[at] = (text[at] ?? 0) ^ bit
        const changed = parcel.events.map((event, position) => (position === index ? text.toString('latin1') : event))
        expect(['tampered', 'unreadable']).toContain(openParcel({ ...parcel, events: changed }))
      }),
    )
  })

  test.each<[string, Partial<SignedParcel>, string]>([
    ['one message less', { events: events(1, 3) }, 'forged'],
    ['one message more', { events: events(1, 5) }, 'forged'],
    ['its messages in another order', { events: events(1, 4).reverse() }, 'tampered'],
    ['another first number', { first: 2 }, 'forged'],
    ['another receiver', { receiver: 'gd' }, 'forged'],
    ['another sender', { sender: 'gd' }, 'forged'],
    ['another end', { head: hashAt(3) }, 'forged'],
    ['another beginning', { previous: hashAt(3) }, 'forged'],
    ['the key of somebody else', { key: other.publicKey }, 'forged'],
    ['no signature', { signature: '' }, 'forged'],
    ['no messages', { events: [] }, 'unreadable'],
    ['a sender that is no code', { sender: '../gx' }, 'unreadable'],
    ['a number that is none', { first: Number.NaN }, 'unreadable'],
  ])('is refused with %s', (_, change, fault) => expect(openParcel({ ...parcelOf(1, 4), ...change })).toBe(fault))

  test('of messages that were addressed to another channel is refused, though it is signed', () => {
    const text = [writeEvent({ ...told(1), receiver: 'gd' })]
    const parcel = { sender: 'gx', receiver: 'region', first: 1, previous: BEGINNING, events: text }
    expect(openParcel(signParcel(parcel, linksOf(BEGINNING, text).at(-1) ?? '', identity))).toBe('unreadable')
  })
})

describe('[EXC-133] whether a parcel is taken', () => {
  const keys = [{ key: identity.publicKey, revokedAt: null }]
  const heard = (number: number): HeardUpTo => ({ number, hash: hashAt(number) })

  test.each<[string, OpenedParcel, HeardUpTo, unknown]>([
    ['the first', opened(parcelOf(1, 3)), heard(0), { take: 0 }],
    ['the next', opened(parcelOf(4, 6)), heard(3), { take: 0 }],
    ['one that was sent again with what came since', opened(parcelOf(1, 6)), heard(3), { take: 3 }],
    ['one that is known', opened(parcelOf(1, 3)), heard(3), { refuse: 'repeated' }],
    ['one from long ago', opened(parcelOf(1, 2)), heard(9), { refuse: 'repeated' }],
    ['one after a gap', opened(parcelOf(5, 6)), heard(3), { refuse: 'early' }],
    ['another history', opened(parcelOf(4, 6)), { number: 3, hash: hashAt(2) }, { refuse: 'forked' }],
    ['another history below it', opened(parcelOf(2, 6)), { number: 3, hash: hashAt(5) }, { refuse: 'forked' }],
  ])('%s', (_, parcel, upTo, verdict) => expect(judgeParcel(parcel, 'region', keys, upTo)).toEqual(verdict))

  test.each([
    ['for another node', 'gd', keys, 'misdirected'],
    ['of itself', 'gx', keys, 'misdirected'],
    ['of a node that nobody let in', 'region', null, 'unknown_sender'],
    ['by a key that is not the sender’s', 'region', [{ key: other.publicKey, revokedAt: null }], 'foreign_key'],
    ['by a key that was revoked', 'region', [{ key: identity.publicKey, revokedAt: new Date() }], 'revoked_key'],
  ] as const)('not one %s', (_, self, known, reason) =>
    expect(judgeParcel(opened(parcelOf(1, 3)), self, known, heard(0))).toEqual({ refuse: reason }),
  )

  test('however parcels are repeated and mixed, each message is taken once and in order', () => {
    const span = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 5 }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const taken: number[] = []
        for (const [first, more] of spans) {
          const parcel = opened(parcelOf(first, first + more))
          const verdict = judgeParcel(parcel, 'region', keys, heard(taken.length))
          if ('take' in verdict) taken.push(...parcel.told.slice(verdict.take).map(({ number }) => number))
        }
        expect(taken).toEqual(taken.map((_, index) => index + 1))
      }),
      { numRuns: 50 },
    )
  })
})

test('[EXC-134] a pulse holds as it was signed, and not otherwise', () => {
  const said = { sender: 'gx', receiver: 'region', at: '2026-11-23T02:00:00.000Z', told: 9, toldHash: hashAt(9) }
  const pulse = signPulse({ ...said, heard: 4, heardHash: hashAt(4), stopped: null }, identity)
  expect(openPulse(JSON.stringify(pulse))).toEqual(pulse)
  for (const change of [
    { told: 10 },
    { heard: 5 },
    { at: '2026-11-23T03:00:00.000Z' },
    { key: other.publicKey },
    { heard: -1 },
  ])
    expect(openPulse(JSON.stringify({ ...pulse, ...change }))).toBeNull()
  const more = JSON.stringify({ ...pulse, more: '\0' })
  expect(openPulse(more)).toEqual(pulse)
  for (const hostile of [{ sender: { toString: 1 } }, { key: {} }, { at: '2026-02-30T00:00:00Z' }, { at: '1' }])
    expect(openPulse(JSON.stringify({ ...pulse, ...hostile }))).toBeNull()
  for (const text of ['', 'null', '[]', '{}']) expect(openPulse(text)).toBeNull()
  // What is not signed is not kept, and what no database keeps is none.
  expect(openPulse(JSON.stringify({ ...pulse, more: '\0' }))).toEqual(pulse)
  expect(openPulse(JSON.stringify({ ...pulse, signature: `${pulse.signature}\0` }))).toBeNull()
  const late = signPulse(
    { ...said, at: '+275760-09-13T00:00:00.000Z', heard: 4, heardHash: hashAt(4), stopped: null },
    identity,
  )
  expect(openPulse(JSON.stringify(late))).toBeNull()
  const why = { reason: 'unreadable', first: 5, last: 6, since: '2026-11-23T02:00:00.000Z' } as const
  const stopping = signPulse({ ...said, heard: 4, heardHash: hashAt(4), stopped: why }, identity)
  expect(openPulse(JSON.stringify(stopping))).toEqual(stopping)
  for (const stopped of [null, undefined, { ...why, last: 7 }, { ...why, reason: 'x' }, { ...why, since: '1' }, 'x'])
    expect(openPulse(JSON.stringify({ ...stopping, stopped }))).toBeNull()
  // A reason of a later version stops neither the receipt nor the age, and says as much as is known of it.
  const later = signPulse({ ...said, heard: 4, heardHash: hashAt(4), stopped: { ...why, reason: 'paused' } }, identity)
  expect(openPulse(JSON.stringify(later))).toEqual(later)
  expect([readStop({ ...why, reason: 'paused' }), readStop(why)]).toEqual([{ ...why, reason: 'other' }, why])
})

test('[EXC-135] the region’s server lets each account fetch exactly what is addressed to it', () => {
  const members = ['gx', 'gd'].map((code) => ({ code, passwordHash: `$2b$hash of ${code}` }))
  const addresses = { client: { host: '127.0.0.1', port: 4222 }, leaf: { host: '0.0.0.0', port: 7422 } }
  const reachedAt = 'hub:7422'
  const text = writeRegionConfig({
    code: 'region',
    addresses,
    reachedAt,
    folder: '/data',
    hostPassword: 'secret',
    members,
  })
  const account = (code: string) => text.slice(text.indexOf(`  ${code} {`)).split('\n  }')[0] ?? ''
  const exported = [...account('GX').matchAll(/service: "(\$JS\.API[^"]+)", response: stream, accounts: \[(\w+)\]/g)]
  expect(exported.map(([, subject, to]) => [subject, to])).toEqual([
    ['$JS.API.CONSUMER.CREATE.FROM_gx.*.gx.region', 'REGION'],
    ['$JS.API.CONSUMER.CREATE.FROM_gx.*.gx.gd', 'GD'],
  ])
  expect(account('GX')).toContain('{ user: gx, password: "$2b$hash of gx", permissions: { publish: { deny: [')
  expect(account('REGION')).not.toContain('user: region,')
  expect(account('GX')).toContain('max_streams: 2')
  // The server holds the sum of both streams against it.
  expect(Number(/disk_max_stream_bytes: (\d+)/.exec(account('GX'))?.[1])).toBeGreaterThan(2 * STREAM_BYTES)
  expect(account('REGION')).toContain('jetstream: enabled')
  const without = writeRegionConfig({
    code: 'region',
    addresses,
    reachedAt,
    folder: '/data',
    hostPassword: 's',
    members: members.slice(0, 1),
  })
  expect(without).not.toMatch(/GD|gd/)
  const member = { code: 'gx', addresses: { client: addresses.client }, folder: '/data', nodePassword: 'n' }
  expect(writeMemberConfig({ ...member, region: null })).toContain('remotes: [  ]')
  const joined = writeMemberConfig({
    ...member,
    region: { address: 'hub:7422', password: 'a/b"c', tls: { authority: '/ca.pem' } },
  })
  expect(joined).toContain('urls: ["tls://gx:a%2Fb%22c@hub:7422"]')
  expect(joined).toContain('tls { ca_file: "/ca.pem" }')
})

test('[EXC-135] what a member’s server says of its streams is a moment or nothing, and what was known of it stands', () => {
  expect(momentOf('2026-11-23T04:53:54.519094123Z')).toBe('2026-11-23T04:53:54.519094123Z')
  for (const said of [undefined, 7, '', 'x'.repeat(5000), '2026-11-23T04:53:54Z, gd 2026-11-23'])
    expect(momentOf(said)).toBeUndefined()
  const before = 'gx 2026-11-23T04:53:54Z, gd 2026-11-23T04:53:55Z'
  expect(originsOf(['gx', 'gd'], new Map([['gd', '2026-11-23T05:00:00Z']]), before)).toBe(
    'gx 2026-11-23T04:53:54Z, gd 2026-11-23T05:00:00Z',
  )
})
