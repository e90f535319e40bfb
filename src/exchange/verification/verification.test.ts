import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { verify } from '../../cli/receipt.ts'
import { placePeople, sent } from '../catalogue/stage.testing.ts'
import { canonicalJson } from '../identity/index.ts'
import { isIdentityNumber } from './rules/identityNumber.ts'
import { questionFaults } from './rules/question.ts'
import { isReceiptSigned, maskedName } from './rules/receipt.ts'
import type { Question, ReceiptChecked, VerificationDetail, VerificationList } from './schemas.ts'
import { aQuestion, asked, asking, nobodysNumber, offered, PERSONS, withIncomes } from './stage.testing.ts'

const lines: string[] = []
const server = withServer({
  prepare: placePeople,
  logLevel: 'info',
  logStream: { write: (line: string) => void lines.push(line) } as never,
})
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const runs = async (person: PersonName, statement: ReturnType<typeof sql>): Promise<number | 'refused'> =>
  server.handle
    .asActor(actorOf(person), async (trx) => {
      const { numAffectedRows, rows } = await statement.execute(trx)
      return Number(numAffectedRows ?? rows.length)
    })
    .catch(() => 'refused' as const)
const [first = '', second = '', third = '', fourth = '', fifth = ''] = PERSONS

let resourceId = ''
let question: Question
beforeAll(async () => {
  const department = await server.as('department')
  resourceId = await withIncomes(department)
  question = await offered(department, resourceId)
}, 60_000)

const answer = async (subjects: readonly string[], limit: string | null, of: Question = question) =>
  (await asked(await server.as('city'), asking(of, subjects, limit))).answer

