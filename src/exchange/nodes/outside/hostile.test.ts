import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { PEOPLE } from '../../../../test/support/index.ts'
import { sent, withVersion } from '../../catalogue/stage.testing.ts'
import { HOUSEHOLDS } from '../../holdings/stage.testing.ts'
import { decided } from '../../requests/stage.testing.ts'
import type {
  OutsideGrantList,
  OutsideRequest,
  OutsideRequestList,
  OutsideRows,
  ResourceDetail,
} from '../../schemas.ts'
import { GUANGDONG, GUANGXI, tellAll } from '../cargo/pair.testing.ts'
import { replyCargo } from './cargo.ts'
import { TERMS, withPair } from './stage.testing.ts'

const { atGuangxi, atGuangdong, gx, gd, nodes, asker, provider, made, seen, there, reply, asked } = withPair()
const listed = async () => sent<OutsideRequestList>((await asker()).get('/api/v1/nodes/requests'))
const ANSWER = {
  ...{ state: 'correction', reason: null, words: '请补正', sinceOn: '2026-06-15', dueOn: null, periodDays: 10 },
  ...{ decidedBy: null, supplement: null, reply: null, offer: null, agreement: null },
}

test('[EXC-219] whatever number its owner tells, a supplement has the asker’s own; what cannot be read breaks no list', async () => {
  const { request, wish } = await asked()
  const answered = async (own: object) => {
    await made(gx, [{ kind: 'answer', key: request.id, content: { ...ANSWER, ...own } }])
    await tellAll(nodes)
    return seen(request.id)
  }
  expect(await answered({ state: 'offered' })).toMatchObject({
    answer: { state: 'offered', offer: null },
    mayAccept: false,
  })
  const corrected = await answered({ supplement: { number: 1_000_000, reason: null } })
  const supplemented = (await asker()).patch(`/api/v1/nodes/requests/${request.id}`, wish, withVersion(corrected))
  expect(await sent<OutsideRequest>(supplemented)).toMatchObject({ supplement: { number: 1 } })
  expect((await listed()).items.map(({ id }) => id)).toContain(request.id)
  for (const own of [{ supplement: { number: 'x', reason: null } }, { state: 7 }, { sinceOn: '0001-01-01' }])
    expect(await answered(own)).toMatchObject({ answer: null, isUnreadable: true, waiting: null })
  expect((await listed()).items.map(({ isUnreadable }) => isUnreadable)).toContain(true)
}, 120_000)

test('[EXC-219] an acceptance that cannot be taken comes back with the reason, and the asker replies anew', async () => {
  const { resource, request } = await asked()
  await decided(atGuangxi.as, 'department', await there(request.id), { step: 'granted', terms: TERMS, words: '收窄' })
  await tellAll(nodes)
  await sent(
    (await provider()).post(
      `/api/v1/resources/${resource.id}/withdraw`,
      { reason: '停止汇集' },
      withVersion(await sent<ResourceDetail>((await provider()).get(`/api/v1/resources/${resource.id}`))),
    ),
  )
  expect((await reply(await seen(request.id), 'accepted')).statusCode).toBe(200)
  expect(await seen(request.id)).toMatchObject({ mayAccept: false, mayTakeBack: false, reply: { number: 1 } })
  await tellAll(nodes)
  await tellAll(nodes)
  const untaken = { number: 1, step: 'accepted', reason: 'withheld' }
  const back = await seen(request.id)
  expect(back).toMatchObject({ answer: { state: 'offered', reply: untaken }, mayAccept: true, mayTakeBack: true })
  const notices = () =>
    atGuangdong.handle.asSystem((trx) =>
      sql`select title from notice where link = ${`/nodes/requests/${request.id}`} and title like '回应未被受理%'`.execute(
        trx,
      ),
    )
  expect((await notices()).rows).toHaveLength(1)

  // Told again, or told as another's reply, it changes nothing.
  const facts = await atGuangdong.handle.asSystem((trx) => replyCargo.facts(trx, { ...GUANGXI }, { ...GUANGDONG }))
  await made(gd, [{ kind: 'reply', key: request.id, content: null }, ...facts])
  await tellAll(nodes)
  expect(await there(request.id)).toMatchObject({ state: 'offered' })
  expect((await reply(back, 'accepted')).statusCode).toBe(200)
  await tellAll(nodes)
  await tellAll(nodes)
  const again = await seen(request.id)
  expect(again).toMatchObject({ answer: { reply: { ...untaken, number: 2 } }, mayTakeBack: true })
  expect((await notices()).rows).toHaveLength(2)
  expect((await reply(again, 'taken_back')).statusCode).toBe(200)
  await tellAll(nodes)
  await tellAll(nodes)
  expect(await there(request.id)).toMatchObject({ state: 'taken_back' })
  expect(await seen(request.id)).toMatchObject({
    ...{ answer: { state: 'taken_back', reply: { number: 3, step: 'taken_back', reason: null } }, mayTakeBack: false },
  })
  await made(gd, facts)
  await tellAll(nodes)
  expect(await there(request.id)).toMatchObject({ state: 'taken_back' })
  await expect(
    atGuangdong.handle.asActor({ ...PEOPLE.otherDepartment }, (trx) =>
      sql`update outside_request set reply = 'accepted', revision = revision + 1 where id = ${request.id}::uuid`.execute(
        trx,
      ),
    ),
  ).rejects.toThrow(/replied to once/)
}, 120_000)

