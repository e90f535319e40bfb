import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { attachment, CSV_TYPE, closed, csvOf, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { handAccountOver, openAccountOfOwn, reverseByHand, transferByHand } from './acts.ts'
import {
  ACCOUNT_COLUMNS,
  balanceTable,
  everyAccount,
  everyPosting,
  everyTransfer,
  POSTING_COLUMNS,
  TRANSFER_COLUMNS,
} from './exports.ts'
import { checkLedger } from './post.ts'
import {
  Account,
  AccountFilter,
  AccountList,
  AccountQuery,
  BalanceQuery,
  Balances,
  Check,
  Id,
  Keeper,
  Key,
  NewAccount,
  NewTransfer,
  PostingFilter,
  PostingList,
  PostingQuery,
  Reversal,
  Transfer,
  TransferFilter,
  TransferList,
  TransferQuery,
} from './schemas.ts'
import { balancesOf, findAccount, findTransfer, listAccounts, listPostings, listTransfers } from './store.ts'

const Params = Type.Object({ id: Id }, closed)
const tags = ['ledger']
const read = { permission: 'ledger.read', audit: 'none' } as const
const post = (audit: string) => ({ permission: 'ledger.post', audit }) as const
const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })

const mustRead = (database: DatabaseHandle, actor: Actor) =>
  database.asActor(actor, (trx) => sql`select actor_must('ledger.read')`.execute(trx))
const workbook = (reply: FastifyReply, name: string) =>
  reply.type(XLSX_TYPE).header('content-disposition', attachment(`${name}.xlsx`))

