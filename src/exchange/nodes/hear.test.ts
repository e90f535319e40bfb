import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { withDatabase } from '../../../test/support/index.ts'
import { describeStatus } from '../../cli/node.ts'
import { identityOf } from '../identity/index.ts'
import type { Cargo } from './cargo.ts'
import { Things } from './cluster.testing.ts'
import { directoryCargo } from './directory.ts'
import { hear, hearOrRefuse, hearPulse } from './hear.ts'
import { noteOwnFault } from './hearing.ts'
import { type Marks, offer } from './offer.ts'
import { useCargo } from './outside/cargo.ts'
import { BEGINNING, linksOf } from './rules/chain.ts'
import { writeEvent } from './rules/event.ts'
import { type SignedParcel, signParcel } from './rules/parcel.ts'
import { openPulse, signPulse } from './rules/pulse.ts'
import { makePulse, nextParcel, noteSent, sendAgain } from './send.ts'
import { statusOf } from './status.ts'
import { Telling } from './telling.ts'
import { verifyChannels } from './verify.ts'

// One database plays the region; what members tell it is made here, by their keys.
const database = withDatabase()
const [own, gx, gd, stranger] = Array.from({ length: 4 }, () =>
  identityOf(generateKeyPairSync('ed25519').privateKey),
) as [
  ReturnType<typeof identityOf>,
  ReturnType<typeof identityOf>,
  ReturnType<typeof identityOf>,
  ReturnType<typeof identityOf>,
]
const self = { code: 'region', role: 'region', jurisdictionCode: null } as const

beforeAll(() =>
  database.handle.asSystem(async (trx) => {
    for (const [code, key] of [
      ['region', own],
      ['gx', gx],
      ['gd', gd],
    ] as const) {
      const role = code === 'region' ? 'region' : 'member'
      await sql`insert into node (code, name, name_en, role, is_self) values (${code}, ${code}, ${code}, ${role}, ${role === 'region'})`.execute(
        trx,
      )
      await sql`insert into node_key (public_key, node_code) values (${key.publicKey}, ${code})`.execute(trx)
    }
  }),
)

const event = (sender: string, number: number, text: string, key = `t${number}`) =>
  writeEvent({
    ...{ sender, receiver: 'region', number, at: '2026-11-23T02:00:00.000Z', kind: 'thing', version: 1, key },
    content: text === '' ? null : { text },
  })

/** What a member told from its first message on, of which a parcel carries some. */
function parcelOf(sender: string, history: readonly string[], first: number, by = gx): SignedParcel {
  const links = linksOf(BEGINNING, history)
  const parcel = {
    sender,
    receiver: 'region',
    first,
    previous: links[first - 2] ?? BEGINNING,
    events: history.slice(first - 1),
  }
  return signParcel(parcel, links.at(-1) ?? '', by)
}

const acting = (arrived: NonNullable<Cargo['arrived']>): Cargo => ({
  ...{ kind: 'thing', version: 1, facts: async () => [], arrived },
})

const take = (parcel: SignedParcel) => database.handle.asSystem((trx) => hear(trx, self, parcel, []))
const refusals = async () => {
  const rows = await database.handle.asSystem((trx) =>
    trx.selectFrom('node_refusal').select(['sender', 'reason', 'times']).orderBy('id').execute(),
  )
  return rows.map(({ sender, reason, times }) => [sender, reason, times])
}
const facts = async (owner: string) => {
  const rows = await database.handle.asSystem((trx) =>
    trx.selectFrom('shared_fact').select(['key', 'content']).where('owner', '=', owner).orderBy('key').execute(),
  )
  return Object.fromEntries(rows.map(({ key, content }) => [key, content?.text ?? null]))
}

