import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Trx } from '../../../platform/database/index.ts'
import { closed, originOf, Uuid } from '../../../platform/http/index.ts'
import { todayInChina } from '../../../platform/time.ts'
import { catalogueRefusals as refusals } from '../refusals.ts'
import { everyResource, findStored, type StoredVersion } from '../store.ts'
import { catalogueNodes, type Publisher, resourceNodes } from './catalogue.ts'
import type { Node } from './context.ts'
import { addressesAt } from './vocabulary.ts'
import { JSON_LD_TYPE, jsonLdOf, prefersTurtle, TURTLE_TYPE, turtleOf } from './write.ts'

const Params = Type.Object({ id: Uuid }, closed)
const Query = Type.Object(
  {
    format: Type.Optional(Type.Enum(['jsonld', 'turtle'], { description: 'where no Accept header can be sent' })),
  },
  closed,
)
const schema = {
  tags: ['catalogue'],
  querystring: Query,
  response: {
    200: { content: { [JSON_LD_TYPE]: { schema: Type.Any() }, 'text/turtle': { schema: Type.Any() } } },
  },
}
const config = { permission: 'catalogue.read', audit: 'none' } as const

/** The catalogue as DCAT 3, for other catalogues to harvest: JSON-LD or Turtle, as the Accept header asks. */
export const dcatRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/resources/dcat',
    { config, schema: { ...schema, summary: 'What is published, as a DCAT catalogue' } },
    async (request, reply) => {
      const { resources, publisher } = await app.database.asActor(request.actor, async (trx) => {
        await sql`select actor_must('catalogue.read')`.execute(trx)
        const all: StoredVersion[] = []
        const today = todayInChina(app.clock())
        for await (const resource of everyResource(trx, { state: 'published' }, today)) all.push(resource)
        return { resources: all, publisher: await publisherOf(trx, request.actor.organizationId) }
      })
      return send(request, reply, catalogueNodes(resources, publisher, addressesAt(originOf(request))))
    },
  )

  app.get(
    '/resources/:id/dcat',
    {
      config,
      schema: {
        ...schema,
        params: Params,
        summary: 'A published resource, as a DCAT dataset with its catalogue record',
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { resource, idOfCode } = await app.database.asActor(request.actor, async (trx) => {
        const resource = await findStored(trx, id)
        if (resource.state !== 'published') throw refusals.stateUnfit(resource.state, 'published')
        return { resource, idOfCode: await publishedBy(trx, resource.content.relatedCodes) }
      })
      return send(request, reply, [resourceNodes(resource, idOfCode, addressesAt(originOf(request)))])
    },
  )
}

function send(
  request: FastifyRequest<{ Querystring: { format?: 'jsonld' | 'turtle' } }>,
  reply: FastifyReply,
  groups: Iterable<readonly Node[]>,
): FastifyReply {
  const { format } = request.query
  const turtle = format === undefined ? prefersTurtle(request.headers.accept) : format === 'turtle'
  return reply
    .header('vary', 'Accept')
    .type(turtle ? TURTLE_TYPE : JSON_LD_TYPE)
    .send(Readable.from(turtle ? turtleOf(groups) : jsonLdOf(groups)))
}

/** Who answers for the catalogue: the body that coordinates the cluster; where there is none, who asks. */
async function publisherOf(trx: Trx, askedBy: string): Promise<Publisher> {
  const { rows } = await sql<Publisher>`
    select o.id, o.name from organization o
    where o.id = coalesce((select c.coordinating_organization_id from cluster c
      where c.coordinating_organization_id is not null order by c.id limit 1), ${askedBy}::uuid)`.execute(trx)
  const [publisher] = rows
  if (!publisher) throw new Error('The organization that asks is not in the gazetteer.')
  return publisher
}

async function publishedBy(trx: Trx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map()
  const { rows } = await sql<{ code: string; id: string }>`
    select r.code, r.id from resource r join resource_version v on v.resource_id = r.id and v.state = 'published'
    where r.code = any (${codes}::text[])`.execute(trx)
  return new Map(rows.map(({ code, id }) => [code, id]))
}
