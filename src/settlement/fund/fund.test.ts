import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { addProject } from '../../delivery/projects/stage.testing.ts'
import { checkLedger } from '../ledger/index.ts'
import type { AccountList } from '../ledger/schemas.ts'
import { placePeople, sent } from '../stage.testing.ts'
import type { FundDetail } from './schemas.ts'

const server = withServer({ prepare: placePeople })
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const MEMBERS = [
  { name: '广西', jurisdictionCode: '450000', organizationId: PEOPLE.department.organizationId },
  { name: '广东', jurisdictionCode: '440000', organizationId: PEOPLE.otherDepartment.organizationId },
  { name: '北海', jurisdictionCode: '450500', organizationId: PEOPLE.city.organizationId },
]
const FIGURES = [
  { name: '广西', gdp: '100', population: '50', source: '统计公报' },
  { name: '广东', gdp: '200', population: '100', source: '统计公报' },
  { name: '北海', gdp: '33', population: '17', source: '统计公报' },
]
const ROUND = { year: 2026, totalFen: 100_000_001, criteria: { gdp: '0.5', population: '0.5' }, figures: FIGURES }
const opened = async () =>
  sent<FundDetail>(
    (await server.as('office')).post('/api/v1/fund', {
      name: `北部湾一体化发展基金${randomUUID().slice(0, 4)}`,
      members: MEMBERS,
    }),
  )
const post = async (person: PersonName, path: string, payload?: object) =>
  (await server.as(person)).post(`/api/v1/fund/${path}`, payload)
const pay = (person: PersonName, id: string) => post(person, `${id}/rounds/2026/pay`)

async function paidIn(): Promise<FundDetail> {
  const { id } = await opened()
  await sent(post('office', `${id}/rounds`, ROUND))
  for (const person of ['department', 'otherDepartment', 'city'] as const) await sent(pay(person, id))
  return (await (await server.as('office')).get(`/api/v1/fund/${id}`)).json()
}
const project = () => server.handle.asSystem((trx) => addProject(trx, 'office', { class: 'continuing' }))
const MILESTONES = [
  { title: '开工', amountFen: 30_000_000 },
  { title: '完工', amountFen: 20_000_000 },
]

