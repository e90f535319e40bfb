import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { anAccount, placePeople } from '../stage.testing.ts'
import { postTransfer } from './post.ts'
import type { Account, AccountList, Balances, PostingList, Transfer, TransferList } from './schemas.ts'

const server = withServer({ prepare: placePeople })
const key = (value = randomUUID()) => ({ 'idempotency-key': value })
const open = async (person: PersonName): Promise<Account> =>
  (await (await server.as(person)).post('/api/v1/ledger/accounts', { book: 'compensation' })).json()
const give = async (person: PersonName, from: number, to: number, more: object = {}, headers = key()) =>
  (await server.as(person)).post(
    '/api/v1/ledger/transfers',
    { from, to, amountFen: 1000, kind: 'payment', reference: '桂财凭证1号', ...more },
    headers,
  )
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]

describe('the ledger over HTTP', () => {
  test('[SET-28] a unit opens the account of its own jurisdiction once', async () => {
    const one = await open('department')
    expect(one).toMatchObject({
      book: 'compensation',
      key: '450000',
      kind: 'jurisdiction',
      name: '广西壮族自治区',
      balanceFen: 0,
    })
    expect([one.mayPost, one.keeper.id]).toEqual([true, PEOPLE.department.organizationId])
    expect((await open('department')).id).toBe(one.id)
    expect(problem(await (await server.as('office')).post('/api/v1/ledger/accounts', { book: 'sharing' }))).toEqual([
      409,
      'account_place_unknown',
    ])
  })

  test('[SET-28] only who keeps an account takes from it', async () => {
    const [guangxi, guangdong] = [await open('department'), await open('otherDepartment')]
    for (const person of ['otherDepartment', 'office'] as const)
      expect(problem(await give(person, guangxi.id, guangdong.id))).toEqual([403, 'transfer_not_keeper'])
    const made = (await give('department', guangxi.id, guangdong.id)).json<Transfer>()
    expect(made).toMatchObject({
      amountFen: 1000,
      kind: 'payment',
      organizationName: PEOPLE.department.organizationName,
    })
    expect([made.from.name, made.to.name]).toEqual(['广西壮族自治区', '广东省'])
    expect(problem(await give('department', guangxi.id, guangxi.id))).toEqual([422, 'transfer_one_account'])
  })

  test('[SET-24] an amount that would fill another’s account is refused, and the most is named', async () => {
    const [guangxi, guangdong] = [await open('department'), await open('otherDepartment')]
    const refused = await give('department', guangxi.id, guangdong.id, { amountFen: 2 ** 53 - 2 })
    expect([...problem(refused), refused.json().facts.mostFen]).toEqual([422, 'transfer_too_large', 10 ** 13])
  })

  test('[SET-28] who opened an account first hands it over, or the office does: to a unit of its jurisdiction alone', async () => {
    const { id } = await open('department')
    const guangdong = await open('otherDepartment')
    const hand = async (person: PersonName, to: PersonName) =>
      (await server.as(person)).post(`/api/v1/ledger/accounts/${id}/keeper`, {
        organizationId: PEOPLE[to].organizationId,
      })
    expect(problem(await hand('otherDepartment', 'otherDepartment'))).toEqual([404, 'account_not_found'])
    expect(problem(await hand('department', 'city'))).toEqual([422, 'account_unit_elsewhere'])
    await server.handle.asSystem((trx) =>
      trx
        .updateTable('organization')
        .set({ valid_to: '2020-12-31' })
        .where('id', '=', PEOPLE.leader.organizationId)
        .execute(),
    )
    expect(problem(await hand('department', 'leader'))).toEqual([422, 'account_unit_elsewhere'])
    await server.handle.asSystem((trx) =>
      trx.updateTable('organization').set({ valid_to: null }).where('id', '=', PEOPLE.leader.organizationId).execute(),
    )
    const handed = (await hand('department', 'leader')).json<Account>()
    expect([handed.keeper.id, handed.mayPost]).toEqual([PEOPLE.leader.organizationId, false])
    expect(problem(await give('department', id, guangdong.id))).toEqual([403, 'transfer_not_keeper'])
    expect(problem(await hand('department', 'department'))).toEqual([403, 'account_not_keeper'])
    expect((await hand('office', 'department')).json<Account>().keeper.id).toBe(PEOPLE.department.organizationId)
    expect((await give('department', id, guangdong.id)).statusCode).toBe(201)
  })

  test('[SET-22] the same request again with its key is one transfer; without a key none is taken', async () => {
    const [guangxi, guangdong] = [await open('department'), await open('otherDepartment')]
    const headers = key()
    const first = (await give('department', guangxi.id, guangdong.id, {}, headers)).json<Transfer>()
    const again = await give('department', guangxi.id, guangdong.id, {}, headers)
    expect([again.statusCode, again.json().id]).toEqual([201, first.id])
    for (const change of [{ amountFen: 1 }, { memo: '二季度' }, { kind: 'return' }, { reference: '凭证2号' }])
      expect(problem(await give('department', guangxi.id, guangdong.id, change, headers))).toEqual([
        409,
        'transfer_key_taken',
      ])
    expect(problem(await give('department', guangxi.id, guangdong.id, {}, {} as never))).toEqual([
      400,
      'schema_mismatch',
    ])
  })

  test.each([[0], [-1], [1.5], [2 ** 53], ['一百']])('[SET-24] an amount of %s is none', async (amountFen) => {
    const [guangxi, guangdong] = [await open('department'), await open('otherDepartment')]
    expect(problem(await give('department', guangxi.id, guangdong.id, { amountFen }))).toEqual([400, 'schema_mismatch'])
  })

  test('[SET-25] who received a payment takes it back, once; what a statement posted is not taken back by hand', async () => {
    const [guangxi, guangdong] = [await open('department'), await open('otherDepartment')]
    const made = (await give('department', guangxi.id, guangdong.id)).json<Transfer>()
    const reverse = async (person: PersonName, id: number) =>
      (await server.as(person)).post(`/api/v1/ledger/transfers/${id}/reverse`, { memo: '重复登记' }, key())
    expect(problem(await reverse('department', made.id))).toEqual([403, 'transfer_not_keeper'])
    const back = (await reverse('otherDepartment', made.id)).json<Transfer>()
    expect(back).toMatchObject({ kind: 'reversal', reversesId: made.id, amountFen: 1000, memo: '重复登记' })
    expect(problem(await reverse('otherDepartment', made.id))).toEqual([409, 'transfer_reversed_before'])
    expect(problem(await reverse('department', back.id))).toEqual([409, 'transfer_not_reversible'])
    const posted = await server.handle.asSystem((trx) =>
      postTransfer(trx, { key: randomUUID(), from: guangxi.id, to: guangdong.id, amountFen: 5, kind: 'settlement' }),
    )
    expect(problem(await reverse('otherDepartment', posted.id))).toEqual([409, 'transfer_not_reversible'])
  })

  test('[SET-29] both sides and the office see a transfer; the account of the other side stays its own', async () => {
    const [guangxi, guangdong] = [await open('department'), await open('otherDepartment')]
    const { id } = (await give('department', guangxi.id, guangdong.id)).json<Transfer>()
    const seen = async (person: PersonName, url: string) =>
      (await (await server.as(person)).get(`/api/v1/ledger/${url}`)).statusCode
    for (const person of ['department', 'otherDepartment', 'office'] as const)
      expect(await seen(person, `transfers/${id}`)).toBe(200)
    expect(await seen('city', `transfers/${id}`)).toBe(404)
    expect(await seen('otherDepartment', `accounts/${guangxi.id}`)).toBe(404)
    expect(await seen('office', `accounts/${guangxi.id}`)).toBe(200)
    expect(await seen('administrator', `transfers/${id}`)).toBe(403)
  })

  test('[SET-29] a province sees the accounts of its cities, and no city that of its province', async () => {
    const beihai = await open('city')
    const list = (await (await server.as('department')).get('/api/v1/ledger/accounts')).json<AccountList>()
    expect(list.items.map(({ id }) => id)).toContain(beihai.id)
    const own = (await (await server.as('city')).get('/api/v1/ledger/accounts')).json<AccountList>()
    expect(own.items.map(({ id }) => id)).toEqual([beihai.id])
  })

  test('[SET-20] postings of an account page without a gap, the newest first, with the balance after each', async () => {
    const id = await server.handle.asSystem((trx) => anAccount(trx, 'department'))
    const other = await server.handle.asSystem((trx) => anAccount(trx, 'otherDepartment'))
    for (let n = 1; n <= 5; n++) await give('department', id, other, { amountFen: n })
    const department = await server.as('department')
    const seen: PostingList['items'] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: PostingList = (
        await department.get(`/api/v1/ledger/accounts/${id}/postings?limit=2${cursor && `&cursor=${cursor}`}`)
      ).json()
      expect(page.total).toBe(5)
      seen.push(...page.items)
      cursor = page.next
    }
    expect(seen.map(({ number, amountFen, balanceFen }) => [number, amountFen, balanceFen])).toEqual([
      [5, -5, -15],
      [4, -4, -10],
      [3, -3, -6],
      [2, -2, -3],
      [1, -1, -1],
    ])
  })

  test('[SET-20] the matrix says what went between each two, set off', async () => {
    const [one, two, three] = await server.handle.asSystem(async (trx) => [
      await anAccount(trx, 'department', { book: 'sharing' }),
      await anAccount(trx, 'otherDepartment', { book: 'sharing' }),
      await anAccount(trx, 'otherDepartment', { book: 'sharing' }),
    ])
    if (!one || !two || !three) throw new Error('no accounts')
    await give('department', one, two, { amountFen: 900 })
    await give('otherDepartment', two, one, { amountFen: 200 })
    await give('otherDepartment', two, three, { amountFen: 50 })
    await give('otherDepartment', three, one, { amountFen: 30 })
    const matrix = async (person: PersonName) =>
      (await (await server.as(person)).get('/api/v1/ledger/balances?book=sharing')).json<Balances>()
    const { accounts, cells } = await matrix('office')
    expect(accounts.map(({ balanceFen }) => balanceFen)).toEqual([-670, 650, 20])
    expect(cells).toEqual([
      { from: one, to: two, netFen: 700, transfers: 2 },
      { from: three, to: one, netFen: 30, transfers: 1 },
      { from: two, to: three, netFen: 50, transfers: 1 },
    ])
    const own = await matrix('department')
    expect(own.accounts.map(({ id, balanceFen }) => [id, balanceFen])).toEqual([
      [one, -670],
      [two, null],
      [three, null],
    ])
    expect(own.cells).toHaveLength(2)
  })

  test('[SET-20] transfers are listed by account, kind and reference, and downloaded', async () => {
    const [guangxi, guangdong] = [await open('department'), await open('otherDepartment')]
    await give('department', guangxi.id, guangdong.id, { reference: '粤财凭证特号', amountFen: 123_456_789 })
    const department = await server.as('department')
    const query = `account=${guangxi.id}&kind=payment&reference=${encodeURIComponent('粤财凭证特号')}`
    const list = (await department.get(`/api/v1/ledger/transfers?${query}`)).json<TransferList>()
    expect([list.total, list.items[0]?.amountFen]).toEqual([1, 123_456_789])
    const csv = (await department.get(`/api/v1/ledger/transfers.csv?${query}`)).body
    expect(csv).toContain('广西壮族自治区,广东省,123456789,付款,粤财凭证特号')
    expect((await department.get(`/api/v1/ledger/transfers.xlsx?${query}`)).statusCode).toBe(200)
  })

  test('[SET-20] an auditor has the whole ledger worked out anew', async () => {
    const check = (await (await server.as('office')).get('/api/v1/ledger/check')).json()
    expect(check).toMatchObject({ intact: true, balanceFen: 0 })
    expect((await (await server.as('department')).get('/api/v1/ledger/check')).statusCode).toBe(403)
  })

  test('[SET-53] transfers are narrowed to a pair and a book, postings to kinds and days, and leave as workbooks', async () => {
    const [guangxi, guangdong] = [await open('department'), await open('otherDepartment')]
    const [third] = await server.handle.asSystem(async (trx) => [await anAccount(trx, 'department')])
    await give('department', guangxi.id, guangdong.id, { reference: '甲' })
    await give('department', guangxi.id, third ?? 0, { reference: '乙', kind: 'return' })
    const department = await server.as('department')
    const between = `account=${guangxi.id}&with=${third}&book=compensation`
    const pair = (await department.get(`/api/v1/ledger/transfers?${between}`)).json<TransferList>()
    expect(pair.items.map(({ reference }) => reference)).toEqual(['乙'])
    expect(
      (await department.get(`/api/v1/ledger/transfers?${between.replace('compensation', 'sharing')}`)).json().total,
    ).toBe(0)
    const postings = async (query: string) =>
      (await department.get(`/api/v1/ledger/accounts/${guangxi.id}/postings?${query}`)).json<PostingList>()
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const returned = await postings(`kind=return&since=${today}&until=${today}`)
    expect([returned.total, returned.items[0]?.transfer.reference, returned.items[0]?.amountFen]).toEqual([
      1,
      '乙',
      -1000,
    ])
    expect((await postings('until=2020-12-31')).total).toBe(0)
    for (const file of ['balances.xlsx', 'accounts.xlsx', `accounts/${guangxi.id}/postings.xlsx?kind=return`])
      expect((await department.get(`/api/v1/ledger/${file}`)).headers['content-type']).toContain('spreadsheetml')
    const stranger = await server.as('otherDepartment')
    expect((await stranger.get(`/api/v1/ledger/accounts/${third}/postings.xlsx`)).statusCode).toBe(404)
  })
})
