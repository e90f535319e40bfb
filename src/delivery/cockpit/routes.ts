import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed, StandingAnswers, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { LIGHT_RULES, LIGHT_RULES_VERSION } from '../lights/rules/lightRules.ts'
import { toldOn } from './days.ts'
import { cockpitRefusals } from './refusals.ts'
import { Cockpit, CockpitQuery, LightRules, TaskLights } from './schemas.ts'
import { loadCockpit, loadTaskLights } from './store.ts'

/** 总览: lights by place and chapter, the worst first with the reason; and the rules that lights are judged by. */
export const cockpitRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'delivery.read', audit: 'none' } as const
  const tags = ['delivery']
  const answers = new StandingAnswers(app.database)

  app.get(
    '/cockpit',
    {
      config: read,
      schema: {
        tags,
        summary: 'Lights of the cluster by place and chapter, the worst tasks with their reasons, and the trend',
        querystring: CockpitQuery,
        response: { 200: Cockpit },
      },
    },
    ({ actor, query }, reply) => {
      const now = app.clock()
      const today = todayInChina(now)
      return answers.send(reply, [actor.organizationId, actor.role, today, query], async () => {
        const cockpit = await app.database.asActor(actor, (trx) => loadCockpit(trx, query))
        const worst = cockpit.worst.map((task) => ({ ...task, reasons: toldOn(task.reasons, today) }))
        return { ...cockpit, asOf: now.toISOString(), worst }
      })
    },
  )

  app.get(
    '/tasks/:id/light',
    {
      config: read,
      schema: {
        tags,
        summary: 'The light of a task with its reasons, and every change of it',
        params: Type.Object({ id: Uuid }, closed),
        response: { 200: TaskLights },
      },
    },
    (request) =>
      app.database.asActor(request.actor, async (trx) => {
        const lights = await loadTaskLights(trx, request.params.id)
        if (!lights) throw cockpitRefusals.taskNotFound(request.params.id)
        return { ...lights, reasons: toldOn(lights.reasons, todayInChina(app.clock())) }
      }),
  )

  app.get(
    '/light-rules',
    {
      config: { permission: 'session.use', audit: 'none' },
      schema: { tags, summary: 'The rules of the lights, as officials read them', response: { 200: LightRules } },
    },
    async () => ({
      version: LIGHT_RULES_VERSION,
      rules: LIGHT_RULES.map(({ id, light, sentence }) => ({ id, light, sentence })),
    }),
  )
}
