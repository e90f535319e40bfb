import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { chooseSharing, listPeriods, setPeriod, sharingOf } from './periods.ts'
import { NewPeriod, PeriodList, ResourceSharing, SharingChoice } from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['sharing']
const read = { permission: 'sharing.read', audit: 'none' } as const

/** Within how many working days is answered; what a provider chooses for a resource. */
export const settingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())

  app.get(
    '/share-periods',
    {
      config: read,
      schema: {
        tags,
        summary: 'Within how many working days requests are answered, data provided, disputes verified',
        response: { 200: PeriodList },
      },
    },
    ({ actor }) => app.database.asActor(actor, listPeriods),
  )

  app.post(
    '/share-periods',
    {
      config: { permission: 'sharing.configure', audit: 'exchange.set_share_period' },
      schema: {
        tags,
        summary: 'Set a stricter term for the providers of a place, with its basis',
        headers: Once,
        body: NewPeriod,
        response: { 201: PeriodList },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const periods = await app.database.asActor(actor, async (trx) => {
        await setPeriod(trx, actor, body, headers['idempotency-key'])
        return listPeriods(trx)
      })
      return reply.code(201).send(periods)
    },
  )

  app.get(
    '/resources/:id/sharing',
    {
      config: read,
      schema: {
        tags,
        summary: 'What to know before asking for a resource',
        params: Params,
        response: { 200: ResourceSharing },
      },
    },
    ({ actor, params }, reply) =>
      app.database.asActor(actor, async (trx: Trx) => {
        const sharing = await sharingOf(trx, params.id, today())
        reply.header('etag', etagOf(sharing.revision))
        return sharing
      }),
  )

  app.patch(
    '/resources/:id/sharing',
    {
      config: { permission: 'sharing.decide', audit: 'exchange.choose_sharing' },
      schema: {
        tags,
        summary: 'Choose whether what is shared without condition is granted at once (needs If-Match)',
        params: Params,
        body: SharingChoice,
        response: { 200: ResourceSharing },
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await chooseSharing(trx, actor, params.id, body.grantsAtOnce, headers['if-match'], today())
        const sharing = await sharingOf(trx, params.id, today())
        reply.header('etag', etagOf(sharing.revision))
        return sharing
      }),
  )
}
