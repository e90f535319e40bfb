import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName } from '../../../../test/support/index.ts'
import { readSigned } from '../../../settlement/index.ts'
import type { AgreementDetail } from '../../../settlement/schemas.ts'
import { openStatement, sent, signedAgreement } from '../../../settlement/stage.testing.ts'
import { GUANGDONG, GUANGXI, tellAll, toldOf } from '../cargo/pair.testing.ts'
import type { Peer } from '../cargo.ts'
import { tell } from '../tell.ts'
import { statementCargoes } from './cargo.ts'
import { joined, stretches, toldTexts } from './rules.ts'
import type { ToldStatementDetail, ToldStatementList } from './schemas.ts'
import { withStatementNodes } from './statements.testing.ts'

const {
  atGuangxi,
  atGuangdong,
  atRegion,
  gx,
  gd,
  nodes,
  opened,
  path,
  there,
  seen,
  held,
  signThere,
  objectThere,
  codeOf,
  tells,
  notices,
  cutOff,
} = withStatementNodes()
type Server = typeof atGuangxi

describe('what is told of a statement', () => {
  test('[EXC-220] goes to the nodes of its parties and to the region; what a province settles in itself goes nowhere', async () => {
    const within = await openStatement(atGuangxi.as, (await signedAgreement(atGuangxi.as, { downstream: 'city' })).id)
    const statement = await opened()
    for (const [handle, ids] of [
      [atGuangdong.handle, [statement.id]],
      [atRegion.handle, [statement.id]],
    ] as const)
      expect([...(await toldOf(handle, 'gx', 'statement')).keys()]).toEqual(ids)
    const leaked = await atGuangxi.handle.asSystem((trx) =>
      sql`select from node_message where event like ${`%${within.id}%`}`.execute(trx),
    )
    expect(leaked.rows).toEqual([])
    // Another member has nothing to do with it; and nobody has the owner's users, files or ledger.
    const hainan = { code: 'hi', role: 'member', jurisdictionCode: '460000' } as const
    const factsFor = (receiver: Peer) =>
      atGuangxi.handle.asSystem(async (trx) =>
        Promise.all(statementCargoes.slice(0, 3).map((cargo) => cargo.facts(trx, receiver, GUANGXI))),
      )
    expect((await factsFor(hainan)).flat()).toEqual([])
    const told = JSON.stringify(await factsFor(GUANGDONG))
    for (const own of [PEOPLE.department.userId, 'transferId', 'user_id']) expect(told).not.toContain(own)
    expect(await tellAll(nodes)).toBe(0)
  }, 120_000)

  test('[EXC-222] is shown as it was worked out here: lines, derivations, months, parties, and how old it is', async () => {
    const statement = await opened()
    const own = await held(statement.id)
    const told = await seen(statement.id)
    expect(told).toMatchObject({
      verdict: 'whole',
      reckoning: 'same',
      maySignFor: '广东',
      owner: { code: 'gx' },
      acts: [],
    })
    const { content, sha256, given } = await sent<AgreementDetail>(
      (await atGuangxi.as('department')).get(`/api/v1/agreements/${own.agreementId}`),
    )
    expect(told.agreement).toEqual({
      ...{ content, sha256, given },
      places: { 广西: { code: '450000', name: '广西壮族自治区' }, 广东: { code: '440000', name: '广东省' } },
    })
    expect(told.statement).toEqual({
      ...own,
      ...{ ownParty: '广东', maySignFor: '广东', awaitsOwn: true, mayPrepare: false, mayWithdraw: false },
    })
    const list = await sent<ToldStatementList>(
      (await atGuangdong.as('otherDepartment')).get('/api/v1/nodes/statements?waiting=true'),
    )
    expect(list.items).toContainEqual(
      expect.objectContaining({ id: statement.id, totalFen: own.totalFen, awaits: ['广东', '广西'], verdict: 'whole' }),
    )
  }, 120_000)

  test('[EXC-222] is read by the parties, by who is above them and by the office of their cluster', async () => {
    const { id } = await opened()
    expect((await there(id, { person: 'office', at: atRegion })).json()).toMatchObject({
      maySignFor: null,
      verdict: 'whole',
    })
    expect((await there(id, { person: 'leader', at: atRegion })).statusCode).toBe(200)
    expect(codeOf(await there(id, { person: 'city' }))).toBe('told_statement_not_found')
    const { rows } = await atGuangdong.handle.asActor(actorOf('city'), (trx) =>
      sql`select from shared_fact where kind like 'statement%'`.execute(trx),
    )
    expect(rows).toEqual([])
    const list = await sent<ToldStatementList>((await atGuangdong.as('city')).get('/api/v1/nodes/statements'))
    expect(list).toMatchObject({ items: [], total: 0 })
  }, 120_000)

  test('[EXC-221] what does not come to its digest is shown nowhere, and nobody signs it', async () => {
    const statement = await opened()
    const key = `${statement.id}/0`
    const text = (await toldOf(atGuangdong.handle, 'gx', 'statement_text')).get(key) as { text: string; of: number }
    const tampered = async (content: object, verdict: string) => {
      await tells(gx, 'statement_text', content, { to: 'gd', key })
      await tellAll([gx, gd])
      const told = await seen(statement.id)
      expect(told).toMatchObject({ verdict, statement: null, totalFen: null, maySignFor: null, reckoning: 'unknown' })
      expect(codeOf(await signThere(statement.id, statement.sha256))).toBe('told_statement_unproven')
      expect(codeOf(await objectThere(statement.id))).toBe('told_statement_unproven')
    }
    // A month's value; the share in the agreement; the amount; a stretch that is missing; no statement at all.
    await tampered({ ...text, text: text.text.replace('"value":"1.4"', '"value":"0.4"') }, 'altered')
    await tampered(
      { ...text, text: text.text.replace('"value":"0.5","confidence"', '"value":"0.6","confidence"') },
      'altered',
    )
    await tampered({ ...text, text: text.text.replaceAll(/"amountFen":\d+/g, '"amountFen":1') }, 'altered')
    await tampered({ ...text, of: 2 }, 'incomplete')
    await tampered({ ...text, text: '{"agreement":{}}' }, 'unreadable')
    await tells(gx, 'statement_text', text, { to: 'gd', key })
    // One that its owner prepared anew under the same name is whole, and its digest another.
    await tellAll([gx, gd])
    expect(await seen(statement.id)).toMatchObject({ verdict: 'whole' })
    expect(codeOf(await signThere(statement.id, '0'.repeat(64)))).toBe('statement_digest_differs')
  }, 120_000)

  test('[EXC-221] amounts that their own owner reckons otherwise are said to differ', async () => {
    const statement = await opened()
    const key = `${statement.id}/0`
    const text = (await toldOf(atGuangdong.handle, 'gx', 'statement_text')).get(key) as { text: string; of: number }
    const changed = text.text.replaceAll(/"amountFen":\d+/g, '"amountFen":1')
    const sha256 = readSigned(changed, 1)?.sha256
    const head = (await toldOf(atGuangdong.handle, 'gx', 'statement')).get(statement.id)
    await tells(gx, 'statement_text', { ...text, text: changed }, { to: 'gd', key })
    await tells(gx, 'statement', { ...head, sha256 }, { to: 'gd', key: statement.id })
    await tellAll([gx, gd])
    expect(await seen(statement.id)).toMatchObject({ verdict: 'whole', reckoning: 'differs' })
  }, 120_000)

  test('[EXC-221] of one that is too long its owner tells that it is', () => {
    expect(toldTexts('x'.repeat(20), 10, 2)).toEqual([0, 1].map(() => ({ text: 'x'.repeat(10), of: 2 })))
    expect(toldTexts('x'.repeat(21), 10, 2)).toEqual([{ text: null, of: 3 }])
  })

  test('[EXC-221] the list reads no text twice, and sees one that changed', async () => {
    const statement = await opened()
    const key = `${statement.id}/0`
    const text = (await toldOf(atGuangdong.handle, 'gx', 'statement_text')).get(key) as { text: string; of: number }
    const listed = async () => {
      const list = await sent<ToldStatementList>(
        (await atGuangdong.as('otherDepartment')).get('/api/v1/nodes/statements'),
      )
      const one = list.items.find(({ id }) => id === statement.id)
      return [one?.verdict, one?.totalFen === statement.totalFen]
    }
    expect([await listed(), await listed()]).toEqual([
      ['whole', true],
      ['whole', true],
    ])
    for (const [content, verdict] of [
      [{ ...text, text: text.text.replace('"value":"1.4"', '"value":"0.4"') }, 'altered'],
      [{ text: null, of: 21 }, 'too_large'],
    ] as const) {
      await tells(gx, 'statement_text', content, { to: 'gd', key })
      await tellAll([gx, gd])
      expect(await listed()).toEqual([verdict, false])
      expect(await seen(statement.id)).toMatchObject({ verdict, statement: null, maySignFor: null })
    }
    await tells(gx, 'statement_text', text, { to: 'gd', key })
    await tellAll([gx, gd])
    expect(await listed()).toEqual(['whole', true])
    const most = (await atGuangdong.as('otherDepartment')).get('/api/v1/nodes/statements?limit=51')
    expect((await most).statusCode).toBe(400)
  }, 120_000)

  test('[EXC-221] a long text goes in stretches, and no character is cut', () => {
    const text = `${'长'.repeat(9)}😀${'x'.repeat(25)}`
    const cut = stretches(text, 10)
    expect(cut.map((one) => [one.length <= 10, one.isWellFormed()])).toEqual(cut.map(() => [true, true]))
    const texts = new Map(cut.map((one, index) => [index, { text: one, of: cut.length }]))
    expect(joined(texts)).toBe(text)
    texts.delete(1)
    expect(joined(texts)).toBeNull()
  })
})

