import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  LongText,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Uuid,
} from '../../../platform/http/index.ts'
import { CycleRef } from './cycle.ts'
import { Contradiction, Draft, DraftContent, Evidence, Report } from './report.ts'
import {
  Claim,
  Day,
  Grade,
  LightColour,
  NullableDay,
  NullableMoment,
  ObligationState,
  ReportRole,
  UnitRef,
} from './words.ts'

export const OBLIGATION_PLACE = cursorOf('obligations', 'integer', ['lead', 'participant', 'responsible'], 'uuid')

// One owed report with all that hangs on it, its steps, and lists of them.

/** Where a prefilled value comes from. */
export const Origin = Type.Object({
  field: Type.String({ description: 'progress, percent, figures/<indicator>, milestones/<id> …' }),
  from: Type.Enum(['last_report', 'observation', 'milestone', 'project', 'returned_report']),
  label: Type.String(),
  at: nullableText(),
  grade: nullable(Grade),
})
export type Origin = Static<typeof Origin>

export const KnownMilestone = Type.Object({
  id: Uuid,
  title: Type.String(),
  dueOn: Day,
  doneOn: NullableDay,
  mine: Type.Boolean(),
})
export type KnownMilestone = Static<typeof KnownMilestone>

export const KnownIndicator = Type.Object({
  id: Uuid,
  title: Type.String(),
  unit: Type.String(),
  observations: Type.Array(
    Type.Object({
      period: Type.String(),
      value: Type.Unsafe<number | null>({ type: ['number', 'null'] }),
      grade: Grade,
      source: Type.String(),
    }),
  ),
})
export type KnownIndicator = Static<typeof KnownIndicator>

export const KnownProject = Type.Object({
  id: Uuid,
  name: Type.String(),
  stage: Type.String(),
  plannedStartOn: NullableDay,
  startedOn: NullableDay,
  completedOn: NullableDay,
})
export type KnownProject = Static<typeof KnownProject>

export const Part = Type.Object({
  obligationId: Uuid,
  revision: Type.Integer(),
  organization: UnitRef,
  state: ObligationState,
  submittedAt: NullableMoment,
  report: nullable(Report),
})
export type Part = Static<typeof Part>

export const ObligationDetail = Type.Object({
  today: Day,
  id: Uuid,
  revision: Type.Integer(),
  state: ObligationState,
  role: ReportRole,
  organization: UnitRef,
  reportsTo: UnitRef,
  owner: UnitRef,
  dueOn: Day,
  submittedAt: NullableMoment,
  acceptedAt: NullableMoment,
  waivedReason: nullableText(),
  returns: Type.Integer(),
  cycle: CycleRef,
  programme: Type.Object({ id: Uuid, title: Type.String() }),
  task: Type.Object({
    id: Uuid,
    number: Type.Integer(),
    title: Type.String(),
    text: Type.String(),
    measure: Type.String(),
    provisionLabel: Type.String(),
    chapterLabel: Type.String(),
    dueOn: NullableDay,
    documentId: nullable(Uuid),
    provision: nullableText(),
  }),
  may: Type.Object({
    report: Type.Boolean(),
    review: Type.Boolean(),
    waive: Type.Boolean(),
  }),
  /** Newest first; only those that the actor may see. */
  reports: Type.Array(Report),
  /** What the same unit last said of the task, in a period before. */
  last: nullable(Report),
  draft: nullable(Draft),
  prefill: nullable(Type.Object({ content: DraftContent, origins: Type.Array(Origin) })),
  known: Type.Object({
    milestones: Type.Array(KnownMilestone),
    indicators: Type.Array(KnownIndicator),
    projects: Type.Array(KnownProject),
  }),
  parts: Type.Array(Part, { description: 'the participants that report to this unit in this cycle' }),
  evidence: Type.Array(Evidence, { description: 'of this task, that the actor may attach' }),
})
export type ObligationDetail = Static<typeof ObligationDetail>

export const DraftBody = Type.Object({ content: DraftContent }, closed)
export const DraftSaved = Type.Object({ revision: Type.Integer(), updatedAt: Moment })
export type DraftSaved = Static<typeof DraftSaved>

export const Submitted = Type.Object({
  obligationId: Uuid,
  reportId: Uuid,
  number: Type.Integer(),
  state: ObligationState,
  revision: Type.Integer(),
  grade: Grade,
  contradictions: Type.Array(Contradiction),
  consolidated: Type.Integer(),
})
export type Submitted = Static<typeof Submitted>

export const ReviewBody = Type.Object(
  {
    decision: Type.Enum(['accepted', 'returned']),
    reason: Type.Optional(Type.Unsafe<string>({ ...LongText(2000), description: 'needed to return' })),
  },
  closed,
)
export type ReviewBody = Static<typeof ReviewBody>

export const ObligationMoved = Type.Object({ obligationId: Uuid, state: ObligationState, revision: Type.Integer() })
export type ObligationMoved = Static<typeof ObligationMoved>

export const ReasonBody = Type.Object({ reason: LongText(2000) }, closed)

export const ObligationLine = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  state: ObligationState,
  role: ReportRole,
  organization: UnitRef,
  reportsTo: UnitRef,
  task: Type.Object({ id: Uuid, number: Type.Integer(), title: Type.String() }),
  programmeId: Uuid,
  cycleId: Uuid,
  period: Type.String(),
  dueOn: Day,
  submittedAt: NullableMoment,
  returns: Type.Integer(),
  waivedReason: nullableText(),
  waivedCause: Type.Unsafe<'unit_left' | 'task_ended' | 'succeeded' | null>({
    enum: ['unit_left', 'task_ended', 'succeeded', null],
    description: 'null: not waived, or by the office itself',
  }),
  latestReportId: nullable(Uuid),
  claim: nullable(Claim),
  grade: nullable(Grade),
  contradictions: Type.Integer(),
  light: nullable(LightColour),
})
export type ObligationLine = Static<typeof ObligationLine>
export const ObligationList = listOf(ObligationLine)
export type ObligationList = Static<typeof ObligationList>

export const ObligationQuery = Type.Object(
  {
    ...listQuery(OBLIGATION_PLACE),
    cycle: Type.Optional(Uuid),
    programme: Type.Optional(Uuid),
    task: Type.Optional(Uuid),
    organization: Type.Optional(Uuid),
    state: Type.Optional(ObligationState),
    mine: Type.Optional(
      Type.Enum(['to_review', 'owned'], { description: 'to_review: submitted to this unit; owned: asked for by it' }),
    ),
    overdue: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type ObligationQuery = Static<typeof ObligationQuery>
