import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { stepOfProvider, stepOfRecipient } from './agreementActs.ts'
import { findAgreement, listAgreements } from './agreementStore.ts'
import { findDispute, listDisputes } from './disputeStore.ts'
import { answerDispute, raiseDispute, takeDisputeBack } from './disputes.ts'
import {
  AgreementDetail,
  AgreementList,
  AgreementQuery,
  DisputeAnswer,
  DisputeDetail,
  DisputeList,
  DisputeQuery,
  NewDispute,
  ProviderStep,
  RecipientStep,
} from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['sharing']
const read = { permission: 'sharing.read', audit: 'none' } as const
const request = (audit: string) => ({ permission: 'sharing.request', audit }) as const
const decide = (audit: string) => ({ permission: 'sharing.decide', audit }) as const
const agreementAnswer = { 200: AgreementDetail }
const disputeAnswer = { 200: DisputeDetail }

/** Agreements under which data are used (共享协议), and disputes of their values (数据疑义). */
export const agreementRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())
  const agreement = async (trx: Trx, id: string, reply: FastifyReply) => {
    const found = await findAgreement(trx, id, today())
    reply.header('etag', etagOf(found.revision))
    return found
  }
  const dispute = async (trx: Trx, id: string, reply: FastifyReply) => {
    const found = await findDispute(trx, id, today())
    reply.header('etag', etagOf(found.revision))
    return found
  }

  app.get(
    '/share-agreements',
    {
      config: read,
      schema: {
        tags,
        summary: 'Agreements under which data are used, the newest first',
        querystring: AgreementQuery,
        response: { 200: AgreementList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listAgreements(trx, query, today())),
  )

  app.get(
    '/share-agreements/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'An agreement: its terms and all that was done',
        params: Params,
        response: agreementAnswer,
      },
    },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => agreement(trx, params.id, reply)),
  )

  app.post(
    '/share-agreements/:id/provider-steps',
    {
      config: decide('exchange.change_share_agreement'),
      schema: {
        tags,
        summary: 'Provide the data, suspend, resume or withdraw, as the provider (needs If-Match)',
        params: Params,
        body: ProviderStep,
        response: agreementAnswer,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await stepOfProvider(trx, params.id, body, headers['if-match'], today())
        return agreement(trx, params.id, reply)
      }),
  )

  app.post(
    '/share-agreements/:id/recipient-steps',
    {
      config: request('exchange.change_share_agreement'),
      schema: {
        tags,
        summary: 'Give the use up, or confirm that the data are deleted, as the recipient (needs If-Match)',
        params: Params,
        body: RecipientStep,
        response: agreementAnswer,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await stepOfRecipient(trx, params.id, body, headers['if-match'], today())
        return agreement(trx, params.id, reply)
      }),
  )

  app.get(
    '/share-disputes',
    {
      config: read,
      schema: {
        tags,
        summary: 'Disputes of shared values, the newest first',
        querystring: DisputeQuery,
        response: { 200: DisputeList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listDisputes(trx, query, today())),
  )

  app.post(
    '/share-disputes',
    {
      config: request('exchange.raise_share_dispute'),
      schema: {
        tags,
        summary: 'Say that a value of data that you use is wrong',
        headers: Once,
        body: NewDispute,
        response: { 201: DisputeDetail },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const raised = await app.database.asActor(actor, async (trx) =>
        dispute(trx, await raiseDispute(trx, actor, body, today(), headers['idempotency-key']), reply),
      )
      return reply.code(201).send(raised)
    },
  )

  app.get(
    '/share-disputes/:id',
    { config: read, schema: { tags, summary: 'A dispute of a shared value', params: Params, response: disputeAnswer } },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => dispute(trx, params.id, reply)),
  )

  app.post(
    '/share-disputes/:id/answers',
    {
      config: decide('exchange.answer_share_dispute'),
      schema: {
        tags,
        summary: 'Answer a dispute as the provider: corrected, or not wrong (needs If-Match)',
        params: Params,
        body: DisputeAnswer,
        response: disputeAnswer,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await answerDispute(trx, params.id, body, headers['if-match'], today())
        return dispute(trx, params.id, reply)
      }),
  )

  app.post(
    '/share-disputes/:id/take-back',
    {
      config: request('exchange.take_back_share_dispute'),
      schema: {
        tags,
        summary: 'Take a dispute back (needs If-Match)',
        params: Params,
        response: disputeAnswer,
      },
    },
    ({ actor, params, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await takeDisputeBack(trx, params.id, headers['if-match'], today())
        return dispute(trx, params.id, reply)
      }),
  )
}
