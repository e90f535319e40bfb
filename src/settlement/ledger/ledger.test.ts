import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { addPeople, testEngine, withDatabase } from '../../../test/support/index.ts'
import { anAccount, placePeople } from '../stage.testing.ts'
import { checkLedger, type Move, postTransfer } from './post.ts'

const database = withDatabase()
beforeAll(async () => {
  await database.handle.asSystem(addPeople)
  await placePeople(database.handle)
})

const SOUND = { balanceFen: 0, wrongAccounts: 0, wrongTransfers: 0, wrongPairs: 0 }
const account = (facts: Parameters<typeof anAccount>[2] = {}) =>
  database.handle.asSystem((trx) => anAccount(trx, 'office', facts))
const move = (from: number, to: number, amountFen: number, more: Partial<Move> = {}): Move => ({
  ...{ key: randomUUID(), from, to, amountFen, kind: 'adjustment' },
  ...more,
})
const post = (asked: Move) => database.handle.asSystem((trx) => postTransfer(trx, asked))
const check = () => database.handle.asSystem((trx) => checkLedger(trx, 'system'))
const balance = async (id: number) =>
  (
    await database.handle.asSystem((trx) =>
      trx.selectFrom('ledger_account').select(['balance_fen', 'posting_count']).where('id', '=', id).executeTakeFirst(),
    )
  )?.balance_fen
const refused = (code: string) => expect.objectContaining({ code })

describe('a transfer', () => {
  test('[SET-20] leaves one account and reaches another: two postings that sum to zero, and the balance after each', async () => {
    const [one, other] = [await account(), await account()]
    const first = await post(move(one, other, 700))
    await post(move(other, one, 200))
    expect([await balance(one), await balance(other)]).toEqual([-500, 500])
    const postings = await database.handle.asSystem((trx) =>
      trx
        .selectFrom('ledger_posting')
        .selectAll()
        .where('account_id', 'in', [one, other])
        .orderBy('transfer_id')
        .orderBy('leg')
        .execute(),
    )
    expect(
      postings.map(({ account_id, number, amount_fen, balance_fen }) => [account_id, number, amount_fen, balance_fen]),
    ).toEqual([
      [one, 1, -700, -700],
      [other, 1, 700, 700],
      [other, 2, -200, 500],
      [one, 2, 200, -500],
    ])
    expect(first.outcome).toBe('posted')
    expect(await check()).toMatchObject(SOUND)
  })

  test('[SET-22] with the same key is the same one; with other words it is refused', async () => {
    const [one, other] = [await account(), await account()]
    const asked = move(one, other, 100, { reference: 'voucher:1' })
    const first = await post(asked)
    expect(await post(asked)).toEqual({ id: first.id, outcome: 'exists' })
    for (const change of [
      { amountFen: 101 },
      { from: other, to: one },
      { kind: 'payment' },
      { reference: 'voucher:2' },
      { memo: '另一笔' },
    ] as const)
      await expect(post({ ...asked, ...change })).rejects.toEqual(refused('transfer_key_taken'))
    expect(await balance(other)).toBe(100)
  })

  test('[SET-22] that could not be made again is still answered as it was the first time', async () => {
    const fund = await account({ kind: 'fund', mayFallBelowZero: false })
    const giver = await account()
    await post(move(giver, fund, 50))
    const spent = move(fund, giver, 50)
    const { id } = await post(spent)
    expect(await post(spent)).toEqual({ id, outcome: 'exists' })
  })

  test('[SET-23] never takes an account below zero where that is not allowed, and writes nothing', async () => {
    const fund = await account({ kind: 'fund', mayFallBelowZero: false })
    const other = await account()
    await post(move(other, fund, 100))
    await expect(post(move(fund, other, 101))).rejects.toEqual(refused('transfer_insufficient'))
    await post(move(fund, other, 100))
    expect(await balance(fund)).toBe(0)
  })

  test.each([
    ['one account twice', (one: number) => move(one, one, 5), 'transfer_one_account'],
    ['an account that is not there', (one: number) => move(one, 999_999, 5), 'account_unknown'],
  ])('[SET-24] of %s is refused', async (_, made, code) => {
    await expect(post(made(await account()))).rejects.toEqual(refused(code))
  })

  test('[SET-24] from one book to another is refused', async () => {
    const [one, other] = [await account(), await account({ book: 'sharing' })]
    await expect(post(move(one, other, 5))).rejects.toEqual(refused('transfer_books_differ'))
  })

  const MOST = 10_000_000_000_000
  test('[SET-24] moves at most 100 billion yuan, from an account that owes at most a trillion: nobody fills another’s', async () => {
    const [one, other] = [await account(), await account()]
    for (const amountFen of [MOST + 1, 2 ** 52, Number.MAX_SAFE_INTEGER])
      await expect(post(move(one, other, amountFen))).rejects.toMatchObject({
        ...{ code: 'transfer_too_large', facts: { amountFen, mostFen: MOST } },
      })
    for (let n = 0; n < 10; n++) await post(move(one, other, MOST))
    await expect(post(move(one, other, 1))).rejects.toEqual(refused('transfer_too_large'))
    expect([await balance(one), await balance(other)]).toEqual([-10 * MOST, 10 * MOST])
    // Who received it is as free as before.
    const third = await account()
    await post(move(third, other, MOST))
    await post(move(other, third, MOST))
    for (let n = 0; n < 10; n++) await post(move(other, one, MOST))
    expect(await check()).toMatchObject(SOUND)
  })

  test('[SET-24] keeps what a pair has moved in the range of exact numbers too, though both accounts stay near zero', async () => {
    const [one, other, third] = [await account(), await account(), await account()]
    // Around a ring: what the first two have moved grows, and no balance does.
    const round = (amountFen: number) => [
      move(one, other, amountFen),
      move(other, third, amountFen),
      move(third, one, amountFen),
    ]
    for (const asked of round(MOST)) await post(asked)
    const rest = (Number.MAX_SAFE_INTEGER - MOST) * (one < other ? 1 : -1)
    const grow = (fen: number) =>
      sql`update ledger_pair set net_fen = net_fen + ${fen}::bigint
        where low_account_id = ${Math.min(one, other)} and high_account_id = ${Math.max(one, other)}`.execute(
        database.handle.kysely,
      )
    await grow(rest)
    await expect(post(move(one, other, 1))).rejects.toEqual(refused('transfer_too_large'))
    await post(move(other, one, 1))
    await post(move(one, other, 1))
    await grow(-rest)
    expect(await check()).toMatchObject(SOUND)
  })

  test('[SET-25] is corrected by one the other way, once, and a reversal is not reversed', async () => {
    const [one, other] = [await account(), await account()]
    const { id } = await post(move(one, other, 300))
    const back = { kind: 'reversal', reverses: id } as const
    const reversal = await post(move(other, one, 300, back))
    expect([await balance(one), await balance(other)]).toEqual([0, 0])
    await expect(post(move(other, one, 300, back))).rejects.toEqual(refused('transfer_reversed_before'))
    await expect(post(move(one, other, 300, { ...back, reverses: reversal.id }))).rejects.toEqual(
      refused('transfer_not_reversible'),
    )
    const another = await post(move(one, other, 300))
    await expect(post(move(other, one, 299, { ...back, reverses: another.id }))).rejects.toEqual(
      refused('transfer_not_reversible'),
    )
  })
})

