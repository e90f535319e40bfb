// Transfers a second with 50 writers at once, beside the bare insert of two rows, in turns on one durable PostgreSQL.
//   node_modules/.bin/node bench/ledger.ts [SECONDS] [ROUNDS] [POSTINGS]   4 seconds, 3 rounds; with POSTINGS, then so many
// Ours: one call of post_transfer in a transaction of its own: locks, checks, transfer, two postings, two balances, the
// pair. `by the house` is the same through Kysely with begin and commit. The peer: one insert of two rows with a primary
// key and an index by account, in a transaction of its own.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'
import { type DatabaseHandle, migrate, openDatabase } from '../src/platform/database/index.ts'
import { checkLedger, postTransfer } from '../src/settlement/ledger/index.ts'
import { anAccount } from '../src/settlement/stage.testing.ts'
import { addPeople } from '../test/support/people.ts'
import { median, printTable } from './report.ts'

const [SECONDS = 4, ROUNDS = 3, POSTINGS = 0] = process.argv.slice(2).map(Number)
const WRITERS = 50
const POST = { name: 'post', text: "select outcome from post_transfer($1, $2, $3, $4, 'adjustment')" }
const BARE = {
  name: 'bare',
  text: 'insert into bare_posting (transfer, account_id, amount_fen) values ($1, $2, $4), ($1, $3, -$4::bigint)',
}

type Write = (client: pg.Client, values: readonly [string, number, number, number]) => Promise<unknown>

const folder = mkdtempSync(join(tmpdir(), 'qunce-ledger-'))
const server = await startPostgres({ durable: true })
const clients: pg.Client[] = []
try {
  const database = await openDatabase({ url: server.url, dataFolder: folder })
  await migrate(database.kysely)
  await database.asSystem(addPeople)
  const many = await accounts(database, 1000)
  const few = many.slice(0, 20)
  for (let n = 0; n < WRITERS; n++) {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    if (n === 0)
      await client.query(`create table bare_posting (id bigint generated always as identity primary key, transfer uuid not null,
        account_id bigint not null, amount_fen bigint not null, at timestamptz not null default now());
        create index on bare_posting (account_id)`)
    clients.push(client)
  }
  const bare: Write = (client, values) => client.query({ ...BARE, values: [...values] })
  const ours: Write = (client, values) => client.query({ ...POST, values: [...values] })
  const house: Write = (_, [key, from, to, amountFen]) =>
    database.asSystem((trx) => postTransfer(trx, { key, from, to, amountFen, kind: 'adjustment' }))
  const kinds: readonly (readonly [string, Write, readonly number[]])[] = [
    ['bare two-row insert, 1000 accounts', bare, many],
    ['ours, 1000 accounts', ours, many],
    ['ours, 20 accounts', ours, few],
    ['ours, by the house (pool of its own), 1000 accounts', house, many],
  ]
  for (const [, write, ids] of kinds) await measure(write, ids, Math.min(1, SECONDS))
  const rates = new Map<string, number[]>()
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, write, ids] of kinds)
      rates.set(name, [...(rates.get(name) ?? []), await measure(write, ids, SECONDS)])
  const base = median(rates.get('bare two-row insert, 1000 accounts') ?? [])
  printTable([
    [`${WRITERS} writers, ${SECONDS} s × ${ROUNDS}, in turns`, 'a second (median)', 'of the bare insert', 'all rounds'],
    ...[...rates].map(([name, all]) => [
      name,
      median(all).toFixed(0),
      `${((100 * median(all)) / base).toFixed(0)} %`,
      all.map((rate) => rate.toFixed(0)).join(' '),
    ]),
  ])
  const before = await database.asSystem((trx) => checkLedger(trx, 'system'))
  if (POSTINGS > before.postings) {
    const started = performance.now()
    await fill(ours, many, Math.ceil((POSTINGS - before.postings) / 2))
    console.log(`filled to ${POSTINGS} postings in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  }
  const checking = performance.now()
  const check = await database.asSystem((trx) => checkLedger(trx, 'system'))
  console.log(
    `check of the whole ledger: ${JSON.stringify(check)} in ${((performance.now() - checking) / 1000).toFixed(1)} s`,
  )
  await database.close()
} finally {
  await Promise.all(clients.map((client) => client.end().catch(() => {})))
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function accounts(database: DatabaseHandle, count: number): Promise<number[]> {
  return database.asSystem(async (trx) => {
    const ids: number[] = []
    for (let n = 0; n < count; n++) ids.push(await anAccount(trx, 'office', { jurisdictionCode: null }))
    return ids
  })
}

/** Two different accounts and an amount, at random. */
function anyMove(ids: readonly number[]): readonly [string, number, number, number] {
  const from = Math.floor(Math.random() * ids.length)
  const to = (from + 1 + Math.floor(Math.random() * (ids.length - 1))) % ids.length
  return [randomUUID(), ids[from] ?? 0, ids[to] ?? 0, 1 + Math.floor(Math.random() * 100_000)]
}

/** Transfers a second, all writers at it for so long. */
async function measure(write: Write, ids: readonly number[], seconds: number): Promise<number> {
  const started = performance.now()
  const end = started + seconds * 1000
  let written = 0
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        await write(client, anyMove(ids))
        written += 1
      }
    }),
  )
  return (1000 * written) / (performance.now() - started)
}

async function fill(write: Write, ids: readonly number[], transfers: number): Promise<void> {
  let left = transfers
  await Promise.all(
    clients.map(async (client) => {
      while (left-- > 0) await write(client, anyMove(ids))
    }),
  )
}
