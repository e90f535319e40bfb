import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../platform/database/index.ts'
import { closed, etagOf, Uuid } from '../platform/http/index.ts'
import { todayInChina } from '../platform/time.ts'
import {
  addOrganizationName,
  addOrganizationRelation,
  confirmOrganization,
  createOrganization,
  editOrganization,
  mergeOrganization,
} from './organizationChanges.ts'
import { findOrganization, listOrganizations } from './organizationStore.ts'
import { refOf } from './paperUnits.ts'
import { resolveOrganizations } from './resolve.ts'
import type { Resolution } from './rules/resolution.ts'
import {
  NewName,
  NewOrganization,
  NewRelation,
  OrganizationDetail,
  OrganizationEdit,
  OrganizationList,
  OrganizationQuery,
  Resolved,
  ResolveRequest,
} from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)

/** Organizations (单位): search, one with its history, and what the keeper of the gazetteer does to them. */
export const organizationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'gazetteer.read', audit: 'none' } as const
  const manage = (audit: string) => ({ permission: 'gazetteer.manage', audit }) as const
  const tags = ['gazetteer']

  const answer = async (trx: Trx, id: string, reply: FastifyReply) => {
    const organization = await findOrganization(trx, id, todayInChina())
    reply.header('etag', etagOf(organization.version))
    return organization
  }

  app.get(
    '/organizations',
    {
      config: read,
      schema: {
        tags,
        summary: 'Organizations, by any name they bear or bore',
        querystring: OrganizationQuery,
        response: { 200: OrganizationList },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => listOrganizations(trx, request.query, todayInChina())),
  )

  app.post(
    '/organizations/resolve',
    {
      config: read,
      schema: {
        tags,
        summary: 'Which units the printed names of a paper mean, and who holds their duties today',
        body: ResolveRequest,
        response: { 200: Type.Object({ items: Type.Array(Resolved) }) },
      },
    },
    async (request) => {
      const { names, date = null, jurisdiction = null, today = todayInChina() } = request.body
      const items = await app.database.asActor(request.actor, (trx) =>
        resolveOrganizations(trx, names, { date, jurisdiction, today }),
      )
      return { items: items.map(resolvedOf) }
    },
  )

  app.get(
    '/organizations/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'One organization: its names, whom it came from, who came after it',
        params: Params,
        response: { 200: OrganizationDetail },
      },
    },
    (request, reply) => app.database.asActor(request.actor, (trx) => answer(trx, request.params.id, reply)),
  )

  app.post(
    '/organizations',
    {
      config: manage('gazetteer.add'),
      schema: { tags, summary: 'Add an organization', body: NewOrganization, response: { 201: OrganizationDetail } },
    },
    async (request, reply) => {
      const organization = await app.database.asActor(request.actor, async (trx) =>
        answer(trx, await createOrganization(trx, request.body), reply),
      )
      return reply.code(201).send(organization)
    },
  )

  app.patch(
    '/organizations/:id',
    {
      config: manage('gazetteer.edit'),
      schema: {
        tags,
        summary: 'Correct what is known of an organization (needs If-Match)',
        params: Params,
        body: OrganizationEdit,
        response: { 200: OrganizationDetail },
      },
    },
    (request, reply) =>
      app.database.asActor(request.actor, async (trx) => {
        await editOrganization(trx, request.params.id, request.body, request.headers['if-match'])
        return answer(trx, request.params.id, reply)
      }),
  )

  app.post(
    '/organizations/:id/names',
    {
      config: manage('gazetteer.add_name'),
      schema: {
        tags,
        summary: 'Add a name that it bears or bore (needs If-Match)',
        params: Params,
        body: NewName,
        response: { 200: OrganizationDetail },
      },
    },
    (request, reply) =>
      app.database.asActor(request.actor, async (trx) => {
        await addOrganizationName(trx, request.params.id, request.body, request.headers['if-match'])
        return answer(trx, request.params.id, reply)
      }),
  )

  app.post(
    '/organizations/:id/relations',
    {
      config: manage('gazetteer.add_relation'),
      schema: {
        tags,
        summary: 'Record what became of it: renamed, merged, split, a duty moved, abolished (needs If-Match)',
        params: Params,
        body: NewRelation,
        response: { 200: OrganizationDetail },
      },
    },
    (request, reply) =>
      app.database.asActor(request.actor, async (trx) => {
        await addOrganizationRelation(trx, request.params.id, request.body, request.headers['if-match'])
        return answer(trx, request.params.id, reply)
      }),
  )

  app.post(
    '/organizations/:id/confirm',
    {
      config: manage('gazetteer.confirm'),
      schema: {
        tags,
        summary: 'Vouch for an organization that ingest added',
        params: Params,
        response: { 200: OrganizationDetail },
      },
    },
    (request, reply) =>
      app.database.asActor(request.actor, async (trx) => {
        await confirmOrganization(trx, request.params.id)
        return answer(trx, request.params.id, reply)
      }),
  )

  app.post(
    '/organizations/:id/merge',
    {
      config: manage('gazetteer.merge'),
      schema: {
        tags,
        summary: 'Say that an organization which ingest added is a known one',
        params: Params,
        body: Type.Object({ intoId: Uuid }, closed),
        response: { 200: OrganizationDetail },
      },
    },
    (request, reply) =>
      app.database.asActor(request.actor, async (trx) => {
        await mergeOrganization(trx, request.params.id, request.body.intoId)
        return answer(trx, request.body.intoId, reply)
      }),
  )
}

function resolvedOf(resolution: Resolution): Resolved {
  const { printed, outcome } = resolution
  const resolved = resolution.outcome === 'resolved' ? resolution : null
  return {
    printed,
    outcome,
    organization: resolved ? refOf(resolved.organization) : null,
    standing: resolved?.standing ?? null,
    decision: resolved?.today.decision ?? null,
    today: resolved?.today.holders.map((holder) => refOf(holder.organization)) ?? [],
    candidates: resolution.outcome === 'ambiguous' ? resolution.candidates.map(refOf) : [],
  }
}
