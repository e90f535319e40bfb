import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed, Once, Text } from '../../platform/http/index.ts'
import { admitNode, Invitation, JoinRequest, readJoinRequest, revokeNode } from './joining.ts'
import { NODE_CODE } from './rules/event.ts'

const tags = ['nodes']
const manage = (audit: string) => ({ permission: 'node.manage', audit }) as const
const Params = Type.Object({ code: Type.String({ pattern: NODE_CODE.source }) }, closed)
const Revocation = Type.Object({ reason: Text(500) }, closed)

/** Letting members in and cutting them off, at the region. */
export const nodeMemberRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/nodes',
    {
      config: manage('exchange.admit_node'),
      schema: {
        tags,
        summary: 'Let a member in, by the request that it made; the answer is its invitation, and holds its password',
        headers: Once,
        body: JoinRequest,
        response: { 201: Invitation },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const request = readJoinRequest(body)
      const invitation = await app.database.asActor(actor, (trx) =>
        admitNode(trx, app.identity, app.nodeSettings, request, headers['idempotency-key']),
      )
      return reply.code(201).header('cache-control', 'no-store').send(invitation)
    },
  )

  app.post(
    '/nodes/:code/revoke',
    {
      config: manage('exchange.revoke_node'),
      schema: {
        tags,
        summary: 'Cut a member off at once',
        params: Params,
        body: Revocation,
        response: { 204: Type.Null() },
      },
    },
    async ({ actor, params, body }, reply) => {
      await app.database.asActor(actor, (trx) => revokeNode(trx, params.code, body.reason))
      return reply.code(204).send(null)
    },
  )
}