test('[EXC-219] a use that is told is not before its agreement, not after now, and of no more rows than there are', async () => {
  const { request } = await asked({ terms: TERMS })
  await decided(atGuangxi.as, 'department', await there(request.id), { step: 'granted', words: '同意' })
  const { agreementId } = await there(request.id)
  const use = (at: string, rowCount: number) => ({
    ...{ kind: 'use', key: randomUUID() },
    content: {
      ...{ agreementId, manner: 'rows', matter: '', rowCount, bytes: 1, digest: '0'.repeat(64) },
      ...{ userId: 'x', userName: '某人', at },
    },
  })
  await made(gd, [use('2001-01-01T00:00:00.000Z', 2_000_000_000), use('2199-01-01T00:00:00.000Z', 2)])
  await tellAll(nodes)
  const { rows } = await atGuangxi.handle.asSystem((trx) =>
    sql<{ rowCount: number; isWithin: boolean }>`
      select u.row_count as "rowCount", u.at between a.at and clock_now() as "isWithin"
      from share_use u join share_agreement a on a.id = u.agreement_id
      where u.agreement_id = ${agreementId}::uuid order by u.at`.execute(trx),
  )
  expect(rows).toEqual([
    { rowCount: HOUSEHOLDS.length, isWithin: true },
    { rowCount: 2, isWithin: true },
  ])
}, 120_000)

test('[EXC-219] of what was given, rows that are none are left out of the page and of the table', async () => {
  const id = randomUUID()
  const { organizationId: recipientId, organizationName: recipient } = PEOPLE.otherDepartment
  const content = {
    ...{ resource: '家庭', provider: '单位', recipientId, recipient, purpose: '核对' },
    ...{ validFrom: '2026-01-01', validUntil: '2027-12-31', withdrawnFrom: null, withdrawnReason: null },
    items: [{ name: '户主', dataType: 'character', isMasked: false }],
  }
  const rows = [{ 户主: '莫' }, '莫', { 户主: { deep: 1 } }, ['莫'], null, { 户主: null }]
  await made(gx, [
    ...[id, 'no id'].map((key) => ({ kind: 'grant', key, content })),
    ...rows.map((row, at) => ({
      ...{ kind: 'row', key: `${id}/${at}` },
      content: { agreementId: id, recipientId, row },
    })),
  ])
  await tellAll(nodes)
  const { items } = await sent<OutsideGrantList>((await asker()).get('/api/v1/nodes/grants'))
  expect(items.filter(({ resource }) => resource === '家庭').map((grant) => grant.id)).toEqual([id])
  const path = `/api/v1/nodes/grants/gx/${id}/rows`
  const page = await sent<OutsideRows>((await asker()).get(path))
  expect(page.rows.map(({ reference, values }) => [reference, values])).toEqual([
    ['0', { 户主: '莫' }],
    ['5', { 户主: null }],
  ])
  expect(page.rowCount).toBe(2)
  const { body } = await (await asker()).get(`${path}.csv`)
  expect(body).not.toContain('object')
  expect(body.trim().split('\r\n')).toHaveLength(3)
}, 120_000)