describe('the word of an owner', () => {
  type Head = { parties: { name: string; organizationId: string; signature: object | null }[] } & Record<
    string,
    unknown
  >
  /** As it is told once nothing is under way any more: the owner has nothing more to tell of its own. */
  const headOf = async (id: string) => {
    await tellAll(nodes)
    await tellAll(nodes)
    return structuredClone((await toldOf(atGuangdong.handle, 'gx', 'statement')).get(id)) as Head
  }
  const at = '2026-06-15T02:00:00.000Z'
  const posted = (head: Head) => ({
    ...{ ...head, state: 'posted', postedAt: at },
    parties: head.parties.map((party) => ({
      ...party,
      signature: { userName: '李强', organizationName: '环境厅', at, node: party.name === '广东' ? 'gd' : null },
    })),
  })
  const says = async (id: string, content: object) => {
    await tells(gx, 'statement', content, { to: 'gd', key: id })
    await tellAll([gx, gd])
  }
  const listed = async (person: PersonName = 'otherDepartment') =>
    sent<ToldStatementList>((await atGuangdong.as(person)).get('/api/v1/nodes/statements'))

  test('[EXC-228] parties other than those of the signed agreement, or one unit for two: nothing is shown or signed', async () => {
    const statement = await opened()
    const head = await headOf(statement.id)
    const [one, other] = head.parties
    for (const parties of [
      [one, one],
      [one],
      [one, { ...other, name: '__proto__' }],
      [one, { ...other, organizationId: one?.organizationId }],
    ]) {
      await says(statement.id, { ...head, parties })
      expect(await seen(statement.id)).toMatchObject({ verdict: 'altered', statement: null, maySignFor: null })
      expect(codeOf(await signThere(statement.id, statement.sha256))).toBe('told_statement_unproven')
    }
    await says(statement.id, head)
    expect(await seen(statement.id)).toMatchObject({ verdict: 'whole', maySignFor: '广东' })
  }, 120_000)

  test('[EXC-229] a signature said to be given here that nobody gave: not shown, not signed, and no news of a posting', async () => {
    const statement = await opened()
    await says(statement.id, posted(await headOf(statement.id)))
    expect(await seen(statement.id)).toMatchObject({ verdict: 'unsigned_here', statement: null, maySignFor: null })
    expect(codeOf(await signThere(statement.id, statement.sha256))).toBe('told_statement_unproven')
    expect(await notices(atGuangdong, 'otherDepartment', statement.id)).toEqual([expect.stringContaining('请核对')])
  }, 120_000)

  test('[EXC-230] another digest than was signed: the act keeps its own, and nothing is signed anew', async () => {
    const statement = await opened()
    await sent(signThere(statement.id, statement.sha256))
    const head = await headOf(statement.id)
    const key = `${statement.id}/0`
    const text = (await toldOf(atGuangdong.handle, 'gx', 'statement_text')).get(key) as { text: string; of: number }
    const changed = text.text.replaceAll(/"amountFen":\d+/g, '"amountFen":1')
    const sha256 = readSigned(changed, 1)?.sha256
    await tells(gx, 'statement_text', { ...text, text: changed }, { to: 'gd', key })
    for (const content of [posted({ ...head, sha256 }), { ...head, sha256 }]) {
      await says(statement.id, content)
      expect(await seen(statement.id)).toMatchObject({
        ...{ verdict: 'changed_since_signed', sha256, statement: null, maySignFor: null },
        acts: [{ kind: 'signature', state: 'taken', sha256: statement.sha256 }],
      })
      expect(codeOf(await signThere(statement.id, sha256 ?? ''))).toBe('told_statement_unproven')
    }
    expect(await notices(atGuangdong, 'otherDepartment', statement.id)).toEqual([expect.stringContaining('请核对')])
    // The database holds it, also past the routes.
    const { rows } = await atGuangdong.handle.asActor(actorOf('otherDepartment'), (trx) =>
      sql`select actor_may_sign_told('gx', ${statement.id}, '广东', null) as may`.execute(trx),
    )
    expect(rows).toEqual([{ may: false }])
  }, 120_000)

  test('[EXC-230] [EXC-232] what was taken and is refused later stays signed, in words; its answer is read by who sees the act', async () => {
    const statement = await opened()
    const head = await headOf(statement.id)
    const id = (await sent<ToldStatementDetail>(signThere(statement.id, statement.sha256))).acts[0]?.id ?? ''
    await headOf(statement.id)
    await says(statement.id, head)
    expect(await seen(statement.id)).toMatchObject({ maySignFor: null, acts: [{ state: 'taken' }] })
    await tells(gx, 'act_answer', { reason: 'digest_differs', at }, { to: 'gd', key: id })
    await tellAll([gx, gd])
    expect(await seen(statement.id)).toMatchObject({
      ...{ verdict: 'whole', maySignFor: null },
      acts: [{ state: 'contradicted', reason: 'digest_differs', sha256: statement.sha256 }],
    })
    expect(codeOf(await signThere(statement.id, statement.sha256))).toBe('statement_signed_before')
    const answers = async (person: PersonName) => {
      const { rows } = await atGuangdong.handle.asActor(actorOf(person), (trx) =>
        sql`select key from shared_fact where kind = 'act_answer' and key = ${id}
          union all select act_id::text from outside_taken where act_id = ${id}::uuid`.execute(trx),
      )
      return rows.length
    }
    expect([await answers('otherDepartment'), await answers('city')]).toEqual([2, 0])
  }, 120_000)

  test('[EXC-231] told no longer after it was signed: the act stays in the list of its unit, with its digest', async () => {
    const statement = await opened()
    const [act] = (await sent<ToldStatementDetail>(signThere(statement.id, statement.sha256))).acts
    await atGuangxi.handle.asSystem((trx) =>
      tell(trx, [{ kind: 'statement', key: statement.id, content: null }], {
        ...{ sender: 'gx', receiver: 'gd', versionOf: () => 1, now: new Date() },
      }),
    )
    await tellAll([gx, gd])
    expect(codeOf(await there(statement.id))).toBe('told_statement_not_found')
    const { ended, items } = await listed()
    expect(items.map(({ id }) => id)).not.toContain(statement.id)
    expect(ended).toContainEqual(
      expect.objectContaining({
        ...{ id: act?.id, statementId: statement.id, kind: 'signature', party: '广东', at: act?.at },
        ...{ sha256: statement.sha256, owner: expect.objectContaining({ code: 'gx' }) },
      }),
    )
    expect((await listed('city')).ended).toEqual([])
  }, 120_000)
})

