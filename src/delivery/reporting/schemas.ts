import { type Static, Type } from 'typebox'
import {
  closed,
  Day,
  ListQuery,
  listOf,
  Moment,
  NullableDay,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'

// Everything the reporting API sends and takes. The page builds its client on `import type` of these.

const NullableMoment = nullableText({ format: 'date-time', description: 'UTC' })

export const Claim = Type.Enum(['not_started', 'on_track', 'behind', 'blocked', 'done'])
export type Claim = Static<typeof Claim>
export const Grade = Type.Enum(['statement', 'document', 'measured', 'verified'])
export type Grade = Static<typeof Grade>
export const ObligationState = Type.Enum(['due', 'submitted', 'returned', 'accepted', 'waived'])
export type ObligationState = Static<typeof ObligationState>
export const ReportRole = Type.Enum(['lead', 'participant', 'responsible'])
export type ReportRole = Static<typeof ReportRole>
export const Frequency = Type.Enum(['month', 'quarter', 'half_year', 'year'])
export type Frequency = Static<typeof Frequency>
export const LightColour = Type.Enum(['red', 'yellow', 'green', 'grey', 'closed'])
export type LightColour = Static<typeof LightColour>

const Long = Type.String({ maxLength: 8000 })

export const ReportFigure = Type.Object(
  {
    indicatorId: Uuid,
    period: Text(20),
    value: Type.Unsafe<number | null>({ type: ['number', 'null'], description: 'null: not known, never zero' }),
    note: Type.String({ maxLength: 1000, default: '' }),
  },
  closed,
)
export type ReportFigure = Static<typeof ReportFigure>

export const ReportMilestone = Type.Object({ id: Uuid, doneOn: NullableDay }, closed)
export type ReportMilestone = Static<typeof ReportMilestone>

const contentParts = {
  progress: Type.Unsafe<string>({ ...Long, description: 'what was done in the period' }),
  problems: Type.Unsafe<string>({ ...Long, default: '', description: 'what stands in the way, and what is needed' }),
  next: Type.Unsafe<string>({ ...Long, default: '', description: 'what comes next' }),
  percent: Type.Unsafe<number | null>({ type: ['number', 'null'], minimum: 0, maximum: 100, default: null }),
  figures: Type.Array(ReportFigure, { maxItems: 200, default: [] }),
  milestones: Type.Array(ReportMilestone, { maxItems: 200, default: [] }),
  consolidates: Type.Array(Uuid, {
    maxItems: 500,
    default: [],
    description: 'obligations of the participants whose reports this one builds on; they are accepted with it',
  }),
  evidence: Type.Array(Uuid, { maxItems: 100, default: [] }),
}

/** What a report says. */
export const ReportContent = Type.Object({ claim: Claim, ...contentParts }, closed)
export type ReportContent = Static<typeof ReportContent>

/** The same while it is being written: nothing has to be there yet. */
export const DraftContent = Type.Object(
  { claim: Type.Unsafe<Claim | null>({ enum: [...Claim.enum, null] }), ...contentParts },
  closed,
)
export type DraftContent = Static<typeof DraftContent>

export const UnitRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
export type UnitRef = Static<typeof UnitRef>

export const Evidence = Type.Object({
  id: Uuid,
  taskId: Uuid,
  title: Type.String(),
  grade: Grade,
  fileName: nullableText(),
  mediaType: nullableText(),
  bytes: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  source: nullableText({ description: 'where it comes from, in words' }),
  at: Moment,
  userName: Type.String(),
  organization: Type.Object({ id: Uuid, name: Type.String() }),
  verified: nullable(
    Type.Object({ at: Moment, userName: Type.String(), organizationName: Type.String(), note: Type.String() }),
  ),
})
export type Evidence = Static<typeof Evidence>

export const Contradiction = Type.Object({
  id: Uuid,
  reportId: Uuid,
  kind: Type.String(),
  claimed: Type.Record(Type.String(), Type.Unknown()),
  known: Type.Record(Type.String(), Type.Unknown()),
  foundAt: Moment,
  settledAt: NullableMoment,
  settledBy: nullableText(),
  settlement: nullableText(),
})
export type Contradiction = Static<typeof Contradiction>

export const Review = Type.Object({
  decision: Type.Enum(['accepted', 'returned']),
  reason: nullableText(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
})
export type Review = Static<typeof Review>

export const Report = Type.Object({
  id: Uuid,
  obligationId: Uuid,
  number: Type.Integer({ description: '1, and one more after each return' }),
  period: Type.String(),
  organization: Type.Object({ id: Uuid, name: Type.String() }),
  content: ReportContent,
  grade: Type.Unsafe<Grade>({ ...Grade, description: 'of the strongest evidence behind it, as of now' }),
  at: Moment,
  userName: Type.String(),
  reviews: Type.Array(Review),
  evidence: Type.Array(Evidence),
  contradictions: Type.Array(Contradiction),
})
export type Report = Static<typeof Report>

export const Draft = Type.Object({
  revision: Type.Integer(),
  content: DraftContent,
  updatedAt: Moment,
  userName: Type.String(),
})
export type Draft = Static<typeof Draft>

const LightRef = nullable(Type.Object({ colour: LightColour, reasons: Type.Array(Type.Unknown()) }))

export const CycleRef = Type.Object({
  id: Uuid,
  period: Type.String(),
  startsOn: Day,
  endsOn: Day,
  opensOn: Day,
  dueOn: Day,
  openedAt: NullableMoment,
  closedAt: NullableMoment,
})

/** Why a line stands where it stands on the desk; the first reason is the one that hurts most. */
export const Urgency = Type.Object({
  rank: Type.Integer(),
  reason: Type.Enum(['returned_overdue', 'overdue', 'returned', 'red', 'due_soon', 'yellow', 'later']),
  workingDays: Type.Unsafe<number>({
    type: 'integer',
    description: 'until it is due; negative: since it was',
  }),
})
export type Urgency = Static<typeof Urgency>

export const DeskItem = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  state: ObligationState,
  role: ReportRole,
  period: Type.String(),
  dueOn: Day,
  returns: Type.Integer(),
  submittedAt: NullableMoment,
  task: Type.Object({
    id: Uuid,
    number: Type.Integer(),
    title: Type.String(),
    provisionLabel: Type.String(),
    chapterLabel: Type.String(),
    dueOn: NullableDay,
  }),
  programme: Type.Object({ id: Uuid, title: Type.String() }),
  reportsTo: Type.Object({ id: Uuid, shortName: Type.String() }),
  light: LightRef,
  hasDraft: Type.Boolean(),
  waiting: Type.Integer({ description: 'participants that have reported to this lead' }),
  parts: Type.Integer({ description: 'participants that report to this lead' }),
  urgency: Urgency,
})
export type DeskItem = Static<typeof DeskItem>

