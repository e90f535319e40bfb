import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { type KyselyPlugin, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { textOf, unzip } from '../../papers/docx.testing.ts'
import { announce } from '../../platform/events/index.ts'
import { checkLedger } from '../ledger/index.ts'
import type { Balances, Transfer } from '../ledger/schemas.ts'
import {
  bindTestYears,
  monthsMeeting,
  openStatement,
  placePeople,
  sectionYear,
  sent,
  signedAgreement,
} from '../stage.testing.ts'
import { tellLateData } from './lateData.ts'
import { statementPaper } from './paper.ts'
import type { StatementDetail, StatementList, StatementNow } from './schemas.ts'
import { findStatement } from './store.ts'

const server = withServer({ prepare: placePeople })
const years = bindTestYears()
const HUNDRED_MILLION = 10_000_000_000
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const known = (year: number, good: number) => years.set(`山角 ${year}`, sectionYear('山角', year, monthsMeeting(good)))
const sign = async (person: PersonName, { id, sha256 }: Pick<StatementDetail, 'id' | 'sha256'>) =>
  (await server.as(person)).post(`/api/v1/statements/${id}/sign`, { sha256 })
const prepare = async (agreementId: string, year = 2018, more: object = {}) =>
  (await server.as('department')).post('/api/v1/statements', { agreementId, year, ...more })
const object = async (person: PersonName, id: string, line = 1, headers = {}) =>
  (await server.as(person)).post(
    `/api/v1/statements/${id}/objections`,
    {
      line,
      grounds: '4月样品运输超时',
      evidence: [{ kind: 'observation', id: 'obs-山角-2018-4', words: '山角断面4月氨氮' }],
    },
    headers,
  )
const answer = async (person: PersonName, id: string, objectionId: string, outcome: string) =>
  (await server.as(person)).post(`/api/v1/statements/${id}/objections/${objectionId}/answer`, {
    outcome,
    answer: '经核，数据有效',
  })
const seen = async (person: PersonName, id: string) =>
  (await (await server.as(person)).get(`/api/v1/statements/${id}`)).json<StatementDetail>()

/** An agreement signed by both, and its open statement of 2018 on so many good months. */
async function open(good = 9): Promise<StatementDetail> {
  known(2018, good)
  const { id } = await signedAgreement(server.as)
  return openStatement(server.as, id)
}

async function posted(good = 9): Promise<StatementDetail> {
  const statement = await open(good)
  await sent(sign('department', statement))
  return sent(sign('otherDepartment', statement))
}

describe('a statement', () => {
  test('[SET-42] says what the year comes to, and each line opens to the months behind it', async () => {
    const statement = await open()
    expect(statement).toMatchObject({ state: 'open', year: 2018, serial: 1, totalFen: HUNDRED_MILLION, lineCount: 1 })
    const [line] = statement.lines
    expect(line).toMatchObject({
      from: '广东',
      to: '广西',
      amountFen: HUNDRED_MILLION,
      state: 'open',
      transferId: null,
    })
    const tree = JSON.stringify(line?.derivation)
    for (const name of ['contributionPerYear', '应付比例', '达标率', 'targetClass', 'months'])
      expect(tree).toContain(name)
    const [section] = statement.evidence.sections
    expect([section?.section, section?.months.length, section?.months[3]?.provenance]).toEqual([
      '山角',
      12,
      ['obs-山角-2018-4'],
    ])
    expect(statement.parties.map(({ name, netFen }) => [name, netFen]).sort()).toEqual([
      ['广东', -HUNDRED_MILLION],
      ['广西', HUNDRED_MILLION],
    ])
  })

  test('[SET-42] is read in two queries, however many lines, parties, objections and sections it has', async () => {
    const statement = await open()
    await sent(object('otherDepartment', statement.id))
    let queries = 0
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => {
        queries += 1
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const found = await server.handle.asActor(actorOf('office'), (trx) =>
      findStatement(trx.withPlugin(counting), statement.id),
    )
    expect([found.lines.length, found.parties.length, found.objections.length, queries]).toEqual([1, 2, 1, 2])
  })

  test('[SET-42] rests on what is signed and known: nothing else is settled', async () => {
    const { id } = await signedAgreement(server.as)
    years.delete('山角 2019')
    expect(problem(await prepare(id, 2019))).toEqual([409, 'statement_evidence_missing'])
    years.set('山角 2021', sectionYear('山角', 2021, monthsMeeting(12)))
    expect(problem(await prepare(id, 2021))).toEqual([422, 'agreement_year_outside'])
    known(2018, 9)
    expect(problem(await prepare(id, 2018, { given: [{ name: 'class', value: '1', source: '自报' }] }))).toEqual([
      422,
      'statement_given_unknown',
    ])
    const draft = await sent<{ id: string }>(
      (await server.as('department')).post('/api/v1/agreements', { form: 'jiuzhoujiang-2' }),
    )
    expect(problem(await prepare(draft.id))).toEqual([409, 'agreement_state_unfit'])
    expect(problem(await prepare('00000000-0000-4000-8000-000000000000'))).toEqual([404, 'agreement_not_found'])
  })

  test('[SET-43] is posted in one transaction by the last signature, and not before', async () => {
    const statement = await open()
    const first = (await sign('department', statement)).json<StatementDetail>()
    expect([first.state, first.lines[0]?.state]).toEqual(['open', 'open'])
    expect(problem(await sign('department', statement))).toEqual([409, 'statement_signed_before'])
    const second = (await sign('otherDepartment', statement)).json<StatementDetail>()
    expect([second.state, second.lines[0]?.state]).toEqual(['posted', 'posted'])
    const transfer = await sent<Transfer>(
      (await server.as('otherDepartment')).get(`/api/v1/ledger/transfers/${second.lines[0]?.transferId}`),
    )
    expect(transfer).toMatchObject({
      ...{ from: { name: '广东省' }, to: { name: '广西壮族自治区' }, amountFen: HUNDRED_MILLION },
      ...{ kind: 'settlement', reference: `statement:${statement.id}` },
    })
    const { cells } = await sent<Balances>((await server.as('office')).get('/api/v1/ledger/balances'))
    expect(cells).toContainEqual(expect.objectContaining({ from: transfer.from.id, to: transfer.to.id }))
    expect(await server.handle.asSystem((trx) => checkLedger(trx, 'system'))).toMatchObject({
      balanceFen: 0,
      wrongAccounts: 0,
      wrongPairs: 0,
    })
    expect(problem(await sign('otherDepartment', statement))).toEqual([409, 'statement_signed_before'])
  })

  test('[SET-43] is signed by its parties, of what they have read', async () => {
    const statement = await open()
    expect(problem(await sign('department', { ...statement, sha256: 'f'.repeat(64) }))).toEqual([
      409,
      'statement_digest_differs',
    ])
    expect(problem(await sign('city', statement))).toEqual([404, 'statement_not_found'])
    expect(problem(await sign('office', statement))).toEqual([403, 'permission_missing'])
    expect((await seen('otherDepartment', statement.id)).maySignFor).toBe('广东')
    expect((await seen('office', statement.id)).maySignFor).toBe(null)
  })

  test('[SET-43] of a year in which nothing is due is signed and posted as well', async () => {
    const statement = await posted(0)
    expect([statement.state, statement.lines]).toEqual(['posted', []])
  })

  test('[SET-43] two signatures at once post once', async () => {
    const statement = await open()
    const replies = await Promise.all([sign('department', statement), sign('otherDepartment', statement)])
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    const done = await seen('office', statement.id)
    expect(done.state).toBe('posted')
    const { total } = await sent<{ total: number }>(
      (await server.as('office')).get(`/api/v1/ledger/transfers?reference=statement:${statement.id}`),
    )
    expect(total).toBe(1)
  })

  test('[SET-44] nobody signs, posts or changes it past the routes', async () => {
    const statement = await open()
    const attempt = (person: PersonName, text: string) =>
      server.handle
        .asActor(actorOf(person), (trx) => sql.raw(text).execute(trx))
        .then(
          ({ numAffectedRows }) => (numAffectedRows === 0n ? 'nothing' : 'done'),
          ({ code }: { code: string }) => code,
        )
    const signature = (person: PersonName, party: string, sha256 = statement.sha256) =>
      attempt(
        person,
        `insert into statement_signature (statement_id, party, sha256, user_id, user_name, organization_id, organization_name)
        values ('${statement.id}', '${party}', '${sha256}', '${PEOPLE[person].userId}', '', '${PEOPLE[person].organizationId}', '')`,
      )
    expect(await signature('department', '广东')).toBe('42501')
    expect(await signature('department', '广西', '0'.repeat(64))).toBe('42501')
    expect(await signature('city', '广西')).toBe('42501')
    expect(await attempt('department', `select post_statement('${statement.id}')`)).toBe('42501')
    expect(await attempt('department', `update statement set state = 'posted' where id = '${statement.id}'`)).toBe(
      '42501',
    )
    expect(await attempt('department', `update statement set result = '{}' where id = '${statement.id}'`)).toBe('42501')
    expect(
      await attempt('department', `update statement_line set amount_fen = 1 where statement_id = '${statement.id}'`),
    ).toBe('42501')
    expect(
      await attempt(
        'department',
        `insert into statement_line (statement_id, number, part, from_party, to_party, amount_fen, derivation, state)
      values ('${statement.id}', 9, '加', '广东', '广西', 5, '{}', 'posted')`,
      ),
    ).toBe('42501')
    await expect(
      server.handle.asSystem((trx) =>
        sql.raw(`update statement set sha256 = '${'0'.repeat(64)}' where id = '${statement.id}'`).execute(trx),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('[SET-44] who has signed, and who would freeze a line that was withdrawn, objects to nothing past the routes', async () => {
    const objected = (statement: { id: string }) =>
      server.handle
        .asActor(actorOf('department'), (trx) =>
          sql`insert into statement_objection (id, statement_id, line, party, grounds, evidence, user_id, user_name,
              organization_id, organization_name)
            values (gen_random_uuid(), ${statement.id}::uuid, 1, '广西', '数值', '[{"kind":"other"}]',
              ${PEOPLE.department.userId}, '', ${PEOPLE.department.organizationId}::uuid, '')`.execute(trx),
        )
        .then(
          () => 'done',
          ({ code }: { code: string }) => code,
        )
    const signed = await open()
    await sent(sign('department', signed))
    expect(await objected(signed)).toBe('42501')
    const withdrawn = await open()
    await server.handle.asActor(actorOf('department'), (trx) =>
      sql`update statement set state = 'withdrawn', withdrawn_at = clock_now(), withdrawn_reason = '更正'
        where id = ${withdrawn.id}::uuid`.execute(trx),
    )
    expect(await objected(withdrawn)).toBe('42501')
    expect(await objected(await open())).toBe('done')
  })

  test('[SET-44] no line is added once somebody has signed', async () => {
    const statement = await open()
    await sent(sign('otherDepartment', statement))
    const late = server.handle.asActor(actorOf('department'), (trx) =>
      sql`insert into statement_line (statement_id, number, part, from_party, to_party, amount_fen, derivation)
        values (${statement.id}::uuid, 9, '加', '广东', '广西', 5, '{}')`.execute(trx),
    )
    await expect(late).rejects.toMatchObject({ code: '42501' })
  })
})

describe('an objection', () => {
  test('[SET-45] freezes its line, names its evidence, and is announced', async () => {
    const statement = await open()
    const frozen = (await object('otherDepartment', statement.id)).json<StatementDetail>()
    expect([frozen.frozenCount, frozen.lines[0]?.state, frozen.objections[0]?.party]).toEqual([1, 'frozen', '广东'])
    const events = await server.handle.asSystem((trx) =>
      trx
        .selectFrom('outbox_event')
        .select('payload')
        .where('kind', '=', 'settlement.objected')
        .orderBy('id', 'desc')
        .limit(1)
        .execute(),
    )
    expect(events[0]?.payload).toMatchObject({
      ...{ statementId: statement.id, line: 1, party: '广东', organizationId: PEOPLE.otherDepartment.organizationId },
      evidence: [{ kind: 'observation', id: 'obs-山角-2018-4' }],
    })
    expect(problem(await object('department', statement.id))).toEqual([409, 'statement_line_frozen'])
    expect(problem(await object('department', statement.id, 7))).toEqual([404, 'statement_line_unknown'])
    expect(problem(await object('office', statement.id))).toEqual([403, 'permission_missing'])
    const notices = await server.handle.asSystem((trx) =>
      trx
        .selectFrom('notice')
        .select('title')
        .where('organization_id', '=', PEOPLE.department.organizationId)
        .where('kind', '=', 'settlement.objected')
        .execute(),
    )
    expect(notices.length).toBeGreaterThan(0)
  })

  test('[SET-45] both sign what is not frozen; dismissed, the line is posted too', async () => {
    const statement = await open()
    const once = { 'idempotency-key': randomUUID() }
    const [objection] = (await object('otherDepartment', statement.id, 1, once)).json<StatementDetail>().objections
    const again = (await object('otherDepartment', statement.id, 1, once)).json<StatementDetail>().objections
    expect(again).toEqual([objection])
    await sent(sign('department', statement))
    const signed = (await sign('otherDepartment', statement)).json<StatementDetail>()
    expect([signed.state, signed.lines[0]?.state]).toEqual(['posted', 'frozen'])
    expect(problem(await answer('otherDepartment', statement.id, objection?.id ?? '', 'dismissed'))).toEqual([
      403,
      'objection_not_yours',
    ])
    expect(problem(await answer('department', statement.id, objection?.id ?? '', 'withdrawn'))).toEqual([
      403,
      'objection_not_yours',
    ])
    const done = (await answer('office', statement.id, objection?.id ?? '', 'dismissed')).json<StatementDetail>()
    expect([done.lines[0]?.state, done.objections[0]?.answeredBy]).toEqual(['posted', PEOPLE.office.organizationName])
    expect(problem(await answer('office', statement.id, objection?.id ?? '', 'upheld'))).toEqual([
      409,
      'objection_answered',
    ])
  })

  test('[SET-45] that is taken back frees its line; who has signed objects no more', async () => {
    const statement = await open()
    const [objection] = (await object('otherDepartment', statement.id)).json<StatementDetail>().objections
    const freed = (
      await answer('otherDepartment', statement.id, objection?.id ?? '', 'withdrawn')
    ).json<StatementDetail>()
    expect(freed.lines[0]?.state).toBe('open')
    await sent(sign('otherDepartment', statement))
    expect(problem(await object('otherDepartment', statement.id))).toEqual([409, 'statement_signed_before'])
  })

  test('[SET-46] that is upheld strikes its line, and a difference statement says what is right', async () => {
    const statement = await open()
    const [objection] = (await object('otherDepartment', statement.id)).json<StatementDetail>().objections
    for (const person of ['department', 'otherDepartment'] as const) await sent(sign(person, statement))
    const struck = (await answer('office', statement.id, objection?.id ?? '', 'upheld')).json<StatementDetail>()
    expect([struck.lines[0]?.state, struck.totalFen]).toEqual(['struck', 0])
    known(2018, 7) // the parties agree that two months fail: half is due
    const right = (await prepare(statement.agreementId)).json<StatementDetail>()
    expect([right.serial, right.lines.map(({ amountFen }) => amountFen)]).toEqual([2, [HUNDRED_MILLION / 2]])
  })
})

describe('after late data', () => {
  test('[SET-47] a further statement says the difference; the first one stays as it is', async () => {
    const first = await posted(9)
    expect(problem(await prepare(first.agreementId))).toEqual([409, 'statement_unchanged'])
    known(2018, 8)
    const second = (await prepare(first.agreementId, 2018, { reason: '7月数据补报' })).json<StatementDetail>()
    expect(second).toMatchObject({
      serial: 2,
      state: 'open',
      reason: '7月数据补报',
      lines: [{ from: '广西', to: '广东', amountFen: HUNDRED_MILLION / 2 }],
    })
    expect(second.payments).toEqual([{ from: '广东', to: '广西', amountFen: HUNDRED_MILLION / 2 }])
    expect(problem(await prepare(first.agreementId))).toEqual([409, 'statement_open'])
    for (const person of ['department', 'otherDepartment'] as const) await sent(sign(person, second))
    const again = await seen('office', first.id)
    expect([again.sha256, again.lines, again.state]).toEqual([first.sha256, first.lines, 'posted'])
    known(2018, 9)
    const third = (await prepare(first.agreementId)).json<StatementDetail>()
    expect([third.serial, third.lines[0]?.from, third.lines[0]?.amountFen]).toEqual([3, '广东', HUNDRED_MILLION / 2])
  })

  test('[SET-52] is shown beside the statement, and its parties are told once, without anything being prepared', async () => {
    const first = await posted(9)
    const now = async () =>
      sent<StatementNow>((await server.as('department')).get(`/api/v1/statements/${first.id}/now`))
    expect(await now()).toEqual({ months: [], lines: [], problem: null })
    known(2018, 8)
    expect(await now()).toMatchObject({
      months: [{ section: '山角', year: 2018, month: 9, items: [{ before: '0.5', now: '1.4' }] }],
      lines: [{ from: '广西', to: '广东', amountFen: HUNDRED_MILLION / 2 }],
      problem: null,
    })
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ id: string }>`insert into section (id, name, code, water, jurisdiction_code, organization_id)
        values (gen_random_uuid(), '山角', 'S1', 'river', '450000', ${PEOPLE.department.organizationId}::uuid) returning id`.execute(
        trx,
      ),
    )
    const told = async () => {
      await server.handle.asSystem((trx) => announce(trx, 'monitoring.assessed', { sections: [rows[0]?.id ?? ''] }))
      await tellLateData(server.handle)
      const notices = await server.handle.asSystem((trx) =>
        trx
          .selectFrom('notice')
          .select('title')
          .where('link', '=', `/statements/${first.id}`)
          .where('kind', '=', 'settlement.data_changed')
          .execute(),
      )
      return notices.length
    }
    expect([await told(), await told()]).toEqual([2, 2])
    known(2018, 9)
    expect((await now()).months).toEqual([])
  })

  test('[SET-48] an open statement is withdrawn with a reason, and prepared anew; a posted one is not', async () => {
    const statement = await open()
    const url = `/api/v1/statements/${statement.id}/withdraw`
    expect(problem(await (await server.as('city')).post(url, { reason: '数据有误' }))).toEqual([
      404,
      'statement_not_found',
    ])
    const other = await (await server.as('otherDepartment')).post(url, { reason: '不认可' })
    expect(problem(other)).toEqual([403, 'statement_not_preparer'])
    expect([
      (await seen('department', statement.id)).mayWithdraw,
      (await seen('otherDepartment', statement.id)).mayWithdraw,
      (await seen('office', statement.id)).mayWithdraw,
    ]).toEqual([true, false, true])
    await sent(object('otherDepartment', statement.id))
    const gone = (await (await server.as('department')).post(url, { reason: '数据有误' })).json<StatementDetail>()
    expect([gone.state, gone.withdrawnReason]).toEqual(['withdrawn', '数据有误'])
    expect(gone.objections.map(({ state, answer: said }) => [state, said])).toEqual([['withdrawn', '数据有误']])
    expect(problem(await sign('department', statement))).toEqual([409, 'statement_state_unfit'])
    const next = (await prepare(statement.agreementId)).json<StatementDetail>()
    expect([next.serial, next.lines[0]?.amountFen]).toEqual([2, HUNDRED_MILLION])
    for (const person of ['department', 'otherDepartment'] as const) await sent(sign(person, next))
    expect(
      problem(await (await server.as('department')).post(`/api/v1/statements/${next.id}/withdraw`, { reason: '反悔' })),
    ).toEqual([409, 'statement_state_unfit'])
  })
})

describe('who reads and takes it along', () => {
  test('[SET-49] the parties, who is above them and the office see it; nobody else', async () => {
    const statement = await open()
    const status = async (person: PersonName) =>
      (await (await server.as(person)).get(`/api/v1/statements/${statement.id}`)).statusCode
    for (const person of ['department', 'otherDepartment', 'office', 'leader'] as const)
      expect([person, await status(person)]).toEqual([person, 200])
    expect([await status('city'), await status('administrator')]).toEqual([404, 403])
    const list = await sent<StatementList>(
      (await server.as('otherDepartment')).get(
        `/api/v1/statements?agreement=${statement.agreementId}&year=2018&state=open`,
      ),
    )
    expect(list.items.map(({ id }) => id)).toEqual([statement.id])
    expect((await sent<StatementList>((await server.as('city')).get('/api/v1/statements'))).total).toBe(0)
  })

  test('[SET-49] a repeated request with its key prepares one statement', async () => {
    known(2018, 9)
    const { id } = await signedAgreement(server.as)
    const headers = { 'idempotency-key': '0f000000-0000-4000-8000-000000000001' }
    const department = await server.as('department')
    const asked = { agreementId: id, year: 2018 }
    const first = await sent<StatementDetail>(department.post('/api/v1/statements', asked, headers))
    expect((await sent<StatementDetail>(department.post('/api/v1/statements', asked, headers))).id).toBe(first.id)
  })

  test('[SET-50] as a workbook its amounts are numbers, to the fen, and its months too', async () => {
    const statement = await posted()
    const reply = await (await server.as('otherDepartment')).get(`/api/v1/statements/${statement.id}.xlsx`)
    expect(reply.headers['content-disposition']).toContain(encodeURIComponent('2018年结算单'))
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(reply.rawPayload as unknown as ArrayBuffer)
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['结算明细', '月度数据', '计算过程'])
    const row = workbook.getWorksheet('结算明细')?.getRow(2)
    expect([row?.getCell(3).value, row?.getCell(5).value, row?.getCell(6).value, row?.getCell(7).value]).toEqual([
      '广东',
      100_000_000,
      HUNDRED_MILLION,
      '已入账',
    ])
    const month = workbook.getWorksheet('月度数据')?.getRow(5)
    expect([month?.getCell(1).value, month?.getCell(3).value, month?.getCell(5).value]).toEqual(['山角', 4, 0.5])
    expect(workbook.getWorksheet('计算过程')?.rowCount).toBeGreaterThan(10)
  })

  test('[SET-50] its workbook is printed across, its columns on one page, with the headings on each', async () => {
    const { id } = await posted()
    const department = await server.as('department')
    for (const path of [`/statements/${id}.xlsx`, '/statements.xlsx', '/ledger/accounts.xlsx']) {
      const workbook = new ExcelJS.Workbook()
      const reply = await department.get(`/api/v1${path}`)
      await workbook.xlsx.load(reply.rawPayload as unknown as ArrayBuffer)
      for (const { name, pageSetup } of workbook.worksheets)
        expect([path, name, pageSetup]).toEqual([
          ...[path, name],
          expect.objectContaining({
            ...{ orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
            printTitlesRow: '1:1',
          }),
        ])
    }
  })

  test('[SET-50] as an official document it says what is paid, on what, and who has signed', async () => {
    const statement = await posted()
    const reply = await (await server.as('department')).get(`/api/v1/statements/${statement.id}.docx`)
    const text = textOf(unzip(reply.rawPayload, 'word/document.xml'))
    for (const words of [
      '2018年度结算单',
      '100,000,000.00',
      '山角断面2018年',
      PEOPLE.otherDepartment.organizationName,
      '签认',
      '氨氮',
    ])
      expect(text).toContain(words)
    // Its sender is no addressee.
    expect(statementPaper(statement).addressee).toBe(PEOPLE.otherDepartment.organizationName)
    const byOffice = { ...statement, preparer: PEOPLE.office.organizationName }
    expect(statementPaper(byOffice).addressee?.split('、').sort()).toEqual(
      [PEOPLE.department.organizationName, PEOPLE.otherDepartment.organizationName].sort(),
    )
  }, 60_000)
})