describe('hearing', () => {
  const history = [event('gx', 1, '甲'), event('gx', 2, '乙'), event('gx', 3, '丙', 't1'), event('gx', 4, '', 't2')]

  test('[EXC-136] what a member tells is taken once, in order, and stands as it told it last', async () => {
    expect(await take(parcelOf('gx', history.slice(0, 2), 1))).toEqual({ taken: 2 })
    expect(await facts('gx')).toEqual({ t1: '甲', t2: '乙' })
    expect(await take(parcelOf('gx', history, 1))).toEqual({ taken: 2 })
    expect(await facts('gx')).toEqual({ t1: '丙', t2: null })
    expect(await verifyChannels(database.handle)).toContainEqual({
      sender: 'gx',
      receiver: 'region',
      messages: 4,
      broken: null,
    })
  })

  test('[EXC-137] what is repeated, early, tampered, forged or not addressed here changes nothing, and is on record', async () => {
    const longer = [...history, event('gx', 5, '戊'), event('gx', 6, '己')]
    const next = parcelOf('gx', longer, 5)
    const before = await facts('gx')
    const foreign = parcelOf('gx', longer, 5, stranger)
    for (const [parcel, refused] of [
      [parcelOf('gx', history, 1), 'repeated'],
      [parcelOf('gx', longer, 6), 'early'],
      [{ ...next, events: next.events.map((text) => text.replace('戊', '戌')) }, 'tampered'],
      [{ ...foreign, key: gx.publicKey }, 'forged'],
      [foreign, 'foreign_key'],
      [parcelOf('gx', longer, 5, gd), 'foreign_key'],
      [{ ...next, receiver: 'gd' }, 'forged'],
      [parcelOf('hi', [event('hi', 1, '琼')], 1, stranger), 'unknown_sender'],
      [parcelOf('gx', [event('gx', 1, '另'), ...longer.slice(1)], 5), 'forked'],
      [{ ...next, events: [] }, 'unreadable'],
    ] as const)
      expect(await take(parcel)).toEqual({ refused })
    expect(await take(parcelOf('gx', history, 1))).toEqual({ refused: 'repeated' })
    expect(await facts('gx')).toEqual(before)
    const noted = await refusals()
    expect(noted).toContainEqual(['gx', 'repeated', 2])
    for (const reason of ['early', 'tampered', 'forged', 'foreign_key', 'forked', 'unreadable'])
      expect(noted.map(([, its]) => its)).toContain(reason)
    expect(await take(next)).toEqual({ taken: 2 })
  })

  test('[EXC-137] what cannot be kept or acted on is refused, and does not keep back what others told', async () => {
    const first = { sender: 'gd', receiver: 'region', number: 1, at: '2026-11-23T02:00:00.000Z', kind: 'thing' }
    const written = (more: object) => writeEvent({ ...first, version: 1, key: 't', content: { text: 'x' }, ...more })
    const broken = (cargo: readonly Cargo[], text: string, more: Partial<SignedParcel> = {}) =>
      hearOrRefuse(database.handle, self, { ...parcelOf('gd', [text], 1, gd), ...more }, cargo)
    for (const more of [
      { content: { text: 'a\0b' } },
      { content: { text: '\udfff' } },
      { key: 'k'.repeat(9000) },
      { kind: 'k'.repeat(9000) },
      { at: '+200000-01-01T00:00:00.000Z' },
      { at: '0000-01-01T00:00:00.000Z' },
    ])
      expect(await broken([], written(more))).toEqual({ refused: 'unreadable' })
    expect(await broken([], written({}), { head: '\0', key: '\0', sender: 'g\0' })).toEqual({ refused: 'unreadable' })
    const away = acting(() => Promise.reject(Object.assign(new Error('full'), { code: '53100' })))
    await expect(broken([away], written({}))).rejects.toThrow('full')
    expect(await facts('gd')).toEqual({})
  })

  test('[EXC-182] what a member signed and cannot be worked with is evidence, and holds nothing up', async () => {
    const unreadable = async () =>
      Number((await refusals()).find(([sender, reason]) => sender === 'gd' && reason === 'unreadable')?.[2] ?? 0)
    const before = await unreadable()
    const unkept = event('gd', 1, 'a\0')
    expect(await take(parcelOf('gd', [unkept], 1, gd))).toEqual({ refused: 'unreadable' })
    const cargo = (work: Cargo['arrived'] & object): Cargo => ({
      ...{ kind: 'thing', version: 1, facts: async () => [], arrived: work },
    })
    const takes = (parcel: SignedParcel, work: Cargo['arrived'] & object) =>
      database.handle.asSystem((trx) => hear(trx, self, parcel, [cargo(work)]))
    const said = [event('gd', 1, '甲'), event('gd', 2, '乙')]
    const fails = () => Promise.reject(new Error('The disk is full.'))
    await expect(takes(parcelOf('gd', said, 1, gd), fails)).rejects.toThrow('The disk is full.')
    const misread: Cargo['arrived'] & object = async (trx) => {
      await sql`update node set name_en = 'half done' where code = 'gd'`.execute(trx)
      await sql`select ${'0000-01-01T00:00:00Z'}::timestamptz`.execute(trx)
    }
    expect(await takes(parcelOf('gd', said, 1, gd), misread)).toEqual({ taken: 2 })
    expect(await facts('gd')).toEqual({ t1: '甲', t2: '乙' })
    const { name_en } = await database.handle.asSystem((trx) =>
      trx.selectFrom('node').select('name_en').where('code', '=', 'gd').executeTakeFirstOrThrow(),
    )
    expect(name_en).toBe('gd')
    expect((await unreadable()) - before).toBe(2)
  })

  test('[EXC-138] nothing that was sent or heard is changed in the database, and a change from outside is found', async () => {
    await expect(
      database.handle.asSystem((trx) => sql`update node_heard set event = '{}'`.execute(trx)),
    ).rejects.toThrow('added, never changed')
    await expect(database.handle.asSystem((trx) => sql`delete from node_parcel`.execute(trx))).rejects.toThrow(
      'added, never changed',
    )
    await sql`alter table node_heard disable trigger added_only`.execute(database.handle.kysely)
    const change = (text: string) =>
      sql`update node_heard set event = ${text} where sender = 'gx' and number = 3`.execute(database.handle.kysely)
    await change(event('gx', 3, '改', 't1'))
    const verdicts = await verifyChannels(database.handle)
    expect(verdicts.find(({ sender }) => sender === 'gx')?.broken).toMatchObject({ reason: 'tampered' })
    await change(event('gx', 3, '丙', 't1'))
    await sql`alter table node_heard enable trigger added_only`.execute(database.handle.kysely)
    expect((await verifyChannels(database.handle)).every(({ broken }) => broken === null)).toBe(true)
  })
})

