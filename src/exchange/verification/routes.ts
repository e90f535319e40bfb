import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { ask, checkReceipt } from './ask.ts'
import { changeQuestion, offerQuestion, withdrawQuestion } from './offer.ts'
import {
  NewQuestion,
  NewVerification,
  Question,
  QuestionEdit,
  QuestionList,
  QuestionWithdrawal,
  ReceiptCheck,
  ReceiptChecked,
  VerificationDetail,
  VerificationList,
  VerificationQuery,
} from './schemas.ts'
import { findQuestion, findVerification, listQuestions, listVerifications } from './store.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['verification']
const read = { permission: 'verification.ask', audit: 'none' } as const
const offer = (audit: string) => ({ permission: 'verification.offer', audit: `exchange.${audit}` }) as const

/** Verification without disclosure (核对): questions that providers offer, asked of persons who agreed, answered with receipts. */
export const verificationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const question = async (trx: Trx, id: string, reply: FastifyReply) => {
    const found = await findQuestion(trx, id)
    reply.header('etag', etagOf(found.version))
    return found
  }

  app.get(
    '/verifications/questions',
    { config: read, schema: { tags, summary: 'Questions that can be asked', response: { 200: QuestionList } } },
    ({ actor }) => app.database.asActor(actor, listQuestions),
  )

  app.post(
    '/verifications/questions',
    {
      config: offer('offer_question'),
      schema: {
        tags,
        summary: 'Offer a question on data that your organization holds',
        headers: Once,
        body: NewQuestion,
        response: { 201: Question },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const offered = await app.database.asActor(actor, async (trx) =>
        question(trx, await offerQuestion(trx, actor, body, headers['idempotency-key']), reply),
      )
      return reply.code(201).send(offered)
    },
  )

  app.get(
    '/verifications/questions/:id',
    { config: read, schema: { tags, summary: 'A question', params: Params, response: { 200: Question } } },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => question(trx, params.id, reply)),
  )

  app.patch(
    '/verifications/questions/:id',
    {
      config: offer('change_question'),
      schema: {
        tags,
        summary: 'Word a question anew: a further version (needs If-Match)',
        params: Params,
        body: QuestionEdit,
        response: { 200: Question },
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await changeQuestion(trx, actor, params.id, body.content, headers['if-match'])
        return question(trx, params.id, reply)
      }),
  )

  app.post(
    '/verifications/questions/:id/withdraw',
    {
      config: offer('withdraw_question'),
      schema: {
        tags,
        summary: 'Offer a question no more, with the reason',
        params: Params,
        body: QuestionWithdrawal,
        response: { 200: Question },
      },
    },
    ({ actor, params, body }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await withdrawQuestion(trx, params.id, body.reason)
        return question(trx, params.id, reply)
      }),
  )

  app.get(
    '/verifications',
    {
      config: read,
      schema: {
        tags,
        summary: 'What your organization asked, or what it was asked',
        querystring: VerificationQuery,
        response: { 200: VerificationList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listVerifications(trx, query)),
  )

  app.post(
    '/verifications',
    {
      config: { permission: 'verification.ask', audit: 'exchange.ask_verification' },
      schema: {
        tags,
        summary: 'Ask a question of persons who have agreed; the answer is yes, no or unknown, with a signed receipt',
        headers: Once,
        body: NewVerification,
        response: { 201: VerificationDetail },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const answered = await app.database.asActor(actor, async (trx) =>
        findVerification(trx, await ask(trx, actor, app.identity, body, headers['idempotency-key'])),
      )
      return reply.code(201).send(answered)
    },
  )

  app.get(
    '/verifications/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'What was asked and answered, with its receipt',
        params: Params,
        response: { 200: VerificationDetail },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => findVerification(trx, params.id)),
  )

  app.post(
    '/verifications/check',
    {
      config: { permission: 'session.use', audit: 'none' },
      schema: { tags, summary: 'Whether a receipt holds', body: ReceiptCheck, response: { 200: ReceiptChecked } },
    },
    ({ actor, body }) => app.database.asActor(actor, (trx) => checkReceipt(trx, app.identity, body)),
  )
}
