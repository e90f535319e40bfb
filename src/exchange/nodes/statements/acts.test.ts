import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE } from '../../../../test/support/index.ts'
import type { StatementDetail } from '../../../settlement/schemas.ts'
import { sent } from '../../../settlement/stage.testing.ts'
import { tellAll } from '../cargo/pair.testing.ts'
import type { ToldStatementDetail, ToldStatementList } from './schemas.ts'
import { withStatementNodes } from './statements.testing.ts'

const {
  atGuangxi,
  atGuangdong,
  atRegion,
  gx,
  gd,
  region,
  nodes,
  opened,
  path,
  seen,
  held,
  signHere,
  signThere,
  grounds,
  objectThere,
  codeOf,
  tells,
  signature,
  answered,
  postings,
  notices,
  cutOff,
} = withStatementNodes()
describe('a signature given at another node', () => {
  test('[EXC-223] [EXC-224] [EXC-227] is one of the statement; the last one posts, and everybody knows', async () => {
    const statement = await opened()
    await sent(signHere('department', statement))
    const signed = await sent<ToldStatementDetail>(signThere(statement.id, statement.sha256))
    expect(signed).toMatchObject({ maySignFor: null, acts: [{ kind: 'signature', state: 'sent', party: '广东' }] })
    expect(codeOf(await signThere(statement.id, statement.sha256))).toBe('told_statement_on_its_way')
    expect(codeOf(await objectThere(statement.id))).toBe('told_statement_on_its_way')
    await tellAll(nodes)
    const posted = await held(statement.id)
    expect(posted).toMatchObject({ state: 'posted', awaits: [] })
    expect(posted.parties.map(({ name, signature: by }) => [name, by?.userName, by?.node])).toEqual([
      ['广东', '李强', '广东省'],
      ['广西', '韦芳', null],
    ])
    expect(posted.parties[0]?.signature?.at).toBe(signed.acts[0]?.at)
    expect(await postings(statement.id)).toBe(posted.lines.length)
    await tellAll(nodes)
    expect(await seen(statement.id)).toMatchObject({
      ...{ state: 'posted', maySignFor: null, acts: [{ state: 'taken', reason: null }] },
      statement: {
        parties: [
          { name: '广东', signature: { node: '广东省' } },
          { name: '广西', signature: { node: null } },
        ],
      },
    })
    expect(await notices(atGuangdong, 'otherDepartment', statement.id)).toEqual([
      expect.stringContaining('2018年结算单请核对'),
      expect.stringContaining('2018年结算单已签认入账'),
    ])
    expect(await notices(atGuangxi, 'department', statement.id)).toEqual([
      expect.stringContaining('2018年结算单已签认入账'),
    ])
    const { rows } = await atGuangxi.handle.asSystem((trx) =>
      sql`select from outbox_event where payload ->> 'statementId' = ${statement.id} and kind = 'settlement.posted'`.execute(
        trx,
      ),
    )
    expect(rows).toHaveLength(1)
    expect(await tellAll(nodes)).toBe(0)
  }, 120_000)

  test('[EXC-224] the last two come together from two nodes: it is posted once', async () => {
    const statement = await opened(atRegion)
    for (const [at, person] of [
      [atGuangxi, 'department'],
      [atGuangdong, 'otherDepartment'],
    ] as const) {
      const signed = (await at.as(person)).post(`${path('region', statement.id)}/sign`, { sha256: statement.sha256 })
      await sent(signed)
    }
    await Promise.all([tellAll([gx, region]), tellAll([gd, region])])
    const posted = await held(statement.id, atRegion, 'office')
    expect(posted.state).toBe('posted')
    expect(posted.parties.map(({ signature: by }) => by?.node)).toEqual(['广东省', '广西壮族自治区'])
    expect(await postings(statement.id, atRegion)).toBe(posted.lines.length)
  }, 120_000)

  test('[EXC-225] for another’s party, from a third node, of another digest, again, or after its end: refused, and told back', async () => {
    const statement = await opened()
    const other = PEOPLE.department.organizationId
    const refused = {
      forAnother: await tells(gd, 'signature', signature(statement, { party: '广西', organizationId: other })),
      otherUnit: await tells(gd, 'signature', signature(statement, { party: '广西' })),
      fromThird: await tells(region, 'signature', signature(statement)),
      digest: await tells(gd, 'signature', signature(statement, { sha256: 'a'.repeat(64) })),
      unknown: await tells(gd, 'signature', signature(statement, { statementId: randomUUID() })),
      shape: await tells(gd, 'signature', { statementId: statement.id }),
    }
    await tells(gd, 'signature', signature(statement), { key: 'no key of ours' })
    await tellAll(nodes)
    expect(await Promise.all(Object.values(refused).map(async (key) => answered(key)))).toEqual([
      'not_party',
      'not_party',
      'not_party',
      'digest_differs',
      'unknown_statement',
      'unreadable',
    ])
    expect((await held(statement.id)).parties.every(({ signature: by }) => by === null)).toBe(true)

    // The channel goes on; what comes again changes nothing, under the same key or another.
    const key = await tells(gd, 'signature', signature(statement))
    await tellAll(nodes)
    expect(await answered(key)).toBe('done')
    await tells(gd, 'signature', signature(statement, { userName: '另一人' }), { key })
    const again = await tells(gd, 'signature', signature(statement))
    await tellAll(nodes)
    expect([await answered(key), await answered(again)]).toEqual(['done', 'signed_before'])
    expect((await held(statement.id)).parties[0]?.signature?.userName).toBe('李强')
    await sent(signHere('department', statement))
    const late = await tells(gd, 'signature', signature(statement))
    await tellAll(nodes)
    expect([await answered(late), await postings(statement.id)]).toEqual(['signed_before', 1])
  }, 120_000)

  test('[EXC-225] [EXC-227] withdrawn meanwhile: it is refused, with the reason where it was given', async () => {
    const statement = await opened()
    await sent(signThere(statement.id, statement.sha256))
    await sent(
      (await atGuangxi.as('department')).post(`/api/v1/statements/${statement.id}/withdraw`, { reason: '数据更正' }),
    )
    await tellAll([gd, gx])
    await tellAll(nodes)
    expect(await seen(statement.id)).toMatchObject({
      ...{ state: 'withdrawn', maySignFor: null, acts: [{ state: 'refused', reason: 'withdrawn' }] },
      statement: { withdrawnReason: '数据更正', parties: [{ signature: null }, { signature: null }] },
    })
    expect(codeOf(await signThere(statement.id, statement.sha256))).toBe('statement_state_unfit')
    expect(await notices(atGuangdong, 'otherDepartment', statement.id)).toEqual(
      expect.arrayContaining([expect.stringContaining('已撤回'), expect.stringContaining('签认未被对方节点接受')]),
    )
    expect(await postings(statement.id)).toBe(0)
  }, 120_000)

  test('[EXC-223] a statement of an owner that was cut off waits for nobody: nothing of it is signed, objected to or withdrawn', async () => {
    const statement = await opened()
    const own = await sent<ToldStatementDetail>(objectThere(statement.id))
    const signs = (owner: string) =>
      atGuangdong.handle.asActor(actorOf('otherDepartment'), async (trx) => {
        const { rows } = await sql<{ may: boolean }>`
          select actor_may_sign_told(${owner}, ${statement.id}, '广东', null) as may`.execute(trx)
        return rows[0]?.may
      })
    const waiting = async () =>
      (
        await sent<ToldStatementList>(
          (await atGuangdong.as('otherDepartment')).get('/api/v1/nodes/statements?waiting=true'),
        )
      ).items.map(({ id }) => id)
    expect([await signs('gx'), await waiting()]).toEqual([true, expect.arrayContaining([statement.id])])
    await cutOff(atGuangdong, 'gx', async () => {
      expect(await signs('gx')).toBe(false)
      expect(await waiting()).toEqual([])
      const cut = await seen(statement.id)
      expect(cut).toMatchObject({ maySignFor: null, acts: [{ mayWithdraw: false }], statement: { maySignFor: null } })
      expect(cut.owner.revokedAt).not.toBeNull()
      const withdrawal = (await atGuangdong.as('otherDepartment')).post(
        `${path('gx', statement.id)}/objections/${own.acts[0]?.id}/answer`,
        { outcome: 'withdrawn', answer: '已核实' },
      )
      for (const reply of [signThere(statement.id, statement.sha256), objectThere(statement.id), withdrawal])
        expect(codeOf(await reply)).toBe('told_statement_owner_cut_off')
    })
  }, 120_000)
})