describe('the database itself', () => {
  /** As the owner of the tables, past the functions: what a mistake of ours would do. */
  const asOwner = (work: (query: (text: string) => Promise<unknown>) => Promise<void>) =>
    database.handle.kysely
      .transaction()
      .execute((trx) => work((text) => sql.raw(text).execute(trx)))
      .then(
        () => 'committed',
        (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
      )
  const header = (from: number, to: number) =>
    `insert into ledger_transfer (key, from_account_id, to_account_id, amount_fen, kind)
      values (gen_random_uuid(), ${from}, ${to}, 10, 'adjustment')`
  const posting = (leg: number, account: number, amount: number) =>
    `insert into ledger_posting (transfer_id, leg, account_id, number, amount_fen, balance_fen)
      select max(id), ${leg}, ${account}, ${Math.floor(Math.random() * 1e9) + 1e6}, ${amount}, 0 from ledger_transfer`

  test.each([
    ['no posting', [] as [number, number, number][]],
    ['one posting', [[0, 0, -10]]],
    [
      'another amount',
      [
        [0, 0, -10],
        [1, 1, 11],
      ],
    ],
    [
      'another account',
      [
        [0, 0, -10],
        [1, 0, 10],
      ],
    ],
  ] as [string, [number, number, number][]][])('[SET-21] refuses a transfer with %s at the commit', async (_, legs) => {
    const ids = [await account(), await account()] as const
    const outcome = await asOwner(async (query) => {
      await query(header(ids[0], ids[1]))
      for (const [leg, of, amount] of legs) await query(posting(leg, ids[of] ?? 0, amount))
    })
    expect(outcome).toBe('ledger_balances')
  })

  test('[SET-21] refuses a posting that is added to a transfer later, and one without a transfer', async () => {
    const [one, other] = [await account(), await account()]
    await post(move(one, other, 10))
    expect(await asOwner((query) => query(posting(1, other, 10)).then(() => {}))).toBe('ledger_posting_pkey')
    const orphan = `insert into ledger_posting (transfer_id, leg, account_id, number, amount_fen, balance_fen)
      values (987654321, 0, ${one}, 7654321, -5, 0)`
    expect(await asOwner((query) => query(orphan).then(() => {}))).toBe('ledger_balances')
  })

  test.each([
    'update ledger_posting set amount_fen = amount_fen',
    'delete from ledger_posting',
    'update ledger_transfer set memo = memo',
    'delete from ledger_transfer',
    'delete from ledger_account',
    'delete from ledger_pair',
    'truncate ledger_posting',
    'truncate ledger_pair',
  ])('[SET-26] refuses, even from the owner: %s', async (text) => {
    const [one, other] = [await account(), await account()]
    await post(move(one, other, 10))
    expect(await asOwner((query) => query(text).then(() => {}))).toBe('42501')
  })

  test.each(['ledger_account', 'ledger_transfer', 'ledger_posting', 'ledger_pair'])(
    '[SET-26] gives nobody the right to write %s but its functions',
    async (table) => {
      const { rows } = await sql<{ may: boolean }>`select bool_or(has_table_privilege(role, ${table}, what)) as may
        from unnest(array['qunce_app', 'qunce_system']) role, unnest(array['insert', 'update', 'delete']) what`.execute(
        database.handle.kysely,
      )
      expect(rows[0]?.may).toBe(false)
    },
  )
})

describe('any sequence', () => {
  test('[SET-20] of transfers, repeats and refusals leaves a ledger that sums to zero', async () => {
    const funds = [
      await account({ kind: 'fund', mayFallBelowZero: false }),
      await account({ kind: 'fund', mayFallBelowZero: false }),
    ]
    const all = [...funds, await account(), await account(), await account()]
    const step = fc.record({
      from: fc.nat(4),
      to: fc.nat(4),
      amountFen: fc.integer({ min: 1, max: 1000 }),
      again: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const expected = new Map(await Promise.all(all.map(async (id) => [id, (await balance(id)) ?? 0] as const)))
        for (const { from, to, amountFen, again } of steps) {
          const asked = move(all[from] ?? 0, all[to] ?? 0, amountFen)
          const before = expected.get(asked.from) ?? 0
          const isPossible = from !== to && (!funds.includes(asked.from) || before >= amountFen)
          const outcome = await post(asked).then(
            () => true,
            () => false,
          )
          expect(outcome).toBe(isPossible)
          if (again && isPossible) await post(asked)
          if (!isPossible) continue
          expected.set(asked.from, before - amountFen)
          expected.set(asked.to, (expected.get(asked.to) ?? 0) + amountFen)
        }
        for (const [id, fen] of expected) expect(await balance(id)).toBe(fen)
      }),
      { numRuns: 15 },
    )
    expect(await check()).toMatchObject(SOUND)
  })
})