/** The ledger (账簿): accounts, transfers, postings, balances. */
export const ledgerRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())

  app.get(
    '/ledger/accounts',
    {
      config: read,
      schema: {
        tags,
        summary: 'Accounts with their balances',
        querystring: AccountQuery,
        response: { 200: AccountList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listAccounts(trx, query)),
  )

  app.post(
    '/ledger/accounts',
    {
      config: post('settlement.open_account'),
      schema: {
        tags,
        summary: 'Open the account of your jurisdiction in a book; one that is open is answered as it is',
        body: NewAccount,
        response: { 201: Account },
      },
    },
    async ({ actor, body }, reply) => {
      const account = await app.database.asActor(actor, async (trx) =>
        findAccount(trx, await openAccountOfOwn(trx, body.book)),
      )
      return reply.code(201).send(account)
    },
  )

  app.post(
    '/ledger/accounts/:id/keeper',
    {
      config: post('settlement.hand_over_account'),
      schema: {
        tags,
        summary: 'Let another unit of its jurisdiction keep an account: by its keeper, or the office that coordinates',
        params: Params,
        body: Keeper,
        response: { 200: Account },
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await handAccountOver(trx, params.id, body.organizationId)
        return findAccount(trx, params.id)
      }),
  )

  app.get(
    '/ledger/accounts/:id',
    {
      config: read,
      schema: { tags, summary: 'An account with its balance', params: Params, response: { 200: Account } },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => findAccount(trx, params.id)),
  )

  app.get(
    '/ledger/accounts/:id/postings',
    {
      config: read,
      schema: {
        tags,
        summary: 'Postings of an account with the balance after each, the newest first',
        params: Params,
        querystring: PostingQuery,
        response: { 200: PostingList },
      },
    },
    ({ actor, params, query }) => app.database.asActor(actor, (trx) => listPostings(trx, params.id, query)),
  )

  app.get(
    '/ledger/transfers',
    {
      config: read,
      schema: {
        tags,
        summary: 'Transfers, the newest first',
        querystring: TransferQuery,
        response: { 200: TransferList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listTransfers(trx, query)),
  )

  for (const [ending, type] of [
    ['csv', CSV_TYPE],
    ['xlsx', XLSX_TYPE],
  ] as const)
    app.get(
      `/ledger/transfers.${ending}`,
      {
        config: read,
        schema: {
          tags,
          summary: `Transfers as ${ending.toUpperCase()}`,
          querystring: TransferFilter,
          response: file(type.replace(/;.*/, '')),
        },
      },
      async ({ actor, query }, reply) => {
        await mustRead(app.database, actor)
        reply.type(type).header('content-disposition', attachment(`分录-${today()}.${ending}`))
        const rows = everyTransfer(app.database, actor, query)
        return reply.send(
          ending === 'csv' ? Readable.from(csvOf(TRANSFER_COLUMNS, rows)) : xlsxOf('分录', TRANSFER_COLUMNS, rows),
        )
      },
    )

  app.get(
    '/ledger/accounts.xlsx',
    {
      config: read,
      schema: { tags, summary: 'Accounts as a workbook', querystring: AccountFilter, response: file(XLSX_TYPE) },
    },
    async ({ actor, query }, reply) => {
      await mustRead(app.database, actor)
      workbook(reply, `账户-${today()}`)
      return reply.send(xlsxOf('账户', ACCOUNT_COLUMNS, everyAccount(app.database, actor, query)))
    },
  )

  app.get(
    '/ledger/accounts/:id/postings.xlsx',
    {
      config: read,
      schema: {
        tags,
        summary: 'Postings of an account as a workbook',
        params: Params,
        querystring: PostingFilter,
        response: file(XLSX_TYPE),
      },
    },
    async ({ actor, params, query }, reply) => {
      const { name } = await app.database.asActor(actor, (trx) => findAccount(trx, params.id))
      workbook(reply, `${name}明细账-${today()}`)
      return reply.send(xlsxOf('明细账', POSTING_COLUMNS, everyPosting(app.database, actor, params.id, query)))
    },
  )

  app.get(
    '/ledger/balances.xlsx',
    {
      config: read,
      schema: {
        tags,
        summary: 'Balances between the accounts of a book as a workbook',
        querystring: BalanceQuery,
        response: file(XLSX_TYPE),
      },
    },
    async ({ actor, query }, reply) => {
      await mustRead(app.database, actor)
      const balances = await app.database.asActor(actor, (trx) => balancesOf(trx, query.book ?? 'compensation'))
      const { columns, rows } = balanceTable(balances)
      workbook(reply, `往来余额-${today()}`)
      return reply.send(xlsxOf('往来余额', columns, rows))
    },
  )

  app.post(
    '/ledger/transfers',
    {
      config: post('settlement.transfer'),
      schema: {
        tags,
        summary: 'Take an amount from an account that your organization keeps (needs Idempotency-Key)',
        headers: Key,
        body: NewTransfer,
        response: { 201: Transfer },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const transfer = await app.database.asActor(actor, async (trx) =>
        findTransfer(trx, await transferByHand(trx, actor, body, headers['idempotency-key'])),
      )
      return reply.code(201).send(transfer)
    },
  )

  app.get(
    '/ledger/transfers/:id',
    { config: read, schema: { tags, summary: 'A transfer', params: Params, response: { 200: Transfer } } },
    ({ actor, params }) => app.database.asActor(actor, (trx) => findTransfer(trx, params.id)),
  )

  app.post(
    '/ledger/transfers/:id/reverse',
    {
      config: post('settlement.reverse'),
      schema: {
        tags,
        summary: 'Take a transfer back by one the other way; who received it does so (needs Idempotency-Key)',
        params: Params,
        headers: Key,
        body: Reversal,
        response: { 201: Transfer },
      },
    },
    async ({ actor, params, body, headers }, reply) => {
      const transfer = await app.database.asActor(actor, async (trx) =>
        findTransfer(trx, await reverseByHand(trx, actor, params.id, body.memo, headers['idempotency-key'])),
      )
      return reply.code(201).send(transfer)
    },
  )

  app.get(
    '/ledger/balances',
    {
      config: read,
      schema: {
        tags,
        summary: 'Balances between the accounts of a book, as a matrix',
        querystring: BalanceQuery,
        response: { 200: Balances },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => balancesOf(trx, query.book ?? 'compensation')),
  )

  app.get(
    '/ledger/check',
    {
      config: { permission: 'audit.read', audit: 'none' },
      schema: {
        tags,
        summary: 'The whole ledger worked out anew from its postings: sums, numbers, balances',
        response: { 200: Check },
      },
    },
    async ({ actor }) => {
      const check = await app.database.asActor(actor, (trx) => checkLedger(trx, 'auditor'))
      const { balanceFen, wrongAccounts, wrongTransfers, wrongPairs } = check
      return { ...check, intact: [balanceFen, wrongAccounts, wrongTransfers, wrongPairs].every((wrong) => wrong === 0) }
    },
  )
}
