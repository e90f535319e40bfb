import { type Static, Type } from 'typebox'
import { closed, Day, Moment, nullable, nullableText, Text, Uuid } from '../../platform/http/index.ts'
import { EXTRAS, SHARES } from './rules/score.ts'

const Points = Type.Number({ minimum: 0, maximum: 100 })
const Weight = Type.Object({ weight: Points }, closed)
const Extra = Type.Object({ each: Points, cap: Points }, closed)
const Part = Type.Enum([...SHARES, ...EXTRAS])

export const ScorePartsSchema = Type.Object(
  { on_time: Weight, progress: Weight, evidence: Weight, returned: Extra, contradicted: Extra, closed_early: Extra },
  closed,
)

export const ScoreRule = Type.Object({
  version: Type.Integer(),
  title: Type.String(),
  parts: ScorePartsSchema,
  note: Type.String(),
  appliesFrom: Type.String({ description: 'counts for periods that begin on this day or later' }),
  publishedAt: Moment,
  userName: nullableText(),
  organizationId: nullableText({
    description: 'the office for whose programmes it counts; null: for all that have none',
  }),
  organizationName: nullableText(),
})
export type ScoreRule = Static<typeof ScoreRule>

const drafted = {
  title: Text(100),
  parts: ScorePartsSchema,
  note: Type.Optional(Type.String({ maxLength: 2000, format: 'prose' })),
  appliesFrom: Type.Unsafe<string>({ ...Day, description: 'counts for periods that begin on this day or later' }),
}

export const NewScoreRule = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: 'the next one: sent twice, it is published once' }),
    ...drafted,
  },
  closed,
)
export type NewScoreRule = Static<typeof NewScoreRule>

export const NewScoreDraft = Type.Object(drafted, closed)
export type NewScoreDraft = Static<typeof NewScoreDraft>

export const ScoreDraft = Type.Object({
  revision: Type.Integer(),
  title: Type.String(),
  parts: ScorePartsSchema,
  note: Type.String(),
  appliesFrom: Type.String(),
  updatedAt: Moment,
  userName: Type.String(),
})
export type ScoreDraft = Static<typeof ScoreDraft>

export const ScoreQuery = Type.Object(
  {
    period: Type.String({
      pattern: '^\\d{4}(H[12]|Q[1-4]|-\\d{2})?$',
      description: 'a cycle, 2026H1; or a year, 2026',
    }),
    programme: Type.Optional(Uuid),
    by: Type.Optional(Type.Enum(['unit', 'city', 'province'], { default: 'unit' })),
    rule: Type.Optional(
      Type.Integer({ minimum: 1, description: 'version; the one that counts for the period, unless named' }),
    ),
  },
  closed,
)
export type ScoreQuery = Static<typeof ScoreQuery>

const PartScore = Type.Object({
  part: Part,
  points: nullable(Type.Number()),
  of: Type.Number(),
  done: Type.Number(),
  due: Type.Number(),
})
const Score = {
  total: nullable(Type.Number()),
  judged: Type.Number({
    description: 'weight of the parts that had something to judge; the total is scaled up from it',
  }),
  whole: Type.Number({ description: 'weight of all parts' }),
  enough: Type.Boolean({ description: 'at least half of the weight could be judged; else there is no rank' }),
  parts: Type.Array(PartScore),
}

export const ScoreList = Type.Object({
  rule: nullable(ScoreRule),
  periods: Type.Array(Type.String(), { description: 'what can be asked for, the newest first' }),
  items: Type.Array(
    Type.Object({
      id: Type.String({ description: 'unit or place' }),
      name: Type.String(),
      place: nullableText(),
      ...Score,
    }),
  ),
})
export type ScoreList = Static<typeof ScoreList>
export type ScoreItem = ScoreList['items'][number]

/** What made a score: of one unit, or of all units of a place together. */
export const ExplainedScore = Type.Object({
  rule: ScoreRule,
  of: Type.Object({ id: Type.String({ description: 'unit or place' }), name: Type.String() }),
  ...Score,
  tasks: Type.Array(
    Type.Object({
      taskId: Uuid,
      title: Type.String(),
      organization: Type.Object({ id: Uuid, name: Type.String() }),
      role: Type.String(),
      owed: Type.Integer(),
      onTime: Type.Integer(),
      light: nullableText(),
      effects: Type.Array(Type.Object({ part: Part, points: Type.Number() })),
      reports: Type.Array(
        Type.Object({
          obligationId: Uuid,
          reportId: nullable(Uuid),
          period: Type.String(),
          dueOn: Type.String(),
          submittedOn: nullableText(),
          state: Type.String(),
          grade: nullableText(),
          returns: Type.Integer(),
        }),
      ),
    }),
    { description: 'the tasks that cost or added points, what hurt most first, with what was reported of each' },
  ),
  omitted: Type.Integer({ description: 'tasks that cost or added points and are not listed' }),
  others: Type.Integer({ description: 'tasks that cost nothing' }),
})
export type ExplainedScore = Static<typeof ExplainedScore>

/** What a draft would do to the scores of a period. */
export const ScorePreview = Type.Object({
  period: Type.String(),
  rule: nullable(Type.Integer({ description: 'version that the scores are held against' })),
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      place: nullableText(),
      now: nullable(Type.Number()),
      drafted: nullable(Type.Number()),
      rank: Type.Integer({ description: 'now' }),
      draftedRank: Type.Integer(),
      parts: Type.Array(PartScore, { description: 'under the draft' }),
    }),
  ),
})
export type ScorePreview = Static<typeof ScorePreview>
