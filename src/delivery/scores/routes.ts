import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { appendAudit } from '../../platform/audit/index.ts'
import { attachment, CSV_TYPE, closed, csvOf, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { SCORE_COLUMNS } from './columns.ts'
import { scoreRefusals } from './refusals.ts'
import { countsOf, effectOf, SHARES, score } from './rules/score.ts'
import { NewScoreRule, type ScoreItem, ScoreList, ScoreQuery, ScoreRule, UnitScore } from './schemas.ts'
import { countScores, findPeriods, findRule, findScoredProgrammes, listRules, loadScoredTasks } from './store.ts'

const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })
const UnitQuery = Type.Object(Type.Omit(ScoreQuery, ['by']).properties, closed)

/** 考核得分: by unit and place under a published rule, each point with its tasks; and the rules themselves. */
export const scoreRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'delivery.read', audit: 'none' } as const
  const tags = ['delivery']

  const listed = async (request: FastifyRequest<{ Querystring: ScoreQuery }>): Promise<ScoreList> => {
    const { query, actor } = request
    const today = todayInChina(app.clock())
    const { rule, programmes, periods } = await app.database.asActor(actor, async (trx) => {
      const rule = await findRule(trx, query.rule)
      const programmes = await findScoredProgrammes(trx, query.programme)
      return { rule, programmes, periods: await findPeriods(trx, programmes, today) }
    })
    if (!rule) {
      if (query.rule !== undefined) throw scoreRefusals.ruleNotFound(query.rule)
      return { rule: null, periods: [], items: [] } // nobody who may read deliveries
    }
    const counted = programmes.length
      ? await app.database.asSystem((trx) => countScores(trx, programmes, query, today))
      : []
    const items: ScoreItem[] = counted.map(({ id, name, place, ...counts }) => ({
      id,
      name,
      place,
      ...score(counts, rule.parts),
    }))
    items.sort((one, other) => (other.total ?? -1) - (one.total ?? -1) || one.name.localeCompare(other.name, 'zh-CN'))
    return { rule, periods, items }
  }

  app.get(
    '/scores',
    {
      config: read,
      schema: {
        tags,
        summary: 'Scores of units, cities or provinces in a period; null where nothing could be judged',
        querystring: ScoreQuery,
        response: { 200: ScoreList },
      },
    },
    listed,
  )

  app.get(
    '/scores.csv',
    { config: read, schema: { tags, summary: 'Scores as CSV', querystring: ScoreQuery, response: file('text/csv') } },
    async (request, reply) =>
      reply
        .type(CSV_TYPE)
        .header('content-disposition', attachment(`考核得分-${request.query.period}.csv`))
        .send(Readable.from(csvOf(SCORE_COLUMNS, (await listed(request)).items))),
  )

  app.get(
    '/scores.xlsx',
    { config: read, schema: { tags, summary: 'Scores as XLSX', querystring: ScoreQuery, response: file(XLSX_TYPE) } },
    async (request, reply) =>
      reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment(`考核得分-${request.query.period}.xlsx`))
        .send(xlsxOf('考核得分', SCORE_COLUMNS, (await listed(request)).items)),
  )

  app.get(
    '/scores/units/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'One unit’s score, each point explained by its tasks',
        params: Type.Object({ id: Uuid }, closed),
        querystring: UnitQuery,
        response: { 200: UnitScore },
      },
    },
    async (request) => {
      const { query, params, actor } = request
      const today = todayInChina(app.clock())
      const { rule, programmes, organization } = await app.database.asActor(actor, async (trx) => ({
        rule: await findRule(trx, query.rule),
        programmes: await findScoredProgrammes(trx, query.programme),
        organization: await trx
          .selectFrom('organization')
          .select(['id', 'name'])
          .where('id', '=', params.id)
          .executeTakeFirst(),
      }))
      if (!rule) throw scoreRefusals.ruleNotFound(query.rule ?? 1)
      if (!organization) throw scoreRefusals.unitNotFound(params.id)
      const tasks = await app.database.asSystem((trx) =>
        loadScoredTasks(trx, programmes, query.period, params.id, today),
      )
      const counts = countsOf(tasks)
      const explained = tasks
        .map((task) => ({ ...task, effects: effectOf(task, counts, rule.parts) }))
        .filter(({ effects }) => effects.length > 0)
      const sum = (task: (typeof explained)[number]) => task.effects.reduce((total, { points }) => total + points, 0)
      explained.sort((one, other) => sum(one) - sum(other))
      return {
        rule,
        organization,
        ...score(counts, rule.parts),
        tasks: explained.map(({ taskId, title, role, owed, onTime, light, effects }) => ({
          taskId,
          title,
          role,
          owed,
          onTime,
          light,
          effects,
        })),
        others: tasks.length - explained.length,
      }
    },
  )

  app.get(
    '/score-rules',
    {
      config: read,
      schema: {
        tags,
        summary: 'Score rules, the last published first',
        response: { 200: Type.Object({ items: Type.Array(ScoreRule) }) },
      },
    },
    (request) => app.database.asActor(request.actor, async (trx) => ({ items: await listRules(trx) })),
  )

  app.post(
    '/score-rules',
    {
      config: { permission: 'delivery.configure', audit: 'score.publish' },
      schema: {
        tags,
        summary: 'Publish the next version of the score rule',
        body: NewScoreRule,
        response: { 201: ScoreRule },
      },
    },
    async (request, reply) => {
      const { version, title, parts, note = '' } = request.body
      if (SHARES.every((part) => parts[part].weight === 0)) throw scoreRefusals.weightless()
      const rule = await app.database.asActor(request.actor, async (trx) => {
        const next = ((await findRule(trx))?.version ?? 0) + 1
        if (version !== next) throw scoreRefusals.ruleIsOld(version, next)
        const { userId, userName, organizationId, organizationName } = request.actor
        await trx
          .insertInto('score_rule')
          .values({
            version,
            title,
            parts: JSON.stringify(parts),
            note,
            user_id: userId,
            user_name: userName,
            organization_id: organizationId,
            organization_name: organizationName,
          })
          .execute()
        await appendAudit(trx, {
          action: 'score.publish',
          subjectKind: 'score_rule',
          subjectId: String(version),
          after: request.body,
        })
        return findRule(trx, version)
      })
      return reply.code(201).send(rule as ScoreRule)
    },
  )
}