describe('pure rules', () => {
  test('[EXC-115] an identity number has a day of birth and a check character (GB 11643)', () => {
    // 11010519491231002X is the example of the standard itself.
    for (const fits of ['11010519491231002X', nobodysNumber(7)])
      expect([fits, isIdentityNumber(fits)]).toEqual([fits, true])
    for (const odd of [
      '110105194912310021',
      '11010519491331002X',
      '11010519491231002x',
      '',
      '01010519491231002X',
      '110105491231002',
    ])
      expect([odd, isIdentityNumber(odd)]).toEqual([odd, false])
    expect([maskedName('莫丽华'), maskedName(' 欧阳 '), maskedName('𠮷田')]).toEqual(['莫**', '欧**', '𠮷**'])
  })

  test('[EXC-119] canonical JSON is that of RFC 8785', () => {
    // 3.2.2 and 3.2.3 of the RFC, in the same order.
    expect(
      canonicalJson({
        numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
        string: '€$\u000f\nA\'B"\\\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    const sorted = ['\r', '1', '\u0080', 'ö', '€', '😀', 'דּ']
    expect(
      Object.keys(JSON.parse(canonicalJson(Object.fromEntries([...sorted].reverse().map((name) => [name, 0]))))).sort(),
    ).toEqual([...sorted].sort())
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}')
    expect(() => canonicalJson(Number.NaN)).toThrow(RangeError)
    expect(() => canonicalJson('\ud800')).toThrow(RangeError)
  })

  test('[EXC-114] a question is of items that are there, and its limits stand on a grid', () => {
    const items = [
      { name: '身份证号', dataType: 'character' as const },
      { name: '年收入', dataType: 'currency' as const },
      { name: '年度', dataType: 'integer' as const },
    ]
    const faults = (own: object) => questionFaults(aQuestion(own), items).map(({ field }) => field)
    const grid = (least: string, most: string, step: string) => ({ limit: { least, most, step, unit: '' } })
    expect(faults({})).toEqual([])
    for (const [own, field] of [
      [{ subjectItem: '年收入' }, 'subjectItem'],
      [{ measure: { kind: 'sum', item: '身份证号' } }, 'measure'],
      [{ measure: { kind: 'count', item: '年收入' } }, 'measure'],
      [{ comparison: null }, 'comparison'],
      [{ comparison: 'equal' }, 'comparison'],
      [{ limit: null }, 'limit'],
      [grid('0', '95', '10'), 'limit'],
      [grid('0', '1000000', '1'), 'limit'],
      [grid('0', '10', '0'), 'limit'],
      [{ measure: { kind: 'maximum', item: '年收入' }, absent: 'nothing' }, 'absent'],
      [{ perDay: 9, perYear: 3 }, 'perYear'],
      [{ rows: [{ item: '无', operator: 'equals', values: ['1'] }] }, 'rows.无'],
    ] as const)
      expect([own, faults(own)[0]]).toEqual([own, field])
    expect(faults({ measure: { kind: 'exists', item: null }, comparison: null, limit: null })).toEqual([])
  })
})

describe('a question', () => {
  test('[EXC-116] is offered by who holds the data, in versions, until it is withdrawn', async () => {
    for (const person of ['city', 'office'] as const)
      expect(
        problem(
          await (await server.as(person)).post('/api/v1/verifications/questions', { resourceId, content: aQuestion() }),
        ),
      ).toEqual([403, 'verification_not_provider'])
    const department = await server.as('department')
    const unfit = await department.post('/api/v1/verifications/questions', {
      resourceId,
      content: aQuestion({ subjectItem: '姓名' }),
    })
    expect([...problem(unfit), unfit.json().facts.fields]).toEqual([422, 'verification_question_unfit', 'subjectItem'])
    const key = { 'idempotency-key': randomUUID() }
    const body = { resourceId, content: aQuestion({ name: '另一项' }) }
    const made = await sent<Question>(department.post('/api/v1/verifications/questions', body, key))
    expect((await sent<Question>(department.post('/api/v1/verifications/questions', body, key))).id).toBe(made.id)
    const url = `/api/v1/verifications/questions/${made.id}`
    expect(problem(await department.patch(url, { content: aQuestion() }))).toEqual([428, 'version_needed'])
    const next = await sent<Question>(
      department.patch(url, { content: aQuestion({ perDay: 1 }) }, { 'if-match': '"v1"' }),
    )
    expect([next.version, next.content.perDay]).toEqual([2, 1])
    const city = await server.as('city')
    expect(problem(await city.post('/api/v1/verifications', asking(made, [first])))).toEqual([
      409,
      'verification_question_changed',
    ])
    expect(problem(await city.post(`${url}/withdraw`, { reason: '不要' }))).toEqual([403, 'verification_not_provider'])
    await sent(department.post(`${url}/withdraw`, { reason: '数据停更' }))
    expect(problem(await city.post('/api/v1/verifications', asking(next, [first])))).toEqual([
      409,
      'verification_question_changed',
    ])
    const { items } = (await city.get('/api/v1/verifications/questions')).json<{ items: Question[] }>()
    expect(items.map(({ id }) => id)).not.toContain(made.id)
    const { userId, organizationId } = PEOPLE.city
    expect(
      await runs(
        'city',
        sql`insert into verification_question (id, resource_id, organization_id)
      values (${randomUUID()}::uuid, ${resourceId}::uuid, ${organizationId}::uuid)`,
      ),
    ).toBe('refused')
    expect(
      await runs(
        'city',
        sql`insert into verification_question_version (question_id, number, content, user_id, user_name, organization_id, organization_name)
      values (${question.id}::uuid, 2, '{}', ${userId}, '', ${organizationId}::uuid, '')`,
      ),
    ).toBe('refused')
  })
})

describe('an answer', () => {
  test('[EXC-117] is yes, no or unknown, exactly at the limit too; who is not on record is not known', async () => {
    // 52000.00 + 18600.50 = 70600.50; the income of another year does not count.
    for (const [subjects, limit, expected] of [
      [[first], '60000', 'yes'],
      [[first], '50000', 'no'],
      [[first, second], '80000', 'yes'],
      [[first, second], '70000', 'no'],
      [[third], '10000', 'yes'],
      [[fourth], '10000', 'unknown'],
      [[first, fifth], '10000', 'unknown'],
    ] as const)
      expect([subjects.length, limit, await answer(subjects, limit)]).toEqual([subjects.length, limit, expected])
    const department = await server.as('department')
    const least = { limit: { least: '9800', most: '9900', step: '100', unit: '元' } }
    for (const [comparison, expected] of [
      ['under', 'no'],
      ['atMost', 'yes'],
      ['atLeast', 'yes'],
      ['over', 'no'],
    ] as const)
      expect([
        comparison,
        await answer([third], '9800', await offered(department, resourceId, { comparison, ...least })),
      ]).toEqual([comparison, expected])
    const counted = {
      measure: { kind: 'count', item: null },
      comparison: 'equal',
      limit: { least: '0', most: '5', step: '1', unit: '' },
    } as const
    expect(await answer([first, second], '2', await offered(department, resourceId, counted))).toBe('yes')
    expect(await answer([fifth], '0', await offered(department, resourceId, { ...counted, absent: 'nothing' }))).toBe(
      'yes',
    )
    const exists = { measure: { kind: 'exists', item: null }, comparison: null, limit: null } as const
    expect(await answer([second], null, await offered(department, resourceId, exists))).toBe('yes')
    expect(await answer([fifth], null, await offered(department, resourceId, exists))).toBe('unknown')
    expect(await answer([fifth], null, await offered(department, resourceId, { ...exists, absent: 'nothing' }))).toBe(
      'no',
    )
    const highest = { measure: { kind: 'maximum' as const, item: '年收入' }, rows: [] }
    expect(await answer([first, third], '60000', await offered(department, resourceId, highest))).toBe('yes')
  })

  test('[EXC-118] needs the consent of each person, given and not expired, a limit of the grid, and a number that checks', async () => {
    const city = await server.as('city')
    const refused = async (body: object) => problem(await city.post('/api/v1/verifications', body))
    for (const consent of [{ until: '2026-01-05', givenOn: '2026-01-01' }, { givenOn: '2199-01-01' }])
      expect(await refused(asking(question, [first], '60000', consent))).toEqual([422, 'verification_consent_unfit'])
    expect(await refused(asking(question, [first], '60000', { reference: ' ' }))).toEqual([400, 'text_blank'])
    for (const limit of ['60001', '0', '110000', null])
      expect([limit, ...(await refused(asking(question, [first], limit)))]).toEqual([
        limit,
        422,
        'verification_limit_unfit',
      ])
    expect(await refused(asking(question, [first, first]))).toEqual([422, 'verification_subjects_unfit'])
    expect(await refused(asking(question, [...PERSONS, nobodysNumber(9)]))).toEqual([
      422,
      'verification_subjects_unfit',
    ])
    const wrong = `${first.slice(0, 17)}${first.endsWith('1') ? '2' : '1'}`
    expect(await refused(asking(question, [second, wrong]))).toEqual([422, 'verification_subject_unfit'])
    const apart = `${first.slice(0, 6)}-${first.slice(6, 14)}.${first.slice(14)}`
    for (const written of [first, apart])
      expect(await refused({ ...asking(question, [first]), purpose: `核对 ${written}` })).toEqual([
        422,
        'verification_subject_in_text',
      ])
    expect(problem(await (await server.as('leader')).post('/api/v1/verifications', asking(question, [first])))).toEqual(
      [403, 'permission_missing'],
    )
  })

  test('[EXC-120] is given so often of one person and no more, by all units together, however many ask at once', async () => {
    const often = await offered(await server.as('department'), resourceId, { perDay: 2, perYear: 2 })
    const [city, other] = [await server.as('city'), await server.as('otherDepartment')]
    const codes = await Promise.all(
      [city, other, city, other].map(
        async (browser) => (await browser.post('/api/v1/verifications', asking(often, [first]))).statusCode,
      ),
    )
    expect(codes.sort()).toEqual([201, 201, 409, 409])
    expect(problem(await city.post('/api/v1/verifications', asking(often, [second, first])))).toEqual([
      409,
      'verification_asked_enough',
    ])
    expect((await city.post('/api/v1/verifications', asking(often, [second]))).statusCode).toBe(201)
  })

  test('[EXC-164] a unit asks a question of so many persons a day at most, whoever it says that they are', async () => {
    const often = await offered(await server.as('department'), resourceId, { perDay: 2, perYear: 2 })
    const { userId, organizationId } = PEOPLE.city
    await server.handle.asSystem((trx) =>
      sql`insert into verification (id, question_id, question_version, resource_id, provider_id, subjects, answer, revision,
          purpose, matter, consents, user_id, user_name, organization_id, organization_name)
        select gen_random_uuid(), ${often.id}::uuid, 1, ${resourceId}::uuid, ${PEOPLE.department.organizationId}::uuid,
          array(select md5(n::text) from generate_series(1, 500) n), 'no', 1, 'x', 'x', '[]', ${userId}, '',
          ${organizationId}::uuid, '' from generate_series(1, 2)`.execute(trx),
    )
    const [city, other] = [await server.as('city'), await server.as('otherDepartment')]
    expect(problem(await city.post('/api/v1/verifications', asking(often, [first])))).toEqual([
      ...[409, 'verification_unit_asked_enough'],
    ])
    expect((await other.post('/api/v1/verifications', asking(often, [first]))).statusCode).toBe(201)
  })

  test('[EXC-121] comes once for the same request with its key', async () => {
    const city = await server.as('city')
    const key = { 'idempotency-key': randomUUID() }
    const once = await sent<VerificationDetail>(city.post('/api/v1/verifications', asking(question, [second]), key))
    const again = await sent<VerificationDetail>(city.post('/api/v1/verifications', asking(question, [second]), key))
    expect([again.id, again.receipt]).toEqual([once.id, once.receipt])
  })
})

test('[EXC-122] a receipt is signed over every word, holds offline, and is known again by the parties alone', async () => {
  const city = await server.as('city')
  const { receipt, id } = await asked(city, asking(question, [first, second], '80000'))
  expect(isReceiptSigned(receipt)).toBe(true)
  expect(receipt.receipt).toMatchObject({
    ...{ id, answer: 'yes', limit: '80000', comparison: 'under', revision: 1, purpose: '低收入家庭认定' },
    ...{ question: { id: question.id, version: 1 }, provider: { name: PEOPLE.department.organizationName } },
  })
  for (const part of ['answer', 'limit', 'purpose', 'at', 'consent', 'revision'] as const)
    expect([part, isReceiptSigned({ ...receipt, receipt: { ...receipt.receipt, [part]: 'no' } })]).toEqual([
      part,
      false,
    ])
  for (const odd of [null, {}, [], { ...receipt, publicKey: 'x' }, { ...receipt, signature: '' }])
    expect(isReceiptSigned(odd)).toBe(false)
  const verdicts: number[] = []
  for (const [place, said] of [receipt, { ...receipt, receipt: { ...receipt.receipt, answer: 'no' } }].entries()) {
    const file = join(server.folder, `receipt-${place}.json`)
    writeFileSync(file, JSON.stringify(said))
    for (const key of [undefined, receipt.publicKey, 'another'])
      verdicts.push(await verify(file, { json: true, ...(key ? { key } : {}) }))
  }
  expect(verdicts).toEqual([0, 0, 1, 1, 1, 1])
  const check = async (person: PersonName, body: object) =>
    sent<ReceiptChecked>((await server.as(person)).post('/api/v1/verifications/check', body))
  expect(await check('leader', { receipt })).toMatchObject({ isSigned: true, isOurs: true, isOfSubjects: null })
  expect(await check('city', { receipt, subjects: [second, first] })).toMatchObject({ isOfSubjects: true })
  expect(await check('department', { receipt, subjects: [first, third] })).toMatchObject({ isOfSubjects: false })
  expect(await check('city', { receipt, subjects: [first, first] })).toMatchObject({ isOfSubjects: false })
  expect(await check('otherDepartment', { receipt, subjects: [first, second] })).toMatchObject({ isOfSubjects: null })
  expect(await check('city', { receipt: { ...receipt, signature: receipt.signature.slice(2) } })).toMatchObject({
    isSigned: false,
  })
})

test('[EXC-123] who asked sees its own, the provider what it was asked; neither sees a value, and nobody a row', async () => {
  const city = await server.as('city')
  const { id } = await asked(city, asking(question, [first]))
  const list = async (person: PersonName, side: string) =>
    sent<VerificationList>((await server.as(person)).get(`/api/v1/verifications?side=${side}&limit=200`))
  expect((await list('city', 'asked')).items.map((one) => one.id)).toContain(id)
  expect((await list('department', 'answered')).items.find((one) => one.id === id)).toMatchObject({
    ...{ asker: { name: PEOPLE.city.organizationName }, persons: 1, answer: 'yes', matter: '临时救助申请 2026-118' },
  })
  for (const side of ['asked', 'answered']) expect((await list('office', side)).total).toBe(0)
  expect(problem(await (await server.as('otherDepartment')).get(`/api/v1/verifications/${id}`))).toEqual([
    404,
    'verification_not_found',
  ])
  expect(JSON.stringify((await city.get(`/api/v1/verifications/${id}`)).json())).not.toContain('52000')
  for (const person of ['city', 'office'] as const) {
    expect(await runs(person, sql`select from resource_row where resource_id = ${resourceId}::uuid`)).toBe(0)
    expect(await runs(person, sql`select from verification_subject`)).toBe('refused')
  }
  for (const statement of [
    sql`update verification set answer = 'no' where id = ${id}::uuid`,
    sql`delete from verification_receipt where verification_id = ${id}::uuid`,
    sql`insert into verification_receipt values (${id}::uuid, '{}', '', '')`,
  ])
    expect(await runs('city', statement)).toBe('refused')
})

test('[EXC-124] of whom was asked stands nowhere: in no table, no log, no refusal, no repeated request', async () => {
  const city = await server.as('city')
  const key = { 'idempotency-key': randomUUID() }
  const detail = await sent<VerificationDetail>(city.post('/api/v1/verifications', asking(question, [third]), key))
  const replies = [JSON.stringify(detail)]
  replies.push((await city.post('/api/v1/verifications', asking(question, [third], '1'))).body)
  replies.push((await city.post('/api/v1/verifications', { ...asking(question, [third]), matter: third })).body)
  expect(detail.consents).toEqual([expect.objectContaining({ name: '莫**', reference: '授权书 2026-0042' })])
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relname not in ('resource_row', 'resource_row_past')`.execute(server.handle.kysely)
  expect(tables.length).toBeGreaterThan(50)
  for (const { name } of tables) {
    const { rows } = await server.handle
      .asSystem((trx) =>
        sql<{
          found: boolean
        }>`select exists (select from ${sql.table(name)} t where t::text like ${`%${third}%`} or t::text like '%莫丽华%') as found`.execute(
          trx,
        ),
      )
      .catch(() =>
        sql<{
          found: boolean
        }>`select exists (select from ${sql.table(name)} t where t::text like ${`%${third}%`}) as found`.execute(
          server.handle.kysely,
        ),
      )
    expect([name, rows[0]?.found]).toEqual([name, false])
  }
  for (const text of [...replies, ...lines]) expect(text).not.toContain(third)
  expect(lines.length).toBeGreaterThan(0)
})
