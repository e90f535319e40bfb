import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../../test/support/index.ts'
import { loadGazetteer } from '../../../gazetteer/index.ts'
import { placePeople } from '../../../monitoring/stage.testing.ts'
import { agreed, aResource, type Household, loaded, stepped } from '../../holdings/stage.testing.ts'
import type { ShareTerms } from '../../terms/index.ts'
import { grantCargo } from './grants.ts'
import { acquaint, GUANGDONG, GUANGXI, nodeOf, REGION, tellAll, toldOf } from './pair.testing.ts'

// A province's node whose department agreed, with the department of another province, on some columns of some rows. Every
// cell of its data holds a word that stands nowhere else; all that ever left the node is searched for every one of them.
const [atGuangxi, atGuangdong, atRegion] = [withServer(), withServer(), withServer()]
const gx = nodeOf(GUANGXI, atGuangxi)
const gd = nodeOf(GUANGDONG, atGuangdong)
const region = nodeOf(REGION, atRegion)

const ROWS = 300
const word = () => randomBytes(4).toString('hex')
const households: Household[] = Array.from({ length: ROWS }, (_, n) => ({
  ...{ 编号: `K${n}${word()}`.slice(0, 10), 户主: `户${word()}`, 区划: n % 3 === 0 ? '450502' : '440802' },
  ...{ 年收入: String(10_000_019 + n * 7_919), 人数: '3', 登记日期: '2024-01-01', 低保: n % 2 ? '是' : '否' },
}))
const TERMS: ShareTerms = {
  items: ['户主', '年收入', '人数'],
  masks: { 年收入: { kind: 'range', width: 1_000_000_000 } },
  rows: [{ item: '区划', operator: 'equals', values: ['450502'] }],
}
const covered = households.filter(({ 区划 }) => 区划 === '450502')

beforeAll(async () => {
  for (const { handle } of [atGuangxi, atGuangdong, atRegion]) {
    await loadGazetteer(handle)
    await placePeople(handle)
  }
  await acquaint([gx, gd, region])
}, 120_000)

/** All that the node ever sent, by receiver. */
async function everything(): Promise<Record<string, string>> {
  const { rows } = await atGuangxi.handle.asSystem((trx) =>
    sql<{ receiver: string; sent: string }>`
      select receiver, string_agg(event, E'\n' order by number) as sent from node_message group by receiver`.execute(
      trx,
    ),
  )
  return Object.fromEntries(rows.map(({ receiver, sent }) => [receiver, sent]))
}

const secretsOf = (rows: readonly Household[]) => rows.flatMap(({ 编号, 户主, 年收入 }) => [编号, 户主, 年收入])
const leaked = (sent: string | undefined, values: readonly string[]) => values.filter((value) => sent?.includes(value))

