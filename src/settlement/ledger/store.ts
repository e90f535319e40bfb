import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import { ledgerRefusals as refusals } from './refusals.ts'
import {
  ACCOUNT_PLACE,
  type Account,
  type AccountList,
  type AccountQuery,
  type Balances,
  POSTING_PLACE,
  type Posting,
  type PostingFilter,
  type PostingList,
  type PostingQuery,
  TRANSFER_PLACE,
  type Transfer,
  type TransferFilter,
  type TransferList,
  type TransferQuery,
} from './schemas.ts'

const ACCOUNT = sql`a.id, a.book, a.key, a.kind, a.name, a.jurisdiction_code as "jurisdictionCode",
  json_build_object('id', a.organization_id, 'name', coalesce((select o.name from organization o where o.id = a.organization_id), ''))
    as keeper,
  a.may_fall_below_zero as "mayFallBelowZero", a.balance_fen as "balanceFen", a.posting_count as postings,
  ${momentText('a.opened_at')} as "openedAt", ${momentText('a.closed_at')} as "closedAt",
  (a.closed_at is null and actor_may('ledger.post') and a.organization_id = actor_organization_id()) as "mayPost"`

const TRANSFER = sql`t.id, t.key,
  coalesce((select a.book from ledger_account a where a.id in (t.from_account_id, t.to_account_id) limit 1), '') as book,
  json_build_object('id', t.from_account_id, 'name', ledger_account_name(t.from_account_id)) as "from",
  json_build_object('id', t.to_account_id, 'name', ledger_account_name(t.to_account_id)) as "to",
  t.amount_fen as "amountFen", t.kind, t.reference, t.memo, t.reverses_id as "reversesId",
  (select r.id from ledger_transfer r where r.reverses_id = t.id) as "reversedById", ${momentText('t.at')} as at,
  t.user_name as "userName", t.organization_name as "organizationName"`

/** A page of the accounts that the actor sees, by book and key. */
export async function listAccounts(trx: Trx, { limit, cursor, book }: AccountQuery): Promise<AccountList> {
  const where = book === undefined ? sql`true` : sql`a.book = ${book}`
  const after = ACCOUNT_PLACE.read(cursor)
  const { rows } = await sql<Account>`select ${ACCOUNT} from ledger_account a where ${where}
    ${after ? sql`and (a.book, a.key, a.id) > (${after[0]}::text, ${after[1]}::text, ${after[2]}::bigint)` : sql``}
    order by a.book, a.key, a.id limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from ledger_account a where ${where}`.execute(
    trx,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? ACCOUNT_PLACE.write(last.book, last.key, last.id) : null,
  }
}

/** @throws Refusal account_not_found */
export async function findAccount(trx: Trx, id: number): Promise<Account> {
  const { rows } = await sql<Account>`select ${ACCOUNT} from ledger_account a where a.id = ${id}`.execute(trx)
  const [account] = rows
  if (!account) throw refusals.accountNotFound(id)
  return account
}

/** A page of an account's postings, the newest first: a range of one index, however many there are. */
export async function listPostings(
  trx: Trx,
  id: number,
  { limit, cursor, ...filter }: PostingQuery,
): Promise<PostingList> {
  const account = await findAccount(trx, id)
  const where = postingConditions(id, filter)
  const after = POSTING_PLACE.read(cursor)
  const { rows } = await sql<Transfer & Posting>`
    select p.number, p.amount_fen as "postedFen", p.balance_fen as "balanceFen", ${TRANSFER}
    from ledger_posting p join ledger_transfer t on t.id = p.transfer_id
    where ${where} ${after ? sql`and p.number < ${after[0]}` : sql``}
    order by p.number desc limit ${limit + 1}`.execute(trx)
  const items = rows.slice(0, limit).map((row) => {
    const { number, postedFen, balanceFen, ...transfer } = row as unknown as Transfer & {
      number: number
      postedFen: number
      balanceFen: number
    }
    return { number, amountFen: postedFen, balanceFen, transfer }
  })
  const last = rows.length > limit ? items.at(-1) : undefined
  // Of an account that is another's the actor may see some postings only, and those are counted.
  const readsAll = (await sql`select from read_account where id = ${id}`.execute(trx)).rows.length > 0
  const narrowed = !readsAll || Object.values(filter).some((one) => one !== undefined)
  const total = narrowed ? await countPostings(trx, where) : account.postings
  return { items, total, next: last ? POSTING_PLACE.write(last.number) : null }
}

