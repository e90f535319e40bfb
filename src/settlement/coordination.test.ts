import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type PersonName, withServer } from '../../test/support/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import type { AccountList, Balances, StatementDetail } from './schemas.ts'
import {
  bindTestYears,
  monthsMeeting,
  openStatement,
  placePeople,
  sectionYear,
  sent,
  signedAgreement,
} from './stage.testing.ts'

/** A cluster of cities, as most are: its members lie in the provinces that agree. */
async function placeCities(handle: DatabaseHandle): Promise<void> {
  await placePeople(handle)
  await membersAre(handle, ['450500', '440800'])
}

const membersAre = (handle: DatabaseHandle, codes: readonly string[]) =>
  handle.asSystem(async (trx) => {
    await sql`insert into jurisdiction (code, level, parent_code, name, short_name, source)
      values ('440800', 'city', '440000', '湛江市', '湛江', 'test') on conflict do nothing`.execute(trx)
    await sql`delete from cluster_member where cluster_id = 'river'`.execute(trx)
    await sql`insert into cluster_member (cluster_id, jurisdiction_code, position)
      select 'river', code, position from unnest(${[...codes]}::text[]) with ordinality m (code, position)`.execute(trx)
  })

const server = withServer({ prepare: placeCities })
const years = bindTestYears()
const get = async (person: PersonName, path: string) => (await server.as(person)).get(`/api/v1${path}`)

async function objected(): Promise<StatementDetail> {
  years.set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
  const { id } = await openStatement(server.as, (await signedAgreement(server.as)).id)
  const asked = { line: 1, grounds: '数据待核', evidence: [{ kind: 'words', id: '1', words: '样品运输' }] }
  return sent((await server.as('otherDepartment')).post(`/api/v1/statements/${id}/objections`, asked))
}

test('[SET-37] [SET-45] provinces agree for the cities of a cluster: its office reads, and settles what they object to', async () => {
  const statement = await objected()
  expect((await get('office', `/agreements/${statement.agreementId}`)).statusCode).toBe(200)
  expect((await get('city', `/statements/${statement.id}`)).statusCode).toBe(404)
  const path = `/api/v1/statements/${statement.id}/objections/${statement.objections[0]?.id}/answer`
  const said = { outcome: 'dismissed', answer: '经核，数据有效' }
  const done = await sent<StatementDetail>((await server.as('office')).post(path, said))
  expect(done.objections[0]?.state).toBe('dismissed')
})

test('[SET-37] an office with members on one side alone neither reads nor settles', async () => {
  const statement = await objected()
  await membersAre(server.handle, ['450500'])
  expect((await get('office', `/statements/${statement.id}`)).statusCode).toBe(404)
  await membersAre(server.handle, ['450500', '440800'])
})

test('[SET-29] the office sees what the provinces owe each other, and not what one of them owes elsewhere', async () => {
  const statement = await objected()
  const path = `/api/v1/statements/${statement.id}`
  await sent(
    (await server.as('otherDepartment')).post(`${path}/objections/${statement.objections[0]?.id}/answer`, {
      ...{ outcome: 'withdrawn', answer: '已核实' },
    }),
  )
  for (const person of ['department', 'otherDepartment'] as const)
    await sent((await server.as(person)).post(`${path}/sign`, { sha256: statement.sha256 }))
  const { cells } = (await get('office', '/ledger/balances')).json<Balances>()
  expect(cells.map(({ netFen }) => netFen)).toEqual([10_000_000_000])

  // 广西 owes a third province too: that is not the office's.
  await server.handle.asSystem(async (trx) => {
    await sql`insert into jurisdiction (code, level, parent_code, name, short_name, source)
      values ('530000', 'province', '000000', '云南省', '云南', 'test')`.execute(trx)
    await sql`select post_transfer(gen_random_uuid(),
      (select id from ledger_account where book = 'compensation' and jurisdiction_code = '450000'),
      open_account('compensation', '530000', 'jurisdiction', '云南省', '530000', organization_id, true), 100, 'adjustment')
      from ledger_account where book = 'compensation' and jurisdiction_code = '450000'`.execute(trx)
  })
  expect((await get('office', '/ledger/balances')).json<Balances>().cells).toHaveLength(1)
  expect((await get('department', '/ledger/balances')).json<Balances>().cells).toHaveLength(2)
  const { items } = (await get('office', '/ledger/accounts?book=compensation')).json<AccountList>()
  const guangxi = items.find(({ name }) => name === '广西壮族自治区')
  const { total } = (await get('office', `/ledger/accounts/${guangxi?.id}/postings`)).json<{ total: number }>()
  expect([items.length, total]).toEqual([2, 1])
})