test('[EXC-154] what leaves a node is what its agreements cover: no other column, row or value, to nobody else', async () => {
  const resource = await aResource(await atGuangxi.as('department'))
  await loaded(await atGuangxi.as('department'), resource.id, households)
  await tellAll([gx, gd, region])
  expect(leaked(Object.values(await everything()).join('\n'), secretsOf(households))).toEqual([])

  const id = await agreed(atGuangxi.handle, resource.id, { recipient: 'otherDepartment', terms: TERMS })
  await agreed(atGuangxi.handle, resource.id, { recipient: 'otherDepartment', terms: TERMS, access: 'interface' })
  await agreed(atGuangxi.handle, resource.id, { recipient: 'city', terms: TERMS })
  await tellAll([gx, gd, region])
  const sent = await everything()
  expect(leaked(sent.region, secretsOf(households))).toEqual([])
  expect(leaked(sent.gd, secretsOf(households))).toEqual(covered.map(({ 户主 }) => 户主))
  expect(sent.gd).not.toContain('登记日期":"2024')
  expect([...(await toldOf(atGuangdong.handle, 'gx', 'row')).values()]).toHaveLength(covered.length)
  expect([...(await toldOf(atGuangdong.handle, 'gx', 'grant')).values()]).toMatchObject([
    {
      recipientId: PEOPLE.otherDepartment.organizationId,
      items: [{ name: '户主' }, { isMasked: true }, { name: '人数' }],
    },
  ])

  const read = async (person: 'otherDepartment' | 'city' | 'office') => {
    const { rows } = await atGuangdong.handle.asActor({ ...PEOPLE[person] }, (trx) =>
      sql<{ content: { row: Record<string, unknown> } }>`select content from shared_fact where kind = 'row'`.execute(
        trx,
      ),
    )
    return rows.length
  }
  expect([await read('otherDepartment'), await read('city'), await read('office')]).toEqual([covered.length, 0, 0])

  // A unit that is called otherwise is told so: its name stands in what it is given.
  const called = async (name: string) => {
    await atGuangxi.handle.asSystem((trx) =>
      sql`update organization set name = ${name} where id = ${PEOPLE.otherDepartment.organizationId}::uuid`.execute(
        trx,
      ),
    )
    await tellAll([gx, gd, region])
    return [...(await toldOf(atGuangdong.handle, 'gx', 'grant')).values()]
  }
  expect(await called('改名后的单位')).toMatchObject([{ recipient: '改名后的单位' }])
  await called(PEOPLE.otherDepartment.organizationName)

  // A changed row goes, a row that leaves the agreement ends, and so does all of it while the agreement does not hold.
  const [first, second] = covered as [Household, Household]
  const changed = households.map((row) =>
    row === first
      ? { ...row, 户主: '户主已更正' }
      : row === second
        ? { ...row, 区划: '440802', 户主: '户主已迁出' }
        : row,
  )
  await loaded(await atGuangxi.as('department'), resource.id, changed)
  expect(await tellAll([gx, gd, region])).toBe(2)
  const now = [...(await toldOf(atGuangdong.handle, 'gx', 'row')).values()].map((one) => JSON.stringify(one))
  expect(now).toHaveLength(covered.length - 1)
  expect(now.filter((one) => one.includes('户主已更正'))).toHaveLength(1)
  expect((await everything()).gd).not.toContain('户主已迁出')
  await stepped(atGuangxi.handle, id, sql`state = 'suspended', step = 'suspended', words = '核查'`)
  await tellAll([gx, gd, region])
  expect(
    (await toldOf(atGuangdong.handle, 'gx', 'row')).size + (await toldOf(atGuangdong.handle, 'gx', 'grant')).size,
  ).toBe(0)
  expect(leaked((await everything()).region, secretsOf(changed))).toEqual([])
}, 120_000)

test('[EXC-154] data follow to the recipient’s own node, not to another one of its province', async () => {
  const resource = await aResource(await atGuangxi.as('department'))
  await loaded(await atGuangxi.as('department'), resource.id, households)
  const id = await agreed(atGuangxi.handle, resource.id, { recipient: 'otherDepartment', terms: TERMS })
  const grantsFor = async (code: string, jurisdictionCode: string) => {
    const receiver = { code, role: 'member', jurisdictionCode } as const
    const self = { code: 'gx', role: 'member', jurisdictionCode: '450000' } as const
    const facts = await atGuangxi.handle.asSystem((trx) => grantCargo.facts(trx, receiver, self))
    return facts.map(({ key }) => key).filter((key) => key === id)
  }
  expect(await grantsFor('gd', '440000')).toEqual([id])
  // Who says that it is of the same place, or of one within, is not the node that speaks for the unit.
  expect(await grantsFor('other', '440000')).toEqual([])
  expect(await grantsFor('zj', '440800')).toEqual([])
  // Once the recipient's own city has a node, its province's is not the recipient's any more.
  const place = await atGuangxi.handle.asSystem(async (trx) => {
    const { rows } = await sql<{ code: string }>`
      update organization set jurisdiction_code = '440800' where id = ${PEOPLE.otherDepartment.organizationId}::uuid
      returning jurisdiction_code as code`.execute(trx)
    const city = { code: 'zj', name: '湛江市', name_en: 'Zhanjiang', role: 'member', is_self: false } as const
    await trx
      .insertInto('node')
      .values({ ...city, jurisdiction_code: '440800' })
      .execute()
    return rows[0]?.code
  })
  expect(place).toBe('440800')
  expect(await grantsFor('zj', '440800')).toEqual([id])
  expect(await grantsFor('gd', '440000')).toEqual([])
}, 120_000)
