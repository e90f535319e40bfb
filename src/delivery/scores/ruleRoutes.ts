import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { appendAudit } from '../../platform/audit/index.ts'
import { closed, etagOf, expectVersion, nullable } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { scoreRefusals } from './refusals.ts'
import { addRule, dropDraft, findDraft, listRules, saveDraft } from './ruleStore.ts'
import { earliestDay, ruleFor } from './rules/applies.ts'
import { previewScores } from './rules/preview.ts'
import { SHARES } from './rules/score.ts'
import { NewScoreDraft, NewScoreRule, ScoreDraft, ScorePreview, ScoreQuery, ScoreRule } from './schemas.ts'
import { countScores, findKeepers, findScoredProgrammes } from './store.ts'

const PreviewQuery = Type.Object(Type.Omit(ScoreQuery, ['rule']).properties, closed)
const tags = ['delivery']
const configure = (audit: string) => ({ permission: 'delivery.configure', audit }) as const

/** 考核规则: its versions, the draft of the next one, what it would do to the scores of today, its publication. */
export const scoreRuleRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/score-rules',
    {
      config: { permission: 'delivery.read', audit: 'none' },
      schema: {
        tags,
        summary: 'Score rules, the last published first',
        response: { 200: Type.Object({ items: Type.Array(ScoreRule) }) },
      },
    },
    (request) => app.database.asActor(request.actor, async (trx) => ({ items: await listRules(trx) })),
  )

  app.get(
    '/score-draft',
    {
      config: configure('none'),
      schema: {
        tags,
        summary: 'The draft of the next score rule; null: there is none',
        response: { 200: Type.Object({ draft: nullable(ScoreDraft) }) },
      },
    },
    async (request, reply) => {
      const draft = await app.database.asActor(request.actor, findDraft)
      if (draft) reply.header('etag', etagOf(draft.revision))
      return { draft: draft ?? null }
    },
  )

  app.put(
    '/score-draft',
    {
      config: configure('score.draft'),
      schema: {
        tags,
        summary: 'Write the draft of the next score rule (needs If-Match where there is one)',
        body: NewScoreDraft,
        response: { 200: ScoreDraft },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const draft = await app.database.asActor(actor, async (trx) => {
        const before = await findDraft(trx)
        if (before && headers['if-match'] === undefined) throw scoreRefusals.draftThere(before.revision)
        if (before) expectVersion(headers['if-match'], before.revision)
        await saveDraft(trx, actor, body, before?.revision ?? 0, app.clock())
        await appendAudit(trx, {
          action: 'score.draft',
          subjectKind: 'score_draft',
          subjectId: actor.organizationId,
          before,
          after: body,
        })
        return findDraft(trx)
      })
      if (!draft) throw scoreRefusals.draftNotFound()
      return reply.header('etag', etagOf(draft.revision)).send(draft)
    },
  )

  app.delete(
    '/score-draft',
    {
      config: configure('score.discard'),
      schema: {
        tags,
        summary: 'Throw the draft of the next score rule away (needs If-Match)',
        response: { 204: Type.Null() },
      },
    },
    async ({ actor, headers }, reply) => {
      await app.database.asActor(actor, async (trx) => {
        const draft = await findDraft(trx)
        if (!draft) throw scoreRefusals.draftNotFound()
        expectVersion(headers['if-match'], draft.revision)
        await dropDraft(trx, actor)
        await appendAudit(trx, {
          action: 'score.discard',
          subjectKind: 'score_draft',
          subjectId: actor.organizationId,
          before: draft,
        })
      })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/score-draft/preview',
    {
      config: configure('none'),
      schema: {
        tags,
        summary: 'What the draft would do to the scores of a period, on the evidence of today',
        querystring: PreviewQuery,
        response: { 200: ScorePreview },
      },
    },
    async ({ actor, query }) => {
      const today = todayInChina(app.clock())
      const { draft, rules, programmes, keepers } = await app.database.asActor(actor, async (trx) => {
        const programmes = await findScoredProgrammes(trx, query.programme)
        const keepers = await findKeepers(trx, programmes)
        return { draft: await findDraft(trx), rules: await listRules(trx), programmes, keepers }
      })
      if (!draft) throw scoreRefusals.draftNotFound()
      if (SHARES.every((part) => draft.parts[part].weight === 0)) throw scoreRefusals.weightless()
      const rule = ruleFor(rules, query.period, keepers)
      const counted = programmes.length
        ? await app.database.asSystem((trx) => countScores(trx, programmes, query, today))
        : []
      const items = previewScores(counted, rule?.parts, draft.parts).map(
        ({ id, name, place, now, drafted, rank, draftedRank, parts }) => ({
          id,
          name,
          place,
          now,
          drafted,
          rank,
          draftedRank,
          parts,
        }),
      )
      items.sort((one, other) => one.draftedRank - other.draftedRank || one.name.localeCompare(other.name, 'zh-CN'))
      return { period: query.period, rule: rule?.version ?? null, items }
    },
  )

  app.post(
    '/score-rules',
    {
      config: configure('score.publish'),
      schema: {
        tags,
        summary: 'Publish the next version of the score rule, with the day from which it counts',
        body: NewScoreRule,
        response: { 201: ScoreRule },
      },
    },
    async ({ actor, body }, reply) => {
      if (SHARES.every((part) => body.parts[part].weight === 0)) throw scoreRefusals.weightless()
      const rule = await app.database.asActor(actor, async (trx) => {
        const rules = await listRules(trx)
        const next = (rules[0]?.version ?? 0) + 1
        if (body.version !== next) throw scoreRefusals.ruleIsOld(body.version, next)
        const earliest = earliestDay(
          todayInChina(app.clock()),
          rules.every(({ organizationId }) => organizationId !== actor.organizationId),
        )
        if (body.appliesFrom < earliest) throw scoreRefusals.countsTooEarly(earliest)
        await addRule(trx, actor, body)
        await dropDraft(trx, actor)
        await appendAudit(trx, {
          action: 'score.publish',
          subjectKind: 'score_rule',
          subjectId: String(body.version),
          after: body,
        })
        return (await listRules(trx))[0]
      })
      return reply.code(201).send(rule as ScoreRule)
    },
  )
}
