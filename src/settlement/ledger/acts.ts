import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { idOfKey } from '../../platform/http/index.ts'
import { giveTransfer, handOver, openOwnAccount } from './post.ts'
import { ledgerRefusals as refusals } from './refusals.ts'
import type { NewTransfer, Transfer } from './schemas.ts'
import { findAccount, findTransfer } from './store.ts'

/** Opens the account of the actor's jurisdiction in a book, or finds it. */
export async function openAccountOfOwn(trx: Trx, book: 'compensation' | 'sharing'): Promise<number> {
  const id = await openOwnAccount(trx, book)
  const { key, name } = await findAccount(trx, id)
  await appendAudit(trx, {
    action: 'settlement.open_account',
    subjectKind: 'ledger_account',
    subjectId: String(id),
    after: { book, key, name },
  })
  return id
}

/**
 * Hands an account over to another unit of its jurisdiction that stands: by its keeper, or by the office that coordinates
 * the place.
 * @throws Refusal account_not_found, account_not_keeper, account_unit_elsewhere, transfer_book_of_fund
 */
export async function handAccountOver(trx: Trx, id: number, organizationId: string): Promise<void> {
  const { keeper } = await findAccount(trx, id)
  await handOver(trx, id, organizationId)
  await appendAudit(trx, {
    action: 'settlement.hand_over_account',
    subjectKind: 'ledger_account',
    subjectId: String(id),
    before: { keeper: keeper.id },
    after: { keeper: organizationId },
  })
}

/** Takes an amount from an account that the actor's organization keeps. The same key again moves nothing more. */
export async function transferByHand(trx: Trx, actor: Actor, asked: NewTransfer, key: string): Promise<number> {
  const move = { ...asked, key: idOfKey(key, actor) }
  const { id, outcome } = await giveTransfer(trx, move)
  if (outcome === 'posted') await sign(trx, 'settlement.transfer', id, { ...asked })
  return id
}

/** What statements and funds have posted is corrected by them, not by hand. */
const BY_HAND: ReadonlySet<Transfer['kind']> = new Set(['payment', 'return', 'adjustment'])

/** Takes a transfer back, by one the other way that names it. */
export async function reverseByHand(trx: Trx, actor: Actor, id: number, memo: string, key: string): Promise<number> {
  const transfer = await findTransfer(trx, id)
  if (!BY_HAND.has(transfer.kind))
    throw refusals.notReversible(
      id,
      transfer.kind === 'reversal' ? 'it is a reversal itself' : 'a difference statement or the fund corrects it',
    )
  const reversal = await giveTransfer(trx, {
    key: idOfKey(key, actor),
    from: transfer.to.id,
    to: transfer.from.id,
    amountFen: transfer.amountFen,
    kind: 'reversal',
    reference: `transfer:${id}`,
    memo,
    reverses: id,
  })
  if (reversal.outcome === 'posted') await sign(trx, 'settlement.reverse', reversal.id, { reverses: id, memo })
  return reversal.id
}

async function sign(trx: Trx, action: string, id: number, after: object): Promise<void> {
  await announce(trx, 'settlement.transferred', { transferId: id })
  await appendAudit(trx, { action, subjectKind: 'settlement.transfer', subjectId: String(id), after })
}
