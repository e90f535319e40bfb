import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { attachment, CSV_TYPE, closed, csvOf, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { SCORE_COLUMNS } from './columns.ts'
import { explainScore } from './explain.ts'
import { scoreRefusals } from './refusals.ts'
import { scoreRuleRoutes } from './ruleRoutes.ts'
import { listRules } from './ruleStore.ts'
import { ruleFor } from './rules/applies.ts'
import { byRank, score } from './rules/score.ts'
import { ExplainedScore, type ScoreItem, ScoreList, ScoreQuery, type ScoreRule } from './schemas.ts'
import { countScores, findKeepers, findPeriods, findScoredProgrammes, type Scope } from './store.ts'

const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })
const UnitQuery = Type.Object(Type.Omit(ScoreQuery, ['by']).properties, closed)
const PlaceQuery = Type.Object(
  { ...UnitQuery.properties, by: Type.Optional(Type.Enum(['city', 'province'], { default: 'city' })) },
  closed,
)
const Place = Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' }) }, closed)

/** The rule that was asked for, or the one that counts for the period; undefined for who may not read deliveries. */
async function ruleOf(
  trx: Trx,
  query: { rule?: number; period: string },
  programmes: readonly string[],
): Promise<ScoreRule | undefined> {
  const rules = await listRules(trx)
  if (query.rule === undefined) return ruleFor(rules, query.period, await findKeepers(trx, programmes))
  const named = rules.find(({ version }) => version === query.rule)
  if (!named && rules.length > 0) throw scoreRefusals.ruleNotFound(query.rule)
  return named
}

/** 考核得分: by unit and place under a published rule, each point with its tasks and reports. */
export const scoreRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'delivery.read', audit: 'none' } as const
  const tags = ['delivery']
  await app.register(scoreRuleRoutes)

  const listed = async ({ query, actor }: { query: ScoreQuery; actor: Actor }): Promise<ScoreList> => {
    const today = todayInChina(app.clock())
    const { rule, programmes, periods } = await app.database.asActor(actor, async (trx) => {
      const programmes = await findScoredProgrammes(trx, query.programme)
      return {
        rule: await ruleOf(trx, query, programmes),
        programmes,
        periods: await findPeriods(trx, programmes, today),
      }
    })
    if (!rule) return { rule: null, periods: [], items: [] } // nobody who may read deliveries
    const counted = programmes.length
      ? await app.database.asSystem((trx) => countScores(trx, programmes, query, today))
      : []
    const items: ScoreItem[] = counted.map(({ id, name, place, ...counts }) => ({
      id,
      name,
      place,
      ...score(counts, rule.parts),
    }))
    items.sort(byRank)
    return { rule, periods, items }
  }

  /** What is of the whole is told to whoever may read deliveries; which programmes count is what the actor may see. */
  const explained = async (
    actor: Actor,
    query: Static<typeof UnitQuery>,
    find: (trx: Trx) => Promise<{ of: ExplainedScore['of']; scope: Scope }>,
  ): Promise<ExplainedScore> => {
    const { rule, programmes, found } = await app.database.asActor(actor, async (trx) => {
      const programmes = await findScoredProgrammes(trx, query.programme)
      return { rule: await ruleOf(trx, query, programmes), programmes, found: await find(trx) }
    })
    if (!rule) throw scoreRefusals.ruleNotFound(query.rule ?? 1)
    const asked = { ...found, rule, programmes, period: query.period, today: todayInChina(app.clock()) }
    return app.database.asSystem((trx) => explainScore(trx, asked))
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
    (request) => listed(request),
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
        summary: 'One unit’s score, each point explained by its tasks and reports',
        params: Type.Object({ id: Uuid }, closed),
        querystring: UnitQuery,
        response: { 200: ExplainedScore },
      },
    },
    ({ actor, query, params: { id } }) =>
      explained(actor, query, async (trx) => {
        const unit = await trx.selectFrom('organization').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
        if (!unit) throw scoreRefusals.unitNotFound(id)
        return { of: unit, scope: { unit: id } }
      }),
  )

  app.get(
    '/scores/places/:code',
    {
      config: read,
      schema: {
        tags,
        summary: 'The score of a city or province, each point explained by the tasks and reports of its units',
        params: Place,
        querystring: PlaceQuery,
        response: { 200: ExplainedScore },
      },
    },
    ({ actor, query, params: { code } }) =>
      explained(actor, query, async (trx) => {
        const place = await trx
          .selectFrom('jurisdiction')
          .select(['code', 'name'])
          .where('code', '=', code)
          .executeTakeFirst()
        if (!place) throw scoreRefusals.placeNotFound(code)
        return {
          of: { id: code, name: place.name },
          scope: { codes: code.slice(0, query.by === 'province' ? 2 : 4) },
        }
      }),
  )
}
