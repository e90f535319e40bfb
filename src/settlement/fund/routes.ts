import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { closed, Once, Uuid } from '../../platform/http/index.ts'
import {
  allocate,
  contributionsOf,
  disburse,
  giveUp,
  openFund,
  payContribution,
  setRound,
  setRoundAnew,
} from './acts.ts'
import {
  Disbursement,
  FundDetail,
  FundList,
  GivingUp,
  NewAllocation,
  NewFund,
  NewRound,
  RoundAnew,
  RoundPreview,
} from './schemas.ts'
import { findFund, listFunds } from './store.ts'

const Params = Type.Object({ id: Uuid }, closed)
const YearParams = Type.Object({ id: Uuid, year: Type.Integer({ minimum: 2000, maximum: 2199 }) }, closed)
const AllocationParams = Type.Object({ id: Uuid, allocationId: Uuid }, closed)
const MilestoneParams = Type.Object(
  { id: Uuid, allocationId: Uuid, number: Type.Integer({ minimum: 1, maximum: 1000 }) },
  closed,
)
const tags = ['fund']
const read = { permission: 'ledger.read', audit: 'none' } as const
const manage = (audit: string) => ({ permission: 'fund.manage', audit }) as const
const detail = { 200: FundDetail }
const made = { 201: FundDetail }

/** The development fund (一体化发展基金): contributions by formula, allocations to projects, payment by milestone. */
export const fundRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/fund',
    { config: read, schema: { tags, summary: 'Funds that you manage or belong to', response: { 200: FundList } } },
    ({ actor }) => app.database.asActor(actor, listFunds),
  )

  app.post(
    '/fund',
    {
      config: manage('settlement.open_fund'),
      schema: { tags, summary: 'Set a fund up with its members', headers: Once, body: NewFund, response: made },
    },
    async ({ actor, body, headers }, reply) => {
      const fund = await app.database.asActor(actor, async (trx) =>
        findFund(trx, await openFund(trx, actor, body, headers['idempotency-key'])),
      )
      return reply.code(201).send(fund)
    },
  )

  app.get(
    '/fund/:id',
    {
      config: read,
      schema: { tags, summary: 'A fund: members, contributions, allocations', params: Params, response: detail },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => findFund(trx, params.id)),
  )

  app.post(
    '/fund/:id/rounds/preview',
    {
      config: { permission: 'fund.manage', audit: 'none' },
      schema: {
        tags,
        summary: 'What each member would contribute; nothing is kept',
        params: Params,
        body: NewRound,
        response: { 200: RoundPreview },
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await sql`select actor_must('fund.manage')`.execute(trx)
        const contributions = contributionsOf(await findFund(trx, params.id), body)
        return {
          dues: contributions.map(({ key, amountFen, shares }) => ({ name: key, amountFen, shares: { ...shares } })),
        }
      }),
  )

  app.post(
    '/fund/:id/rounds',
    {
      config: manage('settlement.set_fund_round'),
      schema: { tags, summary: 'Set the contributions of a year', params: Params, body: NewRound, response: made },
    },
    async ({ actor, params, body }, reply) => {
      const fund = await app.database.asActor(actor, async (trx) => {
        await setRound(trx, actor, params.id, body)
        return findFund(trx, params.id)
      })
      return reply.code(201).send(fund)
    },
  )

  app.post(
    '/fund/:id/rounds/:year/anew',
    {
      config: manage('settlement.reset_fund_round'),
      schema: {
        tags,
        summary: 'Set the contributions of a year anew, with a reason; what was paid stays',
        params: YearParams,
        body: RoundAnew,
        response: detail,
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await setRoundAnew(trx, actor, params.id, params.year, body)
        return findFund(trx, params.id)
      }),
  )

  app.post(
    '/fund/:id/rounds/:year/pay',
    {
      config: { permission: 'ledger.post', audit: 'settlement.pay_contribution' },
      schema: { tags, summary: 'Pay the contribution of your member in', params: YearParams, response: detail },
    },
    ({ actor, params }) =>
      app.database.asActor(actor, async (trx) => {
        await payContribution(trx, params.id, params.year)
        return findFund(trx, params.id)
      }),
  )

  app.post(
    '/fund/:id/allocations',
    {
      config: manage('settlement.allocate_fund'),
      schema: {
        tags,
        summary: 'Set money apart for a project of the pool, by milestones',
        params: Params,
        headers: Once,
        body: NewAllocation,
        response: made,
      },
    },
    async ({ actor, params, body, headers }, reply) => {
      const fund = await app.database.asActor(actor, async (trx) => {
        await allocate(trx, actor, params.id, body, headers['idempotency-key'])
        return findFund(trx, params.id)
      })
      return reply.code(201).send(fund)
    },
  )

  app.post(
    '/fund/:id/allocations/:allocationId/give-up',
    {
      config: manage('settlement.give_up_allocation'),
      schema: {
        tags,
        summary: 'Give a project up: what was not paid out goes back to the fund',
        params: AllocationParams,
        body: GivingUp,
        response: detail,
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await giveUp(trx, params.id, params.allocationId, body.reason)
        return findFund(trx, params.id)
      }),
  )

  app.post(
    '/fund/:id/allocations/:allocationId/milestones/:number/pay',
    {
      config: manage('settlement.disburse_fund'),
      schema: {
        tags,
        summary: 'Pay a milestone that was reached',
        params: MilestoneParams,
        body: Disbursement,
        response: detail,
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await disburse(trx, params.id, params.allocationId, params.number, body.evidence)
        return findFund(trx, params.id)
      }),
  )
}