function postingConditions(id: number, { kind, since, until }: PostingFilter): RawBuilder<unknown> {
  const conditions = [sql`p.account_id = ${id}`]
  if (kind) conditions.push(sql`t.kind = ${kind}`)
  if (since) conditions.push(sql`t.at >= ${since}::date::timestamp at time zone 'Asia/Shanghai'`)
  if (until) conditions.push(sql`t.at < (${until}::date + 1)::timestamp at time zone 'Asia/Shanghai'`)
  return sql.join(conditions, sql` and `)
}

async function countPostings(trx: Trx, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total
    from ledger_posting p join ledger_transfer t on t.id = p.transfer_id where ${where}`.execute(trx)
  return rows[0]?.total ?? 0
}

function conditionsOf({ account, with: other, book, kind, reference }: TransferFilter): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (other !== undefined) conditions.push(sql`(t.from_account_id = ${other} or t.to_account_id = ${other})`)
  if (book)
    conditions.push(sql`exists (select from ledger_account a where a.book = ${book}
      and a.id in (t.from_account_id, t.to_account_id))`)
  if (account !== undefined) conditions.push(sql`(t.from_account_id = ${account} or t.to_account_id = ${account})`)
  if (kind) conditions.push(sql`t.kind = ${kind}`)
  if (reference) conditions.push(sql`t.reference = ${reference}`)
  return sql.join(conditions, sql` and `)
}

/** A page of the transfers that the actor sees, the newest first. */
export async function listTransfers(trx: Trx, { limit, cursor, ...filter }: TransferQuery): Promise<TransferList> {
  const where = conditionsOf(filter)
  const after = TRANSFER_PLACE.read(cursor)
  const { rows } = await sql<Transfer>`select ${TRANSFER} from ledger_transfer t where ${where}
    ${after ? sql`and t.id < ${after[0]}` : sql``} order by t.id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from ledger_transfer t where ${where}`.execute(
    trx,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? TRANSFER_PLACE.write(last.id) : null,
  }
}

/** @throws Refusal transfer_not_found */
export async function findTransfer(trx: Trx, id: number): Promise<Transfer> {
  const { rows } = await sql<Transfer>`select ${TRANSFER} from ledger_transfer t where t.id = ${id}`.execute(trx)
  const [transfer] = rows
  if (!transfer) throw refusals.transferNotFound(id)
  return transfer
}

/** What went between each two accounts of a book, and the balance of each that the actor sees. */
export async function balancesOf(trx: Trx, book: string): Promise<Balances> {
  const { rows: own } = await sql<{ id: number; name: string; balanceFen: number }>`
    select a.id, a.name, a.balance_fen as "balanceFen" from ledger_account a where a.book = ${book} order by a.key`.execute(
    trx,
  )
  const { rows: pairs } = await sql<{
    low: number
    high: number
    net: number
    transfers: number
    lowName: string
    highName: string
  }>`
    select p.low_account_id as low, p.high_account_id as high, p.net_fen as net, p.transfer_count as transfers,
      ledger_account_name(p.low_account_id) as "lowName", ledger_account_name(p.high_account_id) as "highName"
    from ledger_pair p
    where exists (select from ledger_account a where a.book = ${book} and a.id in (p.low_account_id, p.high_account_id))
    order by 1, 2`.execute(trx)
  const others = new Map<number, string>()
  for (const { low, high, lowName, highName } of pairs) others.set(low, lowName).set(high, highName)
  for (const { id } of own) others.delete(id)
  return {
    book,
    accounts: [...own, ...[...others].map(([id, name]) => ({ id, name, balanceFen: null }))],
    cells: pairs.flatMap(({ low, high, net, transfers }) =>
      net === 0
        ? []
        : [
            net > 0
              ? { from: low, to: high, netFen: net, transfers }
              : { from: high, to: low, netFen: -net, transfers },
          ],
    ),
  }
}