describe('bounds', () => {
  const bounds = { factsOfAKind: 3, bytes: 5000 }
  const member = identityOf(generateKeyPairSync('ed25519').privateKey)
  const takes = (history: readonly string[], first: number) =>
    hearOrRefuse(database.handle, self, parcelOf('gz', history, first, member), [], bounds)
  const stopped = async () => {
    const status = await database.handle.asSystem((trx) => statusOf(trx, true, new Date()))
    return status?.peers.find(({ code }) => code === 'gz')
  }
  beforeAll(() =>
    database.handle.asSystem(async (trx) => {
      await sql`insert into node (code, name, name_en, role) values ('gz', 'gz', 'gz', 'member')`.execute(trx)
      await sql`insert into node_key (public_key, node_code) values (${member.publicKey}, 'gz')`.execute(trx)
    }),
  )

  test('[EXC-155] what a member tells beyond its bound is refused, whatever it does then, and others are heard', async () => {
    const told = [event('gz', 1, '一'), event('gz', 2, '二'), event('gz', 3, '三')]
    expect(await takes(told, 1)).toEqual({ taken: 3 })
    const more = [...told, event('gz', 4, '四')]
    expect(await takes(more, 4)).toEqual({ refused: 'too_much' })
    expect(Object.keys(await facts('gz'))).toHaveLength(3)
    // What ends makes room, and what changes takes none.
    const ended = [...told, event('gz', 4, '', 't1'), event('gz', 5, '四', 't4'), event('gz', 6, '改', 't2')]
    expect(await takes(ended, 4)).toEqual({ taken: 3 })
    const large = [...ended, event('gz', 7, '大'.repeat(2000), 't2')]
    expect(await takes(large, 7)).toEqual({ refused: 'too_much' })
    const next = [event('gd', 1, '甲'), event('gd', 2, '乙'), event('gd', 3, '丙', 't1'), event('gd', 4, '丁', 't2')]
    expect(await hearOrRefuse(database.handle, self, parcelOf('gd', next, 3, gd), [], bounds)).toEqual({ taken: 2 })
  })

  test('[EXC-156] refusing for ever is one row of each sender and reason, and a few of senders whom nobody knows', async () => {
    const rows = async () => (await refusals()).length
    const early = (first: number) => [...Array(first)].map((_, at) => event('gz', at + 1, `早${first}`))
    for (let first = 20; first < 30; first += 1) await takes(early(first), first)
    expect((await refusals()).filter(([sender, reason]) => sender === 'gz' && reason === 'early')).toEqual([
      ['gz', 'early', 10],
    ])
    const before = await rows()
    for (let at = 0; at < 40; at += 1) await take(parcelOf(`x${at}`, [event(`x${at}`, 1, '谁')], 1, stranger))
    expect((await rows()) - before).toBeLessThanOrEqual(1)
  })

  test('[EXC-157] both sides know which message stops a channel, why and since when, until it goes on', async () => {
    const history = [
      ...[event('gz', 1, '一'), event('gz', 2, '二'), event('gz', 3, '三'), event('gz', 4, '', 't1')],
      ...[event('gz', 5, '四', 't4'), event('gz', 6, '改', 't2')],
    ]
    expect((await stopped())?.stopped).toMatchObject({ reason: 'too_much', first: 7, last: 7 })
    const unread = [...history, event('gz', 7, '好', 't2'), event('gz', 8, 'a\0', 't2'), event('gz', 9, '好', 't2')]
    expect(await takes(unread, 7)).toEqual({ refused: 'unreadable' })
    const standing = await stopped()
    expect(standing?.stopped).toMatchObject({ reason: 'unreadable', first: 8, last: 8 })
    expect(await takes(unread, 7)).toEqual({ refused: 'unreadable' })
    expect((await stopped())?.stopped?.since).toBe(standing?.stopped?.since)
    // What neither was signed by its key nor would be the next says nothing about the channel.
    expect(await takes([...unread, event('gz', 10, '早')], 10)).toEqual({ refused: 'early' })
    const foreign = parcelOf('gz', [...history, event('gz', 7, '好', 't2')], 7, stranger)
    for (const [parcel, refused] of [
      [foreign, 'foreign_key'],
      [{ ...foreign, key: member.publicKey }, 'forged'],
      [parcelOf('gz', [...history, 'x'], 7, stranger), 'unreadable'],
    ] as const)
      expect(await hearOrRefuse(database.handle, self, parcel, [], bounds)).toEqual({ refused })
    expect((await stopped())?.stopped).toEqual(standing?.stopped)
    // The pulse says so to the sender, signed.
    const pulse = await database.handle.asSystem((trx) => makePulse(trx, own, 'region', 'gz', new Date()))
    expect(pulse?.stopped).toEqual(standing?.stopped)
    expect(openPulse(JSON.stringify({ ...pulse, stopped: null }))).toBeNull()
    const said = { sender: 'gz', receiver: 'region', at: '2026-11-23T02:00:00.000Z', told: 9, toldHash: BEGINNING }
    const their = { reason: 'forked', first: 3, last: 4, since: '2026-11-23T01:00:00.000Z' } as const
    const back = signPulse({ ...said, heard: 0, heardHash: BEGINNING, stopped: their }, member)
    await database.handle.asSystem((trx) => hearPulse(trx, self, 'gz', JSON.stringify(back)))
    expect((await stopped())?.stoppedThere).toEqual(their)
    const later = signPulse(
      {
        ...said,
        at: '2026-11-23T02:00:01.000Z',
        heard: 0,
        heardHash: BEGINNING,
        stopped: { ...their, reason: 'paused' },
      },
      member,
    )
    expect(await database.handle.asSystem((trx) => hearPulse(trx, self, 'gz', JSON.stringify(later)))).toBe(true)
    expect((await stopped())?.stoppedThere).toEqual({ ...their, reason: 'other' })
    const status = await database.handle.asSystem((trx) => statusOf(trx, true, new Date()))
    expect(status && describeStatus(status, new Date())).toMatch(
      /gz: .*message 8 .*unreadable[\s\S]*gz does not take .*3 to 4/,
    )
    expect(await takes([...history, event('gz', 7, '好', 't2')], 7)).toEqual({ taken: 1 })
    expect((await stopped())?.stopped).toBeNull()
    // Nothing waits where all that it told is here, whatever was refused since.
    expect(await takes([...history, event('gz', 7, '好', 't2'), 'x'], 8)).toEqual({ refused: 'unreadable' })
    expect((await stopped())?.stopped).toMatchObject({ reason: 'unreadable', first: 8 })
    const all = signPulse(
      { ...said, at: '2026-11-23T02:00:02.000Z', told: 7, heard: 0, heardHash: BEGINNING, stopped: null },
      member,
    )
    await database.handle.asSystem((trx) => hearPulse(trx, self, 'gz', JSON.stringify(all)))
    expect((await stopped())?.stopped).toBeNull()
  })

  test('[EXC-158] what this node may not do itself is its own fault: tried again, on record, and not the content’s', async () => {
    const guarded = acting((trx) => sql`update node_key set node_code = 'gd'`.execute(trx).then(() => {}))
    const used = { agreementId: randomUUID(), manner: 'rows', matter: '', rowCount: 1, bytes: 1 }
    const use = writeEvent({
      ...{ sender: 'hb', receiver: 'region', number: 1, at: '2026-11-23T02:00:00.000Z', kind: 'use', version: 1 },
      key: randomUUID(),
      content: {
        ...{ ...used, digest: '0'.repeat(64), userId: 'x', userName: '王芳' },
        at: '2026-11-23T02:00:00.000Z',
      },
    })
    const hb = identityOf(generateKeyPairSync('ed25519').privateKey)
    await database.handle.asSystem(async (trx) => {
      await sql`insert into node (code, name, name_en, role) values ('hb', 'hb', 'hb', 'member')`.execute(trx)
      await sql`insert into node_key (public_key, node_code) values (${hb.publicKey}, 'hb')`.execute(trx)
    })
    const parcel = parcelOf('hb', [use], 1, hb)
    const owner = database.handle.kysely
    await sql`revoke insert on share_use from qunce_system`.execute(owner)
    await expect(hearOrRefuse(database.handle, self, parcel, [useCargo])).rejects.toThrow('permission denied')
    expect([await facts('hb'), (await refusals()).filter(([sender]) => sender === 'hb')]).toEqual([{}, []])
    await sql`grant insert on share_use to qunce_system`.execute(owner)
    await noteOwnFault(database.handle, parcel)
    const peer = (await database.handle.asSystem((trx) => statusOf(trx, true, new Date())))?.peers
    expect(peer?.find(({ code }) => code === 'hb')?.stopped).toMatchObject({ reason: 'own_fault', first: 1, last: 1 })
    expect(await hearOrRefuse(database.handle, self, parcel, [useCargo])).toEqual({ taken: 1 })
    // What a guard raises with the same code is the content's.
    const next = parcelOf('hb', [use, event('hb', 2, '乙')], 2, hb)
    expect(await hearOrRefuse(database.handle, self, next, [guarded])).toEqual({ taken: 1 })
    expect(await refusals()).toContainEqual(['hb', 'unreadable', 1])
  })
})

