import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed } from '../../platform/http/index.ts'
import {
  Attestation,
  AttestationList,
  AttestationQuery,
  AttestationRule,
  NewAttestation,
  NewAttestationRule,
  ThirdReading,
} from './schemas.ts'
import { addAttestation, addAttestationRule, arbitrate, findAttestation, listAttestations } from './store.ts'

const tags = ['monitoring']
const Params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 }) }, closed)

/** Joint monitoring (联合监测): one sample of a border section, two laboratories, and what stands. */
export const attestationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/attestations',
    {
      config: { permission: 'assessment.read', audit: 'none' },
      schema: {
        tags,
        summary: 'What was attested at a section, the newest first',
        querystring: AttestationQuery,
        response: { 200: AttestationList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, async (trx) => ({ items: await listAttestations(trx, query) })),
  )
  app.post(
    '/attestations/rules',
    {
      config: { permission: 'station.manage', audit: 'monitoring.set_attestation_rule' },
      schema: {
        tags,
        summary: 'Say what stands from a day on where two laboratories disagree',
        body: NewAttestationRule,
        response: { 201: AttestationRule },
      },
    },
    async ({ actor, body }, reply) => {
      const id = await app.database.asActor(actor, (trx) => addAttestationRule(trx, actor, body))
      return reply.code(201).send({ id })
    },
  )
  app.post(
    '/attestations',
    {
      config: { permission: 'observation.write', audit: 'monitoring.attest' },
      schema: {
        tags,
        summary: 'Attest a sample that both laboratories measured',
        body: NewAttestation,
        response: { 201: Attestation },
      },
    },
    async ({ actor, body }, reply) => {
      const found = await app.database.asActor(actor, async (trx) =>
        findAttestation(trx, await addAttestation(trx, actor, body)),
      )
      return reply.code(201).send(found)
    },
  )
  app.post(
    '/attestations/:id/third',
    {
      config: { permission: 'observation.write', audit: 'monitoring.arbitrate' },
      schema: {
        tags,
        summary: 'Add what a third laboratory measured, where the rule asks for it',
        params: Params,
        body: ThirdReading,
        response: { 201: Attestation },
      },
    },
    async ({ actor, params, body }, reply) => {
      const found = await app.database.asActor(actor, async (trx) =>
        findAttestation(trx, await arbitrate(trx, actor, params.id, body.third)),
      )
      return reply.code(201).send(found)
    },
  )
}
