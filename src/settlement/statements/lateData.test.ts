import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { contentOfForm } from '../agreements/index.ts'
import type { AgreementDetail } from '../agreements/schemas.ts'
import { postTransfer } from '../ledger/index.ts'
import type { Account } from '../ledger/schemas.ts'
import { MOST_TRANSFER_FEN } from '../rules/money.ts'
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
import type { StatementDetail, StatementNow } from './schemas.ts'

const server = withServer({ prepare: placePeople })
const years = bindTestYears()
const YI = 10_000_000_000
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const post = async (person: PersonName, path: string, body: object = {}, headers = {}) =>
  (await server.as(person)).post(`/api/v1${path}`, body, headers)
const signedBy = async ({ id, sha256 }: Pick<StatementDetail, 'id' | 'sha256'>, ...people: PersonName[]) => {
  for (const person of people) await sent(post(person, `/statements/${id}/sign`, { sha256 }))
}
const objection = { line: 1, grounds: '数据待核', evidence: [{ kind: 'words', words: '样品运输' }] }
const settle = async (person: PersonName, { id, objections }: StatementDetail, outcome: string) =>
  sent<StatementDetail>(
    post(person, `/statements/${id}/objections/${objections[0]?.id}/answer`, { outcome, answer: '已核' }),
  )
const now = async (person: PersonName, id: string) =>
  sent<StatementNow>((await server.as(person)).get(`/api/v1/statements/${id}/now`))
/** How often somebody has been told that data or amounts behind a statement have changed. */
const toldOf = async (id: string) => {
  await tellLateData(server.handle)
  const notices = await server.handle.asSystem((trx) =>
    trx
      .selectFrom('notice')
      .select('title')
      .where('link', '=', `/statements/${id}`)
      .where('kind', '=', 'settlement.data_changed')
      .execute(),
  )
  return notices.length
}
const parties = (...of: [name: string, code: string, person: PersonName][]) =>
  of.map(([name, jurisdictionCode, person]) => ({
    ...{ name, jurisdictionCode, organizationId: PEOPLE[person].organizationId },
  }))
/** An agreement of its own words between two people's units, offered by the first and signed by both. */
async function agreed(asked: object, people: readonly [PersonName, PersonName]): Promise<AgreementDetail> {
  const draft = await sent<AgreementDetail>(post(people[0], '/agreements', asked))
  await sent(post(people[0], `/agreements/${draft.id}/offer`, undefined, { 'if-match': '"v1"' }))
  for (const person of people) await sent(post(person, `/agreements/${draft.id}/sign`, { sha256: draft.sha256 }))
  return draft
}

test('[SET-52] a line that is struck after a difference was settled calls for a further statement', async () => {
  years.set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
  const { id: agreementId } = await signedAgreement(server.as)
  const first = await openStatement(server.as, agreementId)
  const objected = await sent<StatementDetail>(post('otherDepartment', `/statements/${first.id}/objections`, objection))
  await signedBy(first, 'department', 'otherDepartment')
  years.set('山角 2018', sectionYear('山角', 2018, monthsMeeting(8)))
  // 100 million are frozen, and 50 million of them go back.
  const second = await openStatement(server.as, agreementId)
  expect(second.lines).toMatchObject([{ from: '广西', to: '广东', amountFen: YI / 2 }])
  await signedBy(second, 'department', 'otherDepartment')
  expect(await toldOf(second.id)).toBe(0)
  expect((await now('department', second.id)).lines).toEqual([])
  await settle('office', objected, 'upheld')
  // Struck, nothing was ever paid of which half could go back.
  expect(await now('department', second.id)).toMatchObject({
    months: [],
    lines: [{ from: '广东', to: '广西', amountFen: YI }],
  })
  expect([await toldOf(second.id), await toldOf(second.id)]).toEqual([2, 2])
  const third = await openStatement(server.as, agreementId)
  await signedBy(third, 'department', 'otherDepartment')
  expect((await now('department', third.id)).lines).toEqual([])
  expect(await toldOf(third.id)).toBe(0)
})