describe('telling', () => {
  const things = new Things()
  const marks: Marks = new Map()
  const now = new Date('2026-11-23T03:00:00Z')
  const turn = () => database.handle.asSystem((trx) => offer(trx, self, [things.cargo], marks, now))
  const next = (receiver: string) => database.handle.asSystem((trx) => nextParcel(trx, own, 'region', receiver))

  test('[EXC-139] only what differs is told, to whom it is for; what is not for it any more ends', async () => {
    things.all.set('a', { text: '甲', for: ['gx', 'gd'] })
    things.all.set('b', { text: '乙', for: ['gd'] })
    expect(await turn()).toBe(3)
    expect(await turn()).toBe(0)
    things.all.set('a', { text: '甲二', for: ['gx'] })
    expect(await turn()).toBe(2)
    const [toGx, toGd] = [await next('gx'), await next('gd')]
    const said = (parcel: SignedParcel | null) =>
      parcel?.events.map((text) => JSON.parse(text)).map(({ subject, data }) => [subject, data?.text])
    expect(said(toGx)).toEqual([
      ['a', '甲'],
      ['a', '甲二'],
    ])
    expect(said(toGd)?.sort()).toEqual([
      ['a', undefined],
      ['a', '甲'],
      ['b', '乙'],
    ])
    expect(JSON.stringify(toGx)).not.toContain('乙')
  })

  test('[EXC-139] what is larger than a parcel is on record, and keeps nothing else from being told', async () => {
    things.all.set('huge', { text: '大'.repeat(400_000), for: ['gd'] })
    things.all.set('small', { text: '小', for: ['gd'] })
    expect(await turn()).toBe(1)
    expect(await refusals()).toContainEqual(['region', 'too_large', 1])
    things.all.delete('huge')
    things.all.delete('small')
    expect(await turn()).toBe(1)
  })

  test('[EXC-138] that what was told last is gone is found', async () => {
    const owner = database.handle.kysely
    await sql`alter table node_message disable trigger added_only`.execute(owner)
    const taken = await sql<{ number: number; event: string; hash: string }>`
      delete from node_message where receiver = 'gd' and number = (select max(number) from node_message where receiver = 'gd')
      returning number, event, hash`.execute(owner)
    const broken = async () =>
      (await verifyChannels(database.handle)).find(({ receiver }) => receiver === 'gd')?.broken ?? null
    expect(await broken()).toMatchObject({ number: taken.rows[0]?.number })
    for (const { number, event: text, hash } of taken.rows)
      await sql`insert into node_message (receiver, number, event, hash) values ('gd', ${number}, ${text}, ${hash})`.execute(
        owner,
      )
    await sql`alter table node_message enable trigger added_only`.execute(owner)
    expect(await broken()).toBeNull()
  })

  test('[EXC-168] a view that is not what its messages come to is found', async () => {
    const owner = database.handle.kysely
    const broken = async () =>
      (await verifyChannels(database.handle)).find(({ sender }) => sender === 'gx')?.broken ?? null
    expect(await broken()).toBeNull()
    const [before] = await owner
      .selectFrom('shared_fact')
      .selectAll()
      .where('key', '=', 't1')
      .where('owner', '=', 'gx')
      .execute()
    if (!before) throw new Error('Guangxi has told of t1.')
    const stands = (content: string | null, number: number) =>
      sql`update shared_fact set content = ${content}::jsonb, number = ${number} where owner = 'gx' and key = 't1'`.execute(
        owner,
      )
    await stands('{"text":"伪"}', before.number)
    expect(await broken()).toEqual({ number: before.number, reason: 'the view says something else than it' })
    await stands('{"text":"甲"}', 1)
    expect(await broken()).toMatchObject({ reason: 'the view does not have it' })
    await stands(JSON.stringify(before.content), before.number)
    await sql`insert into shared_fact (owner, kind, key, content, number, told_at)
      values ('gx', 'thing', 'x', '{"text":"乙"}', 2, clock_now())`.execute(owner)
    expect(await broken()).toEqual({ number: 2, reason: 'the view says something else than it' })
    await sql`alter table shared_fact disable trigger never_removed`.execute(owner)
    await sql`delete from shared_fact where owner = 'gx' and key = 'x'`.execute(owner)
    await sql`alter table shared_fact enable trigger never_removed`.execute(owner)
    expect(await broken()).toBeNull()
  })

  test('[EXC-143] of a member the region tells, also where its place is not known here', async () => {
    const member = { code: 'gx', role: 'member', jurisdictionCode: null } as const
    const content = {
      ...{ name: '海南省', nameEn: 'Hainan', jurisdictionCode: '460000', revokedAt: null, revokedReason: null },
      keys: [{ key: stranger.publicKey, revokedAt: null }],
    }
    const said = {
      sender: 'region',
      receiver: 'gx',
      number: 1,
      at: now.toISOString(),
      kind: 'node',
      version: 1,
      key: 'hn',
    }
    const known = await database.handle.asSystem(async (trx) => {
      await directoryCargo.arrived?.(trx, [{ ...said, content }], member)
      return trx.selectFrom('node').select(['name', 'jurisdiction_code']).where('code', '=', 'hn').executeTakeFirst()
    })
    expect(known).toEqual({ name: '海南省', jurisdiction_code: null })
    await database.handle.asSystem((trx) => sql`select revoke_node('hn', '演练结束')`.execute(trx))
  })

  test('[EXC-140] what a turn that failed would have told is told by the next one', async () => {
    const marked: Cargo = {
      kind: 'marked',
      version: 1,
      mark: async () => 'the same',
      facts: async (_trx, { code }) => (code === 'gd' ? [{ kind: 'marked', key: 'm', content: { text: '戊' } }] : []),
    }
    let fails = true
    const faulty: Cargo = {
      kind: 'faulty',
      version: 1,
      facts: async () => {
        if (fails) throw new Error('The disk is full.')
        return []
      },
    }
    const telling = new Telling(database.handle, self, [things.cargo, marked, faulty], () => now)
    const toldToGd = async () => (await next('gd'))?.events.map((text) => JSON.parse(text).subject) ?? []
    await expect(telling.turn()).rejects.toThrow('The disk is full.')
    expect(await toldToGd()).not.toContain('m')
    fails = false
    await telling.turn()
    expect(await toldToGd()).toContain('m')
  })

  test('[EXC-151] a receipt counts when it is signed by a standing key for what was told; without it, all is sent again', async () => {
    const parcel = await next('gx')
    if (!parcel) throw new Error('There is something to send.')
    await database.handle.asSystem((trx) => noteSent(trx, parcel))
    expect(await next('gx')).toBeNull()
    await database.handle.asSystem((trx) => sendAgain(trx, 'gx'))
    expect(await next('gx')).toEqual(parcel)
    await database.handle.asSystem((trx) => noteSent(trx, parcel))
    const pulse = (at: string, heard: number, heardHash: string, by = gx) =>
      JSON.stringify(
        signPulse(
          { sender: 'gx', receiver: 'region', at, told: 6, toldHash: BEGINNING, heard, heardHash, stopped: null },
          by,
        ),
      )
    const say = (text: string) => database.handle.asSystem((trx) => hearPulse(trx, self, 'gx', text))
    const received = async () =>
      await database.handle.asSystem((trx) =>
        trx.selectFrom('node_channel').selectAll().where('peer', '=', 'gx').executeTakeFirstOrThrow(),
      )
    expect(await say(pulse('2026-11-23T03:00:01Z', 2, parcel.head, stranger))).toBe(false)
    expect(await say(pulse('2026-11-23T03:00:01Z', 2, BEGINNING))).toBe(true) // not the hash of our second message
    expect((await received()).received_number).toBe(0)
    expect(await say(pulse('2026-11-23T03:00:02Z', 2, parcel.head))).toBe(true)
    expect(await say(pulse('2026-11-23T03:00:02Z', 2, parcel.head))).toBe(false) // replayed
    expect(await say(pulse('2026-11-23T02:59:00Z', 0, BEGINNING))).toBe(false) // older
    expect(await say(pulse('2999-01-01T00:00:00Z', 2, parcel.head))).toBe(false) // would be the newest for ever
    // One that was restored from a backup has heard less: it is sent again what it lacks, and its receipt stays.
    expect(await say(pulse('2026-11-23T03:00:03Z', 0, BEGINNING))).toBe(true)
    expect([(await received()).received_number, (await received()).receipt?.heard]).toEqual([0, 2])
    expect(await next('gx')).toEqual(parcel)
    await database.handle.asSystem((trx) => noteSent(trx, parcel))
    expect(await say(pulse('2026-11-23T03:00:04Z', 2, parcel.head))).toBe(true)
    const channel = await received()
    expect([channel.received_number, channel.receipt?.heardHash]).toEqual([2, parcel.head])
    // The pulse said that it had told six messages, and six were heard: this view is complete up to then.
    expect(channel.complete_at?.toISOString()).toBe('2026-11-23T03:00:04.000Z')
    expect(await database.handle.asSystem((trx) => makePulse(trx, own, 'region', 'gx', now))).toMatchObject({
      told: 2,
      heard: 6,
    })
  })

  test('[EXC-152] nothing goes to who was cut off, and nothing that it signed is taken', async () => {
    await database.handle.asSystem((trx) => sql`select revoke_node('gx', '密钥泄露')`.execute(trx))
    things.all.set('c', { text: '丙', for: ['gx', 'gd'] })
    expect(await turn()).toBe(1)
    expect(await take(parcelOf('gx', [event('gx', 1, '甲')], 1))).toEqual({ refused: 'revoked_key' })
    await expect(
      database.handle.asSystem((trx) => sql`update node_key set revoked_at = null`.execute(trx)),
    ).rejects.toThrow('once revoked')
    await expect(
      database.handle.asSystem((trx) =>
        sql`select admit_node('gx', 'gx', 'gx', null, ${gx.publicKey}, 'x')`.execute(trx),
      ),
    ).rejects.toMatchObject({ constraint: 'node_key_spent' })
  })
})
