import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { PEOPLE } from '../../../../test/support/index.ts'
import { sent, withVersion } from '../../catalogue/stage.testing.ts'
import type { OutsideGrantList, OutsideRequest, OutsideRows } from '../../schemas.ts'
import { GUANGDONG, GUANGXI, toldOf } from '../cargo/pair.testing.ts'
import { verifyChannels } from '../verify.ts'
import { replyCargo } from './cargo.ts'
import { applyReply } from './replies.ts'
import { withPair } from './stage.testing.ts'

const pair = withPair()
const { atGuangxi, atGuangdong, gx, gd, asker, made, seen, reply, agreement, granted, stepped, toldBoth } = pair
const WORDS = '业务库和备份中的 4 行已清除，由信息科核对'
const deletion = (number: number, own: object = {}) => ({
  ...{ number, step: 'deletion_confirmed', words: WORDS, userName: '李强', at: '2026-06-15T02:00:00.000Z' },
  ...own,
})
const grants = async () => sent<OutsideGrantList>((await asker()).get('/api/v1/nodes/grants'))

test('[EXC-233] [EXC-234] once it is over, who used the data confirms at its own node that they are deleted; the owner’s agreement has it, and nothing of them is kept here', async () => {
  const { request, agreement: before } = await granted()
  const path = `/api/v1/nodes/grants/gx/${before.id}/rows`
  expect((await sent<OutsideRows>((await asker()).get(path))).rowCount).toBe(4)
  expect(before).toMatchObject({ outside: { code: 'gd', name: GUANGDONG.name } })
  expect(await seen(request.id)).toMatchObject({ mayConfirmDeletion: false, waiting: null })
  expect((await reply(await seen(request.id), 'deletion_confirmed', WORDS)).json()).toMatchObject({
    code: 'outside_reply_unfit',
  })
  // What the owner tells of it: as it was, and after it was ended, told again by an owner who does not keep to that.
  const given = await Promise.all(
    (['grant', 'row'] as const).map(async (kind) => [kind, await toldOf(atGuangdong.handle, 'gx', kind)] as const),
  )
  const again = given.flatMap(([kind, facts]) => [...facts].map(([key, content]) => ({ kind, key, content })))
  expect(again).toHaveLength(5)
  await stepped(request.id, { step: 'withdrawn', words: '专项工作结束' })
  await made(gx, again)
  await toldBoth(1)
  expect((await grants()).items.map(({ id }) => id)).toContain(before.id)

  const over = await seen(request.id)
  expect(over).toMatchObject({ mayConfirmDeletion: true, waiting: { side: 'recipient', for: 'deletion' } })
  expect((await reply(over, 'deletion_confirmed', ' ')).json()).toMatchObject({ code: 'share_words_missing' })
  const others = (await atGuangdong.as('city')).post(
    `/api/v1/nodes/requests/${request.id}/replies`,
    { step: 'deletion_confirmed', words: WORDS },
    withVersion(over),
  )
  expect((await others).json()).toMatchObject({ code: 'outside_request_not_found' })
  for (const [person, words] of [
    ['otherDepartment', ''],
    ['city', WORDS],
  ] as const) {
    const past = atGuangdong.handle.asActor({ ...PEOPLE[person] }, (trx) =>
      sql`update outside_request set reply = 'deletion_confirmed', reply_words = ${words}, revision = revision + 1
        where id = ${request.id}::uuid returning id`.execute(trx),
    )
    if (person === 'city') expect((await past).rows).toEqual([])
    else await expect(past).rejects.toThrow(/replied to once/)
  }

  const confirmed = await sent<OutsideRequest>(reply(over, 'deletion_confirmed', WORDS))
  expect(confirmed).toMatchObject({
    ...{ reply: { step: 'deletion_confirmed', words: WORDS, userName: '李强' }, isReplied: true, waiting: null },
    ...{ mayConfirmDeletion: false, answer: { agreement: { deletionConfirmedAt: null } } },
  })
  const standing = sql`select from shared_fact where content::text like ${`%${before.id}%`} and kind in ('grant', 'row')
    or content::text like '%莫丽华%'`
  const kept = async () => (await atGuangdong.handle.asSystem((trx) => standing.execute(trx))).rows
  expect(await kept()).toEqual([])
  await made(gx, again)
  await toldBoth(1)
  expect(await kept()).toEqual([])
  await toldBoth()
  expect((await (await asker()).get(path)).json()).toMatchObject({ code: 'outside_grant_not_found' })
  expect((await grants()).items).toEqual([])
  expect((await grants()).ended.map(({ id }) => id)).toEqual([request.id])
  // The messages that brought them stay, read by nobody who signs in.
  const heard = sql`select from node_heard where event like '%莫丽华%'`
  expect((await atGuangdong.handle.asSystem((trx) => heard.execute(trx))).rows.length).toBeGreaterThan(0)
  expect((await verifyChannels(atGuangdong.handle)).map(({ broken }) => broken)).toEqual([null, null])
  await expect(atGuangdong.handle.asActor({ ...PEOPLE.otherDepartment }, (trx) => heard.execute(trx))).rejects.toThrow(
    /permission denied/,
  )

  const after = await agreement(request.id)
  expect(after).toMatchObject({ deletionConfirmedBy: '李强', deletionWords: WORDS, waiting: null })
  expect(after.events.at(-1)).toMatchObject({
    ...{ kind: 'agreement_deletion_confirmed', userName: '李强', organizationName: '广东省生态环境厅', words: WORDS },
  })
  const { rows: notices } = await atGuangxi.handle.asSystem((trx) =>
    sql<{ title: string }>`select title from notice where kind = 'exchange.agreement_deletion_confirmed'
      and organization_id = ${PEOPLE.department.organizationId}::uuid and link = ${`/share-agreements/${after.id}`}`.execute(
      trx,
    ),
  )
  expect(notices).toHaveLength(1)
  const done = await seen(request.id)
  expect(done).toMatchObject({
    ...{ isReplied: false, waiting: null, mayConfirmDeletion: false },
    answer: {
      reply: { step: 'deletion_confirmed', reason: null },
      agreement: { deletionConfirmedAt: after.deletionConfirmedAt, deletionConfirmedBy: '李强' },
    },
  })
  // Once: not again here, and what is told again changes nothing there.
  expect((await reply(done, 'deletion_confirmed', WORDS)).json()).toMatchObject({ code: 'outside_reply_unfit' })
  const facts = await atGuangdong.handle.asSystem((trx) => replyCargo.facts(trx, { ...GUANGXI }, { ...GUANGDONG }))
  await made(gd, [{ kind: 'reply', key: request.id, content: null }, ...facts])
  await made(gd, [{ kind: 'reply', key: request.id, content: deletion(9, { words: '再次' }) }])
  await toldBoth()
  expect((await agreement(request.id)).revision).toBe(after.revision)
}, 180_000)