test('[SET-52] only what was posted was had before a ceiling; what is posted later calls for a difference', async () => {
  const sharing = {
    ...{ name: '某电机厂搬迁税收分享', years: [2021, 2024], host: '北海', others: ['广东'] },
    by: {
      kind: 'periods',
      periods: [{ fromYear: 2021, toYear: 2024, weights: { 北海: '1', 广东: '1' } }],
      ceilings: { 广东: { totalYuan: '600' } },
    },
  }
  const two = parties(['北海', '450500', 'city'], ['广东', '440000', 'otherDepartment'])
  const { id: agreementId } = await agreed({ sharing, parties: two }, ['city', 'otherDepartment'])
  const prepared = (year: number) =>
    sent<StatementDetail>(
      post('city', '/statements', { agreementId, year, given: [{ name: 'revenue', value: '1000', source: '决算表' }] }),
    )
  const first = await prepared(2021)
  const objected = await sent<StatementDetail>(post('city', `/statements/${first.id}/objections`, objection))
  await signedBy(first, 'city', 'otherDepartment')
  const second = await prepared(2022)
  expect([second.evidence.settledBefore, second.lines[0]?.amountFen]).toEqual([{}, 50_000])
  await signedBy(second, 'city', 'otherDepartment')
  expect(await toldOf(second.id)).toBe(0)
  await settle('city', objected, 'withdrawn')
  // 500 of 600 yuan were had before it now: 100 are left, and 400 go back.
  expect((await now('city', second.id)).lines).toEqual([
    { part: '利益分享（广东）', from: '广东', to: '北海', amountFen: 40_000 },
  ])
  expect(await toldOf(second.id)).toBe(2)
  expect((await prepared(2022)).lines).toMatchObject([{ from: '广东', to: '北海', amountFen: 40_000 }])
})

test('[SET-41] the year before is only needed where the formula comes to it', async () => {
  const { agreement } = contentOfForm('dongjiang-1')
  const terms = { ...agreement.terms, shareWhenOneMet: { value: '0.5', confidence: 'own' } }
  const content = {
    agreement: { ...agreement, terms, sections: ['兴宁电站'], items: ['ammoniaNitrogen'] },
    evidence: [
      { kind: 'sectionYear', sections: ['兴宁电站'], target: 'III' },
      { kind: 'yearBefore', sections: ['兴宁电站'], target: 'III' },
    ],
  }
  const two = parties(['江西', '450000', 'department'], ['广东', '440000', 'otherDepartment'])
  const { id: agreementId } = await agreed({ content, parties: two }, ['department', 'otherDepartment'])
  const prepare = () => post('department', '/statements', { agreementId, year: 2016 })
  expect(problem(await prepare())).toEqual([409, 'statement_evidence_missing'])
  years.set('兴宁电站 2016', sectionYear('兴宁电站', 2016, monthsMeeting(11)))
  const refused = await prepare()
  expect([...problem(refused), refused.json().facts]).toEqual([
    ...[409, 'statement_evidence_missing'],
    { section: '兴宁电站', year: 2015 },
  ])
  years.set('兴宁电站 2016', sectionYear('兴宁电站', 2016, monthsMeeting(12)))
  expect((await sent<StatementDetail>(prepare())).lines).toMatchObject([{ from: '广东', to: '江西', amountFen: YI }])
})

test('[SET-43] what the ledger does not take is refused in words, and the signature with it', async () => {
  years.set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
  const statement = await openStatement(server.as, (await signedAgreement(server.as)).id)
  const account = async (person: PersonName) =>
    (await sent<Account>(post(person, '/ledger/accounts', { book: 'compensation' }))).id
  const [payer, other] = [await account('otherDepartment'), await account('city')]
  // Guangdong owes as much as an account may.
  const move = (from: number, to: number, amountFen: number) =>
    server.handle.asSystem((trx) => postTransfer(trx, { key: randomUUID(), from, to, amountFen, kind: 'adjustment' }))
  const balance = async () =>
    (await sent<Account>((await server.as('otherDepartment')).get(`/api/v1/ledger/accounts/${payer}`))).balanceFen
  while ((await balance()) > -9 * MOST_TRANSFER_FEN) await move(payer, other, MOST_TRANSFER_FEN)
  await move(payer, other, 10 * MOST_TRANSFER_FEN + (await balance()))
  await signedBy(statement, 'department')
  const asked = { sha256: statement.sha256 }
  expect(problem(await post('otherDepartment', `/statements/${statement.id}/sign`, asked))).toEqual([
    422,
    'transfer_too_large',
  ])
  await move(other, payer, MOST_TRANSFER_FEN)
  await signedBy(statement, 'otherDepartment')
})
