import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Once } from '../../../platform/http/index.ts'
import { objectToTold, signToldStatement, withdrawToldObjection } from './acts.ts'
import { KnownSums } from './proof.ts'
import {
  NewToldObjection,
  ToldObjectionAnswer,
  ToldObjectionParams,
  ToldStatementDetail,
  ToldStatementList,
  ToldStatementParams,
  ToldStatementQuery,
  ToldStatementSigning,
} from './schemas.ts'
import { findToldStatement, listToldStatements } from './store.ts'

const tags = ['nodes']
const reading = { permission: 'statement.read', audit: 'none' } as const
const signing = (action: 'sign_told_statement' | 'object_to_told_statement' | 'withdraw_told_objection') =>
  ({ permission: 'statement.sign', audit: `exchange.${action}` }) as const

/** Statements that other nodes told: what a party here reads, signs and objects to. */
export const toldStatementRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const known = new KnownSums()

  app.get(
    '/nodes/statements',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Statements of other nodes, the newest first, each as it was worked out here',
        querystring: ToldStatementQuery,
        response: { 200: ToldStatementList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listToldStatements(trx, actor, query, known)),
  )

  app.get(
    '/nodes/statements/:owner/:id',
    {
      config: reading,
      schema: {
        tags,
        summary: 'A statement of another node: lines, derivations and months, computed anew here; what was done here',
        params: ToldStatementParams,
        response: { 200: ToldStatementDetail },
      },
    },
    ({ actor, params: { owner, id } }) =>
      app.database.asActor(actor, (trx) => findToldStatement(trx, actor, owner, id)),
  )

  app.post(
    '/nodes/statements/:owner/:id/sign',
    {
      config: signing('sign_told_statement'),
      schema: {
        tags,
        summary: 'Sign a statement of another node for your party; it goes to its owner by itself',
        params: ToldStatementParams,
        body: ToldStatementSigning,
        response: { 200: ToldStatementDetail },
      },
    },
    ({ actor, params: { owner, id }, body }) =>
      app.database.asActor(actor, async (trx) => {
        await signToldStatement(trx, actor, owner, id, body.sha256)
        return findToldStatement(trx, actor, owner, id)
      }),
  )

  app.post(
    '/nodes/statements/:owner/:id/objections',
    {
      config: signing('object_to_told_statement'),
      schema: {
        tags,
        summary: 'Object to a line of a statement of another node, with evidence in words',
        params: ToldStatementParams,
        headers: Once,
        body: NewToldObjection,
        response: { 201: ToldStatementDetail },
      },
    },
    async ({ actor, params: { owner, id }, body, headers }, reply) => {
      const told = await app.database.asActor(actor, async (trx) => {
        await objectToTold(trx, actor, owner, id, body, headers['idempotency-key'])
        return findToldStatement(trx, actor, owner, id)
      })
      return reply.code(201).send(told)
    },
  )

  app.post(
    '/nodes/statements/:owner/:id/objections/:objectionId/answer',
    {
      config: signing('withdraw_told_objection'),
      schema: {
        tags,
        summary: 'Withdraw your objection',
        params: ToldObjectionParams,
        body: ToldObjectionAnswer,
        response: { 200: ToldStatementDetail },
      },
    },
    ({ actor, params: { owner, id, objectionId }, body }) =>
      app.database.asActor(actor, async (trx) => {
        await withdrawToldObjection(trx, actor, owner, id, objectionId, body.answer)
        return findToldStatement(trx, actor, owner, id)
      }),
  )
}