test('[EXC-233] a deletion is confirmed of one’s own agreement, once it is over; what cannot be taken comes back with the reason, and is confirmed anew', async () => {
  const { request, agreement: before } = await granted()
  // Of what is not over, of another node's, of nothing at all, or without a word.
  const { request: open } = await granted()
  const nowhere = randomUUID()
  await made(gd, [
    { kind: 'reply', key: open.id, content: deletion(1) },
    { kind: 'reply', key: nowhere, content: deletion(1) },
  ])
  await toldBoth()
  expect(await agreement(open.id)).toMatchObject({ state: 'active', deletionConfirmedAt: null })
  const { rows: answered } = await atGuangxi.handle.asSystem((trx) =>
    sql<object>`select step, reason from outside_reply where request_id in (${open.id}::uuid, ${nowhere}::uuid)`.execute(
      trx,
    ),
  )
  expect(answered).toEqual([{ step: 'deletion_confirmed', reason: 'step_unfit' }])
  await stepped(open.id, { step: 'withdrawn', words: '结束' })
  const foreign = { kind: 'reply', key: open.id, sender: 'region', number: 1, at: new Date().toISOString() }
  await atGuangxi.handle.asSystem((trx) => applyReply(trx, { ...foreign, content: deletion(2) } as never))
  await made(gd, [{ kind: 'reply', key: open.id, content: deletion(3, { words: ' ' }) }])
  await toldBoth()
  expect(await agreement(open.id)).toMatchObject({ state: 'ended', deletionConfirmedAt: null, deletionWords: null })
  // Past the routes: nobody's word is nobody's, and another unit's is not its recipient's.
  for (const unit of ['', PEOPLE.city.organizationId])
    await expect(
      atGuangxi.handle.asSystem(async (trx) => {
        await sql`select set_config('qunce.outside_name', '某人', true), set_config('qunce.outside_unit', ${unit}, true)`.execute(
          trx,
        )
        await sql`update share_agreement set step = 'deletion_confirmed', deletion_words = '已删除', revision = revision + 1
          where request_id = ${open.id}::uuid`.execute(trx)
      }),
    ).rejects.toThrow(/steps of its machine/)

  // An owner that says it is over while it is not: what was confirmed comes back, and is confirmed once it is.
  const [, answer] = [...(await toldOf(atGuangdong.handle, 'gx', 'answer'))].find(([key]) => key === request.id) ?? []
  const said = answer as { agreement: object }
  const ended = { state: 'ended', endKind: 'withdrawn', words: '结束' }
  await made(gx, [
    { kind: 'answer', key: request.id, content: { ...said, agreement: { ...said.agreement, ...ended } } },
  ])
  await toldBoth(1)
  expect((await reply(await seen(request.id), 'deletion_confirmed', WORDS)).statusCode).toBe(200)
  await toldBoth()
  const back = { step: 'deletion_confirmed', number: 1, reason: 'step_unfit' }
  expect(await seen(request.id)).toMatchObject({
    ...{ answer: { reply: back, agreement: { state: 'active' } }, mayConfirmDeletion: false, isReplied: false },
  })
  const { rows: notices } = await atGuangdong.handle.asSystem((trx) =>
    sql`select from notice where link = ${`/nodes/requests/${request.id}`} and title like '回应未被受理%'`.execute(trx),
  )
  expect(notices).toHaveLength(1)
  await stepped(request.id, { step: 'withdrawn', words: '结束' })
  const anew = await seen(request.id)
  expect(anew).toMatchObject({ mayConfirmDeletion: true, waiting: { for: 'deletion' } })
  expect((await reply(anew, 'deletion_confirmed', WORDS)).statusCode).toBe(200)

  // Meanwhile somebody of the unit confirmed it at the owner's node: that one counts, and is shown here.
  const recipient = await atGuangxi.as('otherDepartment')
  const local = { step: 'deletion_confirmed', words: '已在本地删除' }
  const at = `/api/v1/share-agreements/${before.id}/recipient-steps`
  await sent(recipient.post(at, local, withVersion(await agreement(request.id))))
  await toldBoth()
  expect(await agreement(request.id)).toMatchObject({ deletionWords: '已在本地删除' })
  expect(await seen(request.id)).toMatchObject({
    answer: { reply: { ...back, number: 2 }, agreement: { deletionConfirmedAt: expect.any(String) } },
    ...{ mayConfirmDeletion: false, isReplied: false, waiting: null },
  })
}, 180_000)