describe('an objection made at another node', () => {
  test('[EXC-223] [EXC-224] freezes its line, is answered by the office, and the answer is shown where it was made', async () => {
    const statement = await opened()
    const once = { 'idempotency-key': randomUUID() }
    const made = await sent<ToldStatementDetail>(objectThere(statement.id, grounds, once))
    expect((await sent<ToldStatementDetail>(objectThere(statement.id, grounds, once))).acts).toEqual(made.acts)
    expect(made.acts).toMatchObject([{ kind: 'objection', line: 1, state: 'sent', mayWithdraw: true }])
    expect(codeOf(await objectThere(statement.id))).toBe('told_statement_objection_on_its_way')
    expect(codeOf(await objectThere(statement.id, { ...grounds, line: 9 }))).toBe('statement_line_unknown')
    const file = { ...grounds, evidence: [{ kind: 'file', id: randomUUID(), words: '附件' }] }
    expect((await objectThere(statement.id, file)).statusCode).toBe(400)
    await tellAll(nodes)
    const objected = await held(statement.id)
    expect(objected).toMatchObject({
      lines: [{ state: 'frozen' }],
      objections: [{ id: made.acts[0]?.id, party: '广东', userName: '李强', node: '广东省', grounds: grounds.grounds }],
    })
    expect(await notices(atGuangxi, 'department', statement.id)).toEqual([expect.stringContaining('广东对《')])
    await sent(
      (await atGuangxi.as('office')).post(`/api/v1/statements/${statement.id}/objections/${made.acts[0]?.id}/answer`, {
        ...{ outcome: 'dismissed', answer: '经核，数据有效' },
      }),
    )
    await tellAll(nodes)
    expect(await seen(statement.id)).toMatchObject({
      acts: [{ state: 'taken' }],
      statement: { lines: [{ state: 'open' }], objections: [{ state: 'dismissed', answer: '经核，数据有效' }] },
    })
    expect(await notices(atGuangdong, 'otherDepartment', statement.id)).toEqual(
      expect.arrayContaining([expect.stringContaining('异议已处理')]),
    )
  }, 120_000)

  test('[EXC-224] what is taken back where it was made is taken back where it counts, also when both come at once', async () => {
    const [arrived, together] = [await opened(), await opened(atGuangxi)]
    const takeBack = async (id: string, objectionId: string) =>
      (await atGuangdong.as('otherDepartment')).post(`${path('gx', id)}/objections/${objectionId}/answer`, {
        ...{ outcome: 'withdrawn', answer: '已核实' },
      })
    const made = (await sent<ToldStatementDetail>(objectThere(arrived.id))).acts[0]?.id ?? ''
    await tellAll(nodes)
    await tellAll(nodes)
    expect((await seen(arrived.id)).statement?.objections).toMatchObject([
      { id: made, mayWithdraw: true, node: '广东省' },
    ])
    await sent(takeBack(arrived.id, made))
    expect(codeOf(await takeBack(arrived.id, made))).toBe('objection_answered')
    expect(codeOf(await takeBack(arrived.id, randomUUID()))).toBe('objection_not_found')
    expect((await seen(arrived.id)).acts).toMatchObject([{ withdrawal: { state: 'sent' }, mayWithdraw: false }])
    const other = (await sent<ToldStatementDetail>(objectThere(together.id))).acts[0]?.id ?? ''
    await sent(takeBack(together.id, other))
    await sent(signThere(together.id, together.sha256))
    await sent(signHere('department', together))
    await tellAll(nodes)
    expect(await held(arrived.id)).toMatchObject({
      lines: [{ state: 'open' }],
      objections: [{ state: 'withdrawn', answer: '已核实' }],
    })
    expect(await held(together.id)).toMatchObject({ state: 'posted', objections: [{ state: 'withdrawn' }] })
    expect(await postings(together.id)).toBe(1)
    await tellAll(nodes)
    for (const { id } of [arrived, together])
      expect((await seen(id)).acts).toMatchObject(
        expect.arrayContaining([
          expect.objectContaining({ outcome: 'withdrawn', withdrawal: { state: 'taken', reason: null } }),
        ]),
      )
  }, 120_000)

  test('[EXC-225] [EXC-227] a withdrawal that comes after the office’s answer is refused, and both sides say so', async () => {
    const statement = await opened()
    const made = (await sent<ToldStatementDetail>(objectThere(statement.id))).acts[0]?.id ?? ''
    const withdraw = async () =>
      (await atGuangdong.as('otherDepartment')).post(`${path('gx', statement.id)}/objections/${made}/answer`, {
        ...{ outcome: 'withdrawn', answer: '已核实' },
      })
    await tellAll(nodes)
    await tellAll(nodes)
    await sent(withdraw())
    const dismissed = (await atGuangxi.as('office')).post(
      `/api/v1/statements/${statement.id}/objections/${made}/answer`,
      {
        ...{ outcome: 'dismissed', answer: '经核，数据有效' },
      },
    )
    await sent(dismissed)
    await tellAll(nodes)
    await tellAll(nodes)
    expect((await held(statement.id)).objections).toMatchObject([{ state: 'dismissed' }])
    expect((await seen(statement.id)).acts).toMatchObject([
      { state: 'taken', outcome: 'dismissed', mayWithdraw: false, withdrawal: { state: 'refused', reason: 'settled' } },
    ])
    expect(await notices(atGuangdong, 'otherDepartment', statement.id)).toEqual(
      expect.arrayContaining([expect.stringContaining('撤回未被对方节点接受')]),
    )
    expect(await tellAll(nodes)).toBe(0)
  }, 120_000)

  test('[EXC-223] an objection is withdrawn by its unit, while it is open', async () => {
    const [own, answeredOne, gone] = [await opened(), await opened(), await opened()]
    const withdraw = async (id: string, objectionId: string) =>
      (await atGuangdong.as('otherDepartment')).post(`${path('gx', id)}/objections/${objectionId}/answer`, {
        ...{ outcome: 'withdrawn', answer: '已核实' },
      })
    const objected = async (id: string) => (await sent<ToldStatementDetail>(objectThere(id))).acts[0]?.id ?? ''
    // Another unit of the same node had objected: theirs is not ours to withdraw.
    const another = randomUUID()
    await atGuangdong.handle.asSystem((trx) =>
      sql`insert into outside_objection (id, owner, statement_id, line, party, grounds, evidence, user_id, user_name,
          organization_id, organization_name)
        values (${another}::uuid, 'gx', ${own.id}::uuid, 1, '广东', '有误', '[{"kind":"words","words":"见函"}]', 'x', '某人',
          ${PEOPLE.city.organizationId}::uuid, '')`.execute(trx),
    )
    expect(codeOf(await withdraw(own.id, another))).toBe('objection_not_yours')

    const dismissed = await objected(answeredOne.id)
    await tellAll(nodes)
    const dismissing = (await atGuangxi.as('office')).post(
      `/api/v1/statements/${answeredOne.id}/objections/${dismissed}/answer`,
      { outcome: 'dismissed', answer: '经核，数据有效' },
    )
    await sent(dismissing)
    await tellAll(nodes)
    expect((await seen(answeredOne.id)).acts).toMatchObject([{ mayWithdraw: false, outcome: 'dismissed' }])
    const refused = await withdraw(answeredOne.id, dismissed)
    expect(refused.json()).toMatchObject({ code: 'objection_answered', facts: { state: 'dismissed' } })

    // Withdrawn by its owner before the objection came: the statement has gone on without it.
    const late = await objected(gone.id)
    await sent(
      (await atGuangxi.as('department')).post(`/api/v1/statements/${gone.id}/withdraw`, { reason: '数据更正' }),
    )
    await tellAll([gx, gd])
    expect((await seen(gone.id)).acts).toMatchObject([{ id: late, mayWithdraw: false }])
    expect(codeOf(await withdraw(gone.id, late))).toBe('statement_state_unfit')
  }, 120_000)

  test('[EXC-225] one for another party, to a frozen line or under the id of another’s objection is refused', async () => {
    const statement = await opened()
    const objection = (own: object = {}) => {
      const { sha256: _, ...given } = signature(statement)
      return { ...given, ...grounds, withdrawn: null, ...own }
    }
    const made = await sent<StatementDetail>(
      (await atGuangxi.as('department')).post(`/api/v1/statements/${statement.id}/objections`, {
        ...{ line: 1, grounds: '断面数据有误', evidence: [{ kind: 'words', words: '见函' }] },
      }),
    )
    const own = made.objections[0]?.id ?? ''
    const party = { party: '广西', organizationId: PEOPLE.department.organizationId }
    const keys = [
      await tells(gd, 'objection', objection(party)),
      await tells(gd, 'objection', objection()),
      await tells(gd, 'objection', objection({ line: 7 })),
      await tells(region, 'objection', objection()),
      await tells(
        gd,
        'objection',
        objection({ withdrawn: { words: '撤', userName: '李强', at: '2026-06-15T02:00:00.000Z' } }),
        { key: own },
      ),
    ]
    await tellAll(nodes)
    expect(await Promise.all(keys.map((key) => answered(key)))).toEqual([
      ...['not_party', 'line_unfit', 'line_unfit', 'not_party', 'line_unfit'],
    ])
    // 广西's own objection stands: another node takes back nothing of it.
    expect((await held(statement.id)).objections).toMatchObject([{ id: own, state: 'open' }])
  }, 120_000)

  test('[EXC-225] [EXC-227] other parties are told of one, and one that comes after posting is refused', async () => {
    const statement = await opened()
    const made = await sent<StatementDetail>(
      (await atGuangxi.as('department')).post(`/api/v1/statements/${statement.id}/objections`, {
        ...{ line: 1, grounds: '断面数据有误', evidence: [{ kind: 'words', words: '见函' }] },
      }),
    )
    await tellAll(nodes)
    const objected = expect.stringMatching(/^广西对《.*2018年结算单第1行提出异议$/)
    expect(await notices(atGuangdong, 'otherDepartment', statement.id)).toEqual([expect.anything(), objected])
    await sent(
      (await atGuangxi.as('department')).post(
        `/api/v1/statements/${statement.id}/objections/${made.objections[0]?.id}/answer`,
        { outcome: 'withdrawn', answer: '已核实' },
      ),
    )
    await sent(signHere('department', statement))
    await tells(gd, 'signature', signature(statement))
    await tellAll(nodes)
    expect((await held(statement.id)).state).toBe('posted')
    const { sha256: _, ...given } = signature(statement)
    const late = await tells(gd, 'objection', { ...given, ...grounds, withdrawn: null })
    await tellAll(nodes)
    expect(await answered(late)).toBe('posted')
  }, 120_000)
})
