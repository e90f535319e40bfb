import { sql } from 'kysely'
import type { PreparedQuery, Trx } from '../../platform/database/index.ts'
import type { Refusal } from '../../platform/refusal.ts'
import type { Fen } from '../rules/money.ts'
import { ledgerRefusals as refusals } from './refusals.ts'
import type { AccountKind, TransferKind } from './tables.ts'

/** An amount that goes from one account to another. */
export interface Move {
  /** The same key again is the same transfer: nothing is moved twice. */
  key: string
  from: number
  to: number
  amountFen: Fen
  kind: TransferKind
  /** What it rests on: `statement:…`, the number of a voucher. */
  reference?: string
  memo?: string
  reverses?: number
}

/** What became of it: `exists` says that this key had moved just this before. */
export interface Moved {
  id: number
  outcome: 'posted' | 'exists'
}

const REFUSED: Readonly<Record<string, (move: Move, id: number) => Refusal>> = {
  account_unknown: ({ from, to }) => refusals.accountUnknown(from, to),
  account_closed: ({ from, to }) => refusals.accountClosed(from, to),
  books_differ: ({ from, to }) => refusals.booksDiffer(from, to),
  insufficient: ({ from, amountFen }) => refusals.insufficient(from, amountFen),
  too_large: ({ amountFen }) => refusals.tooLarge(amountFen),
  not_keeper: ({ from }) => refusals.notKeeper(from),
  book_of_fund: ({ from }) => refusals.bookOfFund(from),
  differs: (_, id) => refusals.keyTaken(id),
  not_reversible: ({ reverses = 0 }) =>
    refusals.notReversible(reverses, 'it is another transfer, or a reversal itself'),
  reversed_before: ({ reverses = 0 }) => refusals.reversedBefore(reverses),
}

interface Answer {
  id: number
  outcome: string
}

/** One round trip: locks, checks, writes and answers within one function of the database. */
async function moveBy(way: 'post_transfer' | 'give_transfer', trx: Trx, move: Move): Promise<Moved> {
  const { key, from, to, amountFen, kind, reference = '', memo = '', reverses = null } = move
  if (from === to) throw refusals.oneAccount(from)
  const asked = sql<Answer>`
    select transfer_id as id, outcome from ${sql.raw(way)}(${key}::uuid, ${from}::bigint, ${to}::bigint,
      ${amountFen}::bigint, ${kind}, ${reference}, ${memo}, ${reverses}::bigint)`.compile(trx)
  const query: PreparedQuery<Answer> = { ...asked, preparedAs: way }
  const { rows } = await trx.executeQuery<Answer>(query)
  const [answer] = rows
  if (answer?.outcome === 'posted' || answer?.outcome === 'exists') return answer as Moved
  const refuse = REFUSED[answer?.outcome ?? '']
  throw refuse ? refuse(move, answer?.id ?? 0) : new Error(`The ledger answered ${JSON.stringify(answer)}.`)
}

/**
 * Moves an amount for the house itself: to be called in a transaction of the system. A refused move writes nothing and
 * leaves the transaction as it was.
 * @throws Refusal account_unknown, account_closed, transfer_books_differ, transfer_insufficient, transfer_key_taken …
 */
export const postTransfer = (trx: Trx, move: Move): Promise<Moved> => moveBy('post_transfer', trx, move)

/**
 * Moves an amount out of an account that the actor's organization keeps.
 * @throws Refusal transfer_not_keeper, and as postTransfer
 */
export const giveTransfer = (trx: Trx, move: Move): Promise<Moved> => moveBy('give_transfer', trx, move)

/** What an account is made of. */
export interface NewAccount {
  book: string
  key: string
  kind: AccountKind
  name: string
  jurisdictionCode: string | null
  organizationId: string
  mayFallBelowZero: boolean
}

/** Opens an account for the house itself, or finds the one of that book and key. */
export async function openAccount(trx: Trx, account: NewAccount): Promise<number> {
  const { book, key, kind, name, jurisdictionCode, organizationId, mayFallBelowZero } = account
  const { rows } = await sql<{ id: number }>`select open_account(${book}, ${key}, ${kind}, ${name}, ${jurisdictionCode},
    ${organizationId}::uuid, ${mayFallBelowZero}) as id`.execute(trx)
  if (!rows[0]) throw new Error('open_account answered nothing.')
  return rows[0].id
}

/** Opens the account of the actor's own jurisdiction. @throws Refusal account_place_unknown */
export async function openOwnAccount(trx: Trx, book: 'compensation' | 'sharing'): Promise<number> {
  const { rows } = await sql<{ id: number | null }>`select open_own_account(${book}) as id`.execute(trx)
  if (!rows[0]?.id) throw refusals.placeUnknown()
  return rows[0].id
}

/**
 * Lets another unit of its jurisdiction keep an account.
 * @throws Refusal account_not_keeper, account_unit_elsewhere, transfer_book_of_fund
 */
export async function handOver(trx: Trx, id: number, organizationId: string): Promise<void> {
  const { rows } = await sql<{ outcome: string }>`select hand_account_over(${id}::bigint, ${organizationId}::uuid)
    as outcome`.execute(trx)
  const outcome = rows[0]?.outcome
  if (outcome === 'not_keeper') throw refusals.notAccountKeeper(id)
  if (outcome === 'book_of_fund') throw refusals.bookOfFund(id)
  if (outcome !== 'handed') throw refusals.unitElsewhere(id)
}

/** What the ledger says when every posting is summed up anew. */
export interface LedgerCheck {
  accounts: number
  transfers: number
  postings: number
  /** Sum of all balances: zero. */
  balanceFen: number
  wrongAccounts: number
  wrongTransfers: number
  wrongPairs: number
}

const CHECK = sql`accounts, transfers, postings, balance_fen::bigint as "balanceFen", wrong_accounts as "wrongAccounts",
  wrong_transfers as "wrongTransfers", wrong_pairs as "wrongPairs"`

/** Works the whole ledger out anew, for an auditor or for the system. */
export async function checkLedger(trx: Trx, as: 'auditor' | 'system'): Promise<LedgerCheck> {
  const { rows } =
    await sql<LedgerCheck>`select ${CHECK} from ${sql.raw(as === 'auditor' ? 'audit_ledger' : 'ledger_check')}()`.execute(
      trx,
    )
  if (!rows[0]) throw new Error('The ledger was not checked.')
  return rows[0]
}