describe.runIf(testEngine === 'postgresql')('50 writers at once', () => {
  /** Connections of their own: the handle's pool is smaller. */
  async function writers(count: number, work: (client: pg.Client, writer: number) => Promise<void>): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, async (_, writer) => {
        const client = new pg.Client({ connectionString: database.url })
        await client.connect()
        try {
          await client.query('set role qunce_system')
          await work(client, writer)
        } finally {
          await client.end()
        }
      }),
    )
  }
  const POST = "select transfer_id, outcome from post_transfer($1, $2, $3, $4, 'adjustment')"

  test('[SET-27] lose nothing and post nothing twice, each key sent twice and in both directions', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => account()))
    const before = await check()
    const outcomes: string[] = []
    await writers(50, async (client, writer) => {
      for (let round = 0; round < 20; round++) {
        const at = (writer + round) % ids.length
        const [from, to] = [ids[at], ids[(at + 1 + (round % (ids.length - 1))) % ids.length]]
        const sent = [randomUUID(), from, to, 1 + ((writer * 31 + round) % 97)]
        for (let n = 0; n < 2; n++) outcomes.push((await client.query(POST, sent)).rows[0].outcome)
      }
    })
    const after = await check()
    expect([
      outcomes.filter((one) => one === 'posted').length,
      outcomes.filter((one) => one === 'exists').length,
    ]).toEqual([1000, 1000])
    expect([after.transfers - before.transfers, after.postings - before.postings]).toEqual([1000, 2000])
    expect(after).toMatchObject(SOUND)
  }, 120_000)

  test('[SET-27] with one and the same key post once', async () => {
    const [one, other] = [await account(), await account()]
    const key = randomUUID()
    const outcomes: string[] = []
    await writers(50, async (client) => {
      outcomes.push((await client.query(POST, [key, one, other, 9])).rows[0].outcome)
    })
    expect(outcomes.filter((outcome) => outcome === 'posted')).toHaveLength(1)
    expect([outcomes.filter((outcome) => outcome === 'exists').length, await balance(other)]).toEqual([49, 9])
  }, 120_000)

  test('[SET-23] that empty one fund take no more than it has', async () => {
    const fund = await account({ kind: 'fund', mayFallBelowZero: false })
    const other = await account()
    await post(move(other, fund, 100))
    const outcomes: string[] = []
    await writers(50, async (client) => {
      outcomes.push((await client.query(POST, [randomUUID(), fund, other, 3])).rows[0].outcome)
    })
    expect([outcomes.filter((outcome) => outcome === 'posted').length, await balance(fund)]).toEqual([33, 1])
  }, 120_000)
})
