import { randomUUID } from 'node:crypto'
import { postTransfer } from '../../../src/settlement/ledger/post.ts'
import { anAccount } from '../../../src/settlement/stage.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'

/** Two accounts of the owner's, outside of any jurisdiction, and a payment from one to the other. */
async function aTransfer({ handle, owner }: Stage): Promise<{ from: number; to: number; id: number }> {
  return handle.asSystem(async (trx) => {
    const from = await anAccount(trx, owner, { jurisdictionCode: null })
    const to = await anAccount(trx, owner, { jurisdictionCode: null })
    const { id } = await postTransfer(trx, { key: randomUUID(), from, to, amountFen: 100, kind: 'payment' })
    return { from, to, id }
  })
}

const on =
  (url: (made: { from: number; to: number; id: number }) => string): Example =>
  async (stage) => ({ method: 'GET', url: `/api/v1/ledger/${url(await aTransfer(stage))}` })

/** The owner's organization is somewhere: an account is of a jurisdiction. */
async function ownerHasPlace({ handle, owner }: Stage): Promise<void> {
  const { PEOPLE } = await import('../people.ts')
  await handle.asSystem((trx) =>
    trx
      .updateTable('organization')
      .set({ jurisdiction_code: '450500' })
      .where('id', '=', PEOPLE[owner].organizationId)
      .where('jurisdiction_code', 'is', null)
      .execute(),
  )
}

const key = () => ({ 'idempotency-key': randomUUID() })

export const settlementLedgerExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/ledger/accounts': on(() => 'accounts'),
  'POST /api/v1/ledger/accounts': async (stage) => {
    await ownerHasPlace(stage)
    return { method: 'POST', url: '/api/v1/ledger/accounts', payload: { book: 'compensation' } }
  },
  'POST /api/v1/ledger/accounts/:id/keeper': async (stage) => {
    await ownerHasPlace(stage)
    const { handle, owner } = stage
    const { PEOPLE } = await import('../people.ts')
    const { organizationId } = PEOPLE[owner]
    const id = await handle.asSystem(async (trx) => {
      const { jurisdiction_code: jurisdictionCode } = await trx
        .selectFrom('organization')
        .select('jurisdiction_code')
        .where('id', '=', organizationId)
        .executeTakeFirstOrThrow()
      return anAccount(trx, owner, { jurisdictionCode })
    })
    return { method: 'POST', url: `/api/v1/ledger/accounts/${id}/keeper`, payload: { organizationId } }
  },
  'GET /api/v1/ledger/accounts/:id': on(({ from }) => `accounts/${from}`),
  'GET /api/v1/ledger/accounts/:id/postings': on(({ from }) => `accounts/${from}/postings`),
  'GET /api/v1/ledger/transfers': on(() => 'transfers'),
  'GET /api/v1/ledger/transfers.csv': on(() => 'transfers.csv'),
  'GET /api/v1/ledger/transfers.xlsx': on(() => 'transfers.xlsx'),
  'GET /api/v1/ledger/transfers/:id': on(({ id }) => `transfers/${id}`),
  'POST /api/v1/ledger/transfers': async (stage) => {
    const { from, to } = await aTransfer(stage)
    const payload = { from, to, amountFen: 7, kind: 'payment', reference: '凭证' }
    return { method: 'POST', url: '/api/v1/ledger/transfers', payload, headers: key() }
  },
  'POST /api/v1/ledger/transfers/:id/reverse': async (stage) => {
    const { id } = await aTransfer(stage)
    return {
      method: 'POST',
      url: `/api/v1/ledger/transfers/${id}/reverse`,
      payload: { memo: '重复登记' },
      headers: key(),
    }
  },
  'GET /api/v1/ledger/accounts.xlsx': on(() => 'accounts.xlsx'),
  'GET /api/v1/ledger/accounts/:id/postings.xlsx': on(({ from }) => `accounts/${from}/postings.xlsx`),
  'GET /api/v1/ledger/balances.xlsx': on(() => 'balances.xlsx'),
  'GET /api/v1/ledger/balances': on(() => 'balances'),
  'GET /api/v1/ledger/check': on(() => 'check'),
}