describe('past the routes', () => {
  test('[EXC-223] nobody signs for another party, at another’s node, or past the routes', async () => {
    const statement = await opened()
    // 广西's department has an account at 广东's node as well: that node does not speak for it.
    const here = (await atGuangdong.as('department')).post(`${path('gx', statement.id)}/sign`, {
      sha256: statement.sha256,
    })
    expect(codeOf(await here)).toBe('told_statement_unit_elsewhere')
    const office = (await atRegion.as('office')).post(`${path('gx', statement.id)}/sign`, { sha256: statement.sha256 })
    expect((await office).statusCode).toBe(403)
    const insert = (at: Server, person: PersonName, own: { party?: string; sha256?: string } = {}) =>
      at.handle
        .asActor(actorOf(person), (trx) =>
          sql`insert into outside_signature (id, owner, statement_id, party, sha256, user_id, user_name, organization_id,
              organization_name)
            values (gen_random_uuid(), 'gx', ${statement.id}::uuid, ${own.party ?? '广东'}, ${own.sha256 ?? statement.sha256},
              ${PEOPLE[person].userId}, '', ${PEOPLE[person].organizationId}::uuid, '')`.execute(trx),
        )
        .then(
          () => 'done',
          ({ code }: { code: string }) => code,
        )
    expect(await insert(atGuangdong, 'department')).toBe('42501')
    expect(await insert(atGuangdong, 'department', { party: '广西' })).toBe('42501')
    expect(await insert(atGuangdong, 'city')).toBe('42501')
    expect(await insert(atGuangdong, 'otherDepartment', { party: '广西' })).toBe('42501')
    expect(await insert(atGuangdong, 'otherDepartment', { sha256: 'b'.repeat(64) })).toBe('42501')
    expect(await insert(atRegion, 'otherDepartment')).toBe('42501')
    expect(await insert(atGuangdong, 'otherDepartment')).toBe('done')
    expect(await insert(atGuangdong, 'otherDepartment')).toBe('42501')
  }, 120_000)

  test('[EXC-226] the owner’s database takes no signature from elsewhere but by the node that speaks for the unit', async () => {
    const statement = await opened()
    const insert = (node: string | null, party: string, person: PersonName, as?: PersonName) => {
      const { userId, organizationId } = PEOPLE[person]
      const text = sql`
        insert into statement_signature (statement_id, party, sha256, node_code, user_id, user_name, organization_id, organization_name)
        values (${statement.id}::uuid, ${party}, ${statement.sha256}, ${node}, ${userId}, '', ${organizationId}::uuid, '')`
      const done = as
        ? atGuangxi.handle.asActor(actorOf(as), (trx) => text.execute(trx))
        : atGuangxi.handle.asSystem((trx) => text.execute(trx))
      return done.then(
        () => 'done',
        ({ code }: { code: string }) => code,
      )
    }
    expect(await insert(null, '广东', 'otherDepartment')).toBe('42501')
    expect(await insert('gx', '广西', 'department')).toBe('42501')
    expect(await insert('gd', '广西', 'department')).toBe('42501')
    expect(await insert('gd', '广西', 'otherDepartment')).toBe('42501')
    expect(await insert('region', '广东', 'otherDepartment')).toBe('42501')
    expect(await insert('gd', '广东', 'otherDepartment', 'otherDepartment')).toBe('42501')
    expect(await insert('gd', '广东', 'otherDepartment')).toBe('done')
  }, 120_000)

  test('[EXC-226] a person past the routes gives its own signature, or objection, no other moment than now', async () => {
    const statement = await opened()
    const { userId, organizationId } = PEOPLE.department
    const long = '2001-01-01T00:00:00Z'
    const given = await atGuangxi.handle.asActor(actorOf('department'), async (trx) => [
      await sql<{ age: number }>`
        insert into statement_objection (id, statement_id, line, party, grounds, evidence, at, user_id, user_name,
          organization_id, organization_name)
        values (gen_random_uuid(), ${statement.id}::uuid, 1, '广西', '有误', '[{"kind":"words","words":"见函"}]', ${long},
          ${userId}, '', ${organizationId}::uuid, '') returning (extract(epoch from clock_now() - at))::float8 as age`.execute(
        trx,
      ),
      await sql<{ age: number }>`
        insert into statement_signature (statement_id, party, sha256, at, user_id, user_name, organization_id, organization_name)
        values (${statement.id}::uuid, '广西', ${statement.sha256}, ${long}, ${userId}, '', ${organizationId}::uuid, '')
        returning (extract(epoch from clock_now() - at))::float8 as age`.execute(trx),
    ])
    for (const { rows } of given) expect(Math.abs(rows[0]?.age ?? Number.NaN)).toBeLessThan(60)
  }, 120_000)

  test('[EXC-226] past the routes only a standing node that speaks for the unit objects, and a unit here for itself', async () => {
    const statement = await opened()
    const code = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        ({ code: of }: { code: string }) => of,
      )
    // At the owner: what came from elsewhere.
    const objectAt = (node: string | null, party: string, person: PersonName) =>
      code(
        atGuangxi.handle.asSystem((trx) =>
          sql`insert into statement_objection (id, statement_id, line, party, grounds, evidence, node_code, user_id, user_name,
              organization_id, organization_name)
            values (gen_random_uuid(), ${statement.id}::uuid, 1, ${party}, '有误', '[{"kind":"words","words":"见函"}]', ${node},
              'x', '', ${PEOPLE[person].organizationId}::uuid, '')`.execute(trx),
        ),
      )
    const signAt = () =>
      code(
        atGuangxi.handle.asSystem((trx) =>
          sql`insert into statement_signature (statement_id, party, sha256, node_code, user_id, user_name, organization_id,
              organization_name)
            values (${statement.id}::uuid, '广东', ${statement.sha256}, 'gd', 'x', '',
              ${PEOPLE.otherDepartment.organizationId}::uuid, '')`.execute(trx),
        ),
      )
    expect(await objectAt(null, '广东', 'otherDepartment')).toBe('42501')
    expect(await objectAt('region', '广东', 'otherDepartment')).toBe('42501')
    expect(await objectAt('gd', '广西', 'department')).toBe('42501')
    expect(await objectAt('gd', '广西', 'otherDepartment')).toBe('42501')
    await cutOff(atGuangxi, 'gd', async () => {
      expect([await objectAt('gd', '广东', 'otherDepartment'), await signAt()]).toEqual(['42501', '42501'])
    })
    expect(await objectAt('gd', '广东', 'otherDepartment')).toBe('done')

    // At the party's node: what a person writes past the routes.
    const made = randomUUID()
    const insert = (person: PersonName, party = '广东', id: string = randomUUID()) =>
      code(
        atGuangdong.handle.asActor(actorOf(person), (trx) =>
          sql`insert into outside_objection (id, owner, statement_id, line, party, grounds, evidence, user_id, user_name,
              organization_id, organization_name)
            values (${id}::uuid, 'gx', ${statement.id}::uuid, 1, ${party}, '有误', '[{"kind":"words","words":"见函"}]',
              ${PEOPLE[person].userId}, '', ${PEOPLE[person].organizationId}::uuid, '')`.execute(trx),
        ),
      )
    expect(await insert('department')).toBe('42501')
    expect(await insert('department', '广西')).toBe('42501')
    expect(await insert('city')).toBe('42501')
    expect(await insert('otherDepartment', '广西')).toBe('42501')
    await cutOff(atGuangdong, 'gx', async () => expect(await insert('otherDepartment')).toBe('42501'))
    expect(await insert('otherDepartment', '广东', made)).toBe('done')
    const change = (person: PersonName, set: ReturnType<typeof sql>) =>
      atGuangdong.handle
        .asActor(actorOf(person), (trx) =>
          sql`update outside_objection set ${set} where id = ${made}::uuid returning withdrawn_by, withdrawn_at`.execute(
            trx,
          ),
        )
        .then(
          ({ rows }) => rows.length,
          ({ code: of }: { code: string }) => of,
        )
    const withdrawn = sql`withdrawn_words = '已核实'`
    expect(await change('department', withdrawn)).toBe(0)
    await cutOff(atGuangdong, 'gx', async () => expect(await change('otherDepartment', withdrawn)).toBe(0))
    for (const set of [sql`grounds = '别的'`, sql`withdrawn_words = '已核实', withdrawn_at = '2001-01-01'`])
      expect(await change('otherDepartment', set)).toBe('42501')
    expect(await change('otherDepartment', sql`withdrawn_words = null`)).toBe('42501')
    expect(await change('otherDepartment', withdrawn)).toBe(1)
    expect(await change('otherDepartment', sql`withdrawn_words = '又一次'`)).toBe('42501')
    for (const text of [
      sql`update outside_objection set grounds = '别的' where id = ${made}::uuid`,
      sql`delete from outside_objection where id = ${made}::uuid`,
    ])
      expect(await code(atGuangdong.handle.asSystem((trx) => text.execute(trx)))).toBe('42501')
  }, 120_000)
})