export const Desk = Type.Object({
  today: Day,
  calendarKnownUntil: NullableDay,
  organization: Type.Object({ id: Uuid, name: Type.String() }),
  counts: Type.Object({
    owed: Type.Integer(),
    overdue: Type.Integer(),
    returned: Type.Integer(),
    submitted: Type.Integer(),
    accepted: Type.Integer(),
    toReview: Type.Integer({ description: 'reports of others that wait for this unit' }),
  }),
  total: Type.Integer({ description: 'how many there are; the items are the first of them' }),
  items: Type.Array(DeskItem),
})
export type Desk = Static<typeof Desk>

export const DeskQuery = Type.Object(
  {
    done: Type.Boolean({ default: false, description: 'what was reported in the open cycles instead of what is owed' }),
    limit: Type.Integer({ minimum: 1, maximum: 2000, default: 50 }),
  },
  closed,
)
export type DeskQuery = Static<typeof DeskQuery>

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
    reason: Type.Optional(Type.Unsafe<string>({ ...Text(2000), description: 'needed to return' })),
  },
  closed,
)
export type ReviewBody = Static<typeof ReviewBody>

export const ObligationMoved = Type.Object({ obligationId: Uuid, state: ObligationState, revision: Type.Integer() })
export type ObligationMoved = Static<typeof ObligationMoved>

export const ReasonBody = Type.Object({ reason: Text(2000) }, closed)

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
    ...ListQuery,
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

export const CycleCounts = Type.Object({
  due: Type.Integer(),
  submitted: Type.Integer(),
  returned: Type.Integer(),
  accepted: Type.Integer(),
  waived: Type.Integer(),
  overdue: Type.Integer(),
})
export type CycleCounts = Static<typeof CycleCounts>

export const CycleSummary = Type.Object({
  ...CycleRef.properties,
  programme: Type.Object({ id: Uuid, title: Type.String(), frequency: Frequency }),
  owner: UnitRef,
  counts: CycleCounts,
})
export type CycleSummary = Static<typeof CycleSummary>

export const CycleList = Type.Object({ today: Day, items: Type.Array(CycleSummary) })
export type CycleList = Static<typeof CycleList>

export const UnitCount = Type.Object({
  organization: UnitRef,
  counts: CycleCounts,
  reminders: Type.Integer(),
  remindedAt: NullableMoment,
})
export type UnitCount = Static<typeof UnitCount>

export const CycleOverview = Type.Object({
  ...CycleSummary.properties,
  today: Day,
  mine: Type.Boolean({ description: 'the actor acts for the office that asks' }),
  units: Type.Array(UnitCount, { description: 'those that have not reported first' }),
})
export type CycleOverview = Static<typeof CycleOverview>

export const NewCycle = Type.Object(
  { period: Type.String({ pattern: '^[0-9]{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$' }) },
  closed,
)

export const CycleOpened = Type.Object({ cycleId: Uuid, obligations: Type.Integer(), openedAt: Moment })
export type CycleOpened = Static<typeof CycleOpened>

export const RemindBody = Type.Object(
  { organizationIds: Type.Array(Uuid, { maxItems: 1000, default: [], description: 'none named: all that owe' }) },
  closed,
)
export const Reminded = Type.Object({ units: Type.Integer(), obligations: Type.Integer() })
export type Reminded = Static<typeof Reminded>
