import { type Static, Type } from 'typebox'
import { closed, nullable, Uuid } from '../../../platform/http/index.ts'
import { Day, LightColour, NullableDay, NullableMoment, ObligationState, ReportRole } from './words.ts'

const LightRef = nullable(Type.Object({ colour: LightColour, reasons: Type.Array(Type.Unknown()) }))

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
    missed: Type.Integer({
      description: 'that never came in cycles that were closed: owed and late, and only a reopened cycle takes them',
    }),
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