describe('the fund', () => {
  test('[SET-60] is set up by an office with its members, each once', async () => {
    const fund = await opened()
    expect([fund.memberCount, fund.balanceFen, fund.mayManage]).toEqual([3, 0, true])
    const office = await server.as('office')
    const twice = [MEMBERS[0], { ...MEMBERS[1], jurisdictionCode: '450000' }]
    expect(problem(await office.post('/api/v1/fund', { name: '基金', members: twice }))).toEqual([
      422,
      'fund_members_same',
    ])
    const nowhere = [MEMBERS[0], { ...MEMBERS[1], jurisdictionCode: '999999' }]
    expect(problem(await office.post('/api/v1/fund', { name: '基金', members: nowhere }))).toEqual([
      422,
      'fund_place_unknown',
    ])
    expect(problem(await (await server.as('city')).post('/api/v1/fund', { name: '基金', members: MEMBERS }))).toEqual([
      403,
      'permission_missing',
    ])
  })

  test('[SET-61] reckons a year’s contributions to the fen, shows them before, and sets them once', async () => {
    const { id } = await opened()
    const preview = await sent<{ dues: { name: string; amountFen: number }[] }>(
      post('office', `${id}/rounds/preview`, ROUND),
    )
    expect(preview.dues.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(ROUND.totalFen)
    const fund = await sent<FundDetail>(post('office', `${id}/rounds`, ROUND))
    const dues = fund.rounds[0]?.dues ?? []
    expect(new Map(dues.map(({ name, amountFen }) => [name, amountFen]))).toEqual(
      new Map(preview.dues.map(({ name, amountFen }) => [name, amountFen])),
    )
    expect([fund.rounds[0]?.paidFen, dues.every(({ transferId }) => transferId === null)]).toEqual([0, true])
    expect(problem(await post('office', `${id}/rounds`, ROUND))).toEqual([409, 'fund_round_taken'])
    expect(problem(await post('office', `${id}/rounds`, { ...ROUND, year: 2027, figures: FIGURES.slice(1) }))).toEqual([
      422,
      'fund_figures_unfit',
    ])
    const bare = FIGURES.map(({ gdp: _, ...figure }) => figure)
    expect(problem(await post('office', `${id}/rounds`, { ...ROUND, year: 2027, figures: bare }))).toEqual([
      422,
      'shares_invalid',
    ])
    expect(problem(await post('department', `${id}/rounds`, { ...ROUND, year: 2027 }))).toEqual([
      403,
      'fund_not_manager',
    ])
  })

  test('[SET-62] each member pays its own contribution in, once', async () => {
    const { id } = await opened()
    await sent(post('office', `${id}/rounds`, ROUND))
    expect(problem(await pay('office', id))).toEqual([404, 'fund_due_unknown'])
    const fund = await sent<FundDetail>(pay('city', id))
    const due = fund.rounds[0]?.dues.find(({ name }) => name === '北海')
    expect([fund.balanceFen, fund.rounds[0]?.paidFen, due?.transferId !== null]).toEqual([
      due?.amountFen,
      due?.amountFen,
      true,
    ])
    expect(problem(await pay('city', id))).toEqual([409, 'fund_paid_before'])
    const replies = await Promise.all([pay('department', id), pay('department', id)])
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  })

  test('[SET-63] gives projects of the pool what it has, and no more', async () => {
    const { id } = await paidIn()
    const projectId = await project()
    const asked = { projectId, reason: '互联互通', milestones: MILESTONES }
    const fund = await sent<FundDetail>(post('office', `${id}/allocations`, asked))
    expect([fund.balanceFen, fund.allocations[0]?.totalFen, fund.allocations[0]?.paidFen]).toEqual([
      50_000_001, 50_000_000, 0,
    ])
    const tooMuch = { ...asked, milestones: [{ title: '开工', amountFen: 50_000_002 }] }
    expect(problem(await post('office', `${id}/allocations`, tooMuch))).toEqual([409, 'fund_insufficient'])
    const proposed = await server.handle.asSystem((trx) => addProject(trx, 'office', { class: 'proposed' }))
    for (const unknown of [proposed, randomUUID()])
      expect(problem(await post('office', `${id}/allocations`, { ...asked, projectId: unknown }))).toEqual([
        404,
        'fund_project_unknown',
      ])
    expect(problem(await post('department', `${id}/allocations`, asked))).toEqual([403, 'fund_not_manager'])
    expect(
      ((await (await server.as('office')).get(`/api/v1/fund/${id}`)).json() as FundDetail).allocations,
    ).toHaveLength(1)
  })

  test('[SET-64] pays milestones in their order, each once, with what shows that it was reached', async () => {
    const { id } = await paidIn()
    const { allocations } = await sent<FundDetail>(
      post('office', `${id}/allocations`, { projectId: await project(), reason: '互联互通', milestones: MILESTONES }),
    )
    const disburse = (number: number, person: PersonName = 'office') =>
      post(person, `${id}/allocations/${allocations[0]?.id}/milestones/${number}/pay`, { evidence: '施工许可证' })
    expect(problem(await disburse(2))).toEqual([409, 'fund_earlier_unpaid'])
    expect(problem(await disburse(3))).toEqual([404, 'fund_milestone_unknown'])
    expect(problem(await disburse(1, 'department'))).toEqual([403, 'fund_not_manager'])
    const first = await sent<FundDetail>(disburse(1))
    expect(first.allocations[0]).toMatchObject({
      paidFen: 30_000_000,
      milestones: [{ evidence: '施工许可证', paidBy: PEOPLE.office.userName }, { transferId: null }],
    })
    expect(problem(await disburse(1))).toEqual([409, 'fund_paid_before'])
    const done = await sent<FundDetail>(disburse(2))
    expect([done.allocations[0]?.paidFen, done.balanceFen]).toEqual([50_000_000, 50_000_001])
    const { items } = await sent<AccountList>(
      (await server.as('office')).get(`/api/v1/ledger/accounts?book=${done.book}`),
    )
    expect(items.reduce((sum, { balanceFen }) => sum + balanceFen, 0)).toBe(0)
    expect(new Map(items.map(({ kind, balanceFen }) => [kind, balanceFen])).get('project')).toBe(0)
    expect(await server.handle.asSystem((trx) => checkLedger(trx, 'system'))).toMatchObject({
      balanceFen: 0,
      wrongAccounts: 0,
    })
  })

  test('[SET-65] its money moves by its own acts alone, not by hand and not past the routes', async () => {
    const { id, book } = await paidIn()
    const { items } = await sent<AccountList>((await server.as('office')).get(`/api/v1/ledger/accounts?book=${book}`))
    const from = items.find(({ kind }) => kind === 'fund')?.id
    const to = items.find(({ kind }) => kind === 'jurisdiction')?.id
    const byHand = await (await server.as('office')).post(
      '/api/v1/ledger/transfers',
      { from, to, amountFen: 1, kind: 'return', reference: '退' },
      { 'idempotency-key': randomUUID() },
    )
    expect(problem(byHand)).toEqual([409, 'transfer_book_of_fund'])
    for (const text of [
      `update fund_due set transfer_id = 1 where fund_id = '${id}'`,
      `select post_transfer(gen_random_uuid(), ${from}, ${to}, 1, 'return')`,
      `delete from fund_due`,
    ])
      await expect(server.handle.asActor(actorOf('office'), (trx) => sql.raw(text).execute(trx))).rejects.toMatchObject(
        { code: '42501' },
      )
  })

  test('[SET-67] what was set apart for a project that is given up goes back, once; what was paid out stays', async () => {
    const { id, balanceFen } = await paidIn()
    const allocate = async () =>
      (
        await sent<FundDetail>(
          post('office', `${id}/allocations`, {
            projectId: await project(),
            reason: '互联互通',
            milestones: MILESTONES,
          }),
        )
      ).allocations.find(({ givenUp, paidFen }) => givenUp === null && paidFen === 0)?.id ?? ''
    const giveUp = (allocation: string, person: PersonName = 'office') =>
      post(person, `${id}/allocations/${allocation}/give-up`, { reason: '项目终止' })
    const first = await allocate()
    expect(problem(await giveUp(first, 'department'))).toEqual([403, 'fund_not_manager'])
    const back = await sent<FundDetail>(giveUp(first))
    expect(back.balanceFen).toBe(balanceFen)
    expect(back.allocations[0]?.givenUp).toMatchObject({ reason: '项目终止', refundFen: 50_000_000 })
    const entry = (transferId: number | undefined) =>
      server.as('office').then(async (office) => (await office.get(`/api/v1/ledger/transfers/${transferId}`)).json())
    const reversal = await entry(back.allocations[0]?.givenUp?.transferId)
    expect([reversal.kind, reversal.reversesId]).toEqual(['reversal', back.allocations[0]?.transferId])
    expect(problem(await giveUp(first))).toEqual([409, 'fund_given_up'])
    const pay = (allocation: string, number: number) =>
      post('office', `${id}/allocations/${allocation}/milestones/${number}/pay`, { evidence: '施工许可证' })
    expect(problem(await pay(first, 1))).toEqual([409, 'fund_given_up'])
    const second = await allocate()
    await sent(pay(second, 1))
    const rest = await sent<FundDetail>(giveUp(second))
    const given = rest.allocations.find((one) => one.id === second)?.givenUp
    expect([given?.refundFen, (await entry(given?.transferId)).kind]).toEqual([20_000_000, 'return'])
    expect(rest.balanceFen).toBe((balanceFen ?? 0) - 30_000_000)
    const third = await allocate()
    for (const number of [1, 2]) await sent(pay(third, number))
    expect(problem(await giveUp(third))).toEqual([409, 'fund_nothing_left'])
    expect(await server.handle.asSystem((trx) => checkLedger(trx, 'system'))).toMatchObject({
      balanceFen: 0,
      wrongAccounts: 0,
    })
  })

  test('[SET-68] contributions are set anew with a reason, but what was paid stays as it was paid', async () => {
    const { id } = await opened()
    const { year: _, ...again } = ROUND
    const anew = (more: object, person: PersonName = 'office') =>
      post(person, `${id}/rounds/2026/anew`, { ...again, reason: '统计公报修订', ...more })
    expect(problem(await anew({}))).toEqual([404, 'fund_round_unknown'])
    await sent(post('office', `${id}/rounds`, ROUND))
    expect(problem(await anew({}, 'otherDepartment'))).toEqual([403, 'fund_not_manager'])
    const changed = await sent<FundDetail>(anew({ totalFen: 90_000_000 }))
    expect(changed.rounds).toMatchObject([
      { totalFen: 90_000_000, serial: 2, reason: '统计公报修订', earlier: [{ serial: 1, totalFen: ROUND.totalFen }] },
    ])
    expect(changed.rounds[0]?.dues.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(90_000_000)
    await sent(pay('department', id))
    expect(problem(await anew({ totalFen: 80_000_000 }))).toEqual([409, 'fund_due_paid'])
    const paid = changed.rounds[0]?.dues.find(({ jurisdictionCode }) => jurisdictionCode === '450000')?.amountFen ?? 0
    const rest = (90_000_000 - paid) / 2
    const figures = [
      { name: '广西', negotiated: String(paid), source: '已缴' },
      { name: '广东', negotiated: String(rest), source: '商定' },
      { name: '北海', negotiated: String(rest), source: '商定' },
    ]
    const agreed = await sent<FundDetail>(anew({ totalFen: 90_000_000, criteria: { negotiated: '1' }, figures }))
    expect(agreed.rounds[0]?.dues.find(({ jurisdictionCode }) => jurisdictionCode === '450000')).toMatchObject({
      amountFen: paid,
      transferId: expect.any(Number),
    })
    expect(agreed.rounds[0]?.paidFen).toBe(paid)
    await sent(pay('city', id))
  })

  test('[SET-66] is seen by its members, who is above them, its manager and the office; nobody else', async () => {
    const fund = await sent<FundDetail>(
      (await server.as('department')).post('/api/v1/fund', { name: '两省合作资金', members: MEMBERS.slice(0, 2) }),
    )
    const status = async (person: PersonName) =>
      (await (await server.as(person)).get(`/api/v1/fund/${fund.id}`)).statusCode
    for (const person of ['department', 'otherDepartment', 'office', 'leader'] as const)
      expect([person, await status(person)]).toEqual([person, 200])
    expect([await status('city'), await status('administrator')]).toEqual([404, 403])
    const list = (await (await server.as('city')).get('/api/v1/fund')).json()
    expect(list.items.map((one: { id: string }) => one.id)).not.toContain(fund.id)
  })
})
