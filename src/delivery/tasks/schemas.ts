import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  cutListOf,
  Day,
  LongText,
  listOf,
  listQuery,
  Moment,
  NullableDay,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import { LIGHTS } from '../lights/types.ts'
import { TASK_STATES } from './rules/taskMachine.ts'

const SORTS = ['text', 'due', 'worst', 'updated'] as const
export const TASK_PLACE = cursorOf('tasks', SORTS, 'text', 'integer', 'text')

/** What the API of the tasks sends and takes. */

const count = Type.Integer({ minimum: 0 })
const Reason = LongText(1000)

export const TaskRole = Type.Enum(['lead', 'participant', 'responsible'])
export const TaskStateName = Type.Enum([...TASK_STATES])
export const Frequency = Type.Enum(['month', 'quarter', 'half_year', 'year'])
export const Pace = Type.Enum(['finite', 'ongoing'])
const LightName = Type.Enum([...LIGHTS])
const Visibility = Type.Enum(['cluster', 'organization'])

/* Programmes --------------------------------------------------------------------------------------------------------- */

const rhythm = {
  frequency: Frequency,
  opensDaysBefore: Type.Integer({ minimum: 0, maximum: 120 }),
  dueDay: Type.String({
    // A day that a calendar has: 02-30 would be another one in silence.
    pattern: '^(end|(0[1-9]|1[0-2])-(0[1-9]|1\\d|2\\d)|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)$',
    description: '`end` of the period, or MM-DD',
  }),
  receiptDays: Type.Integer({ minimum: 1, maximum: 60, description: 'working days for the receipt' }),
}

export const Programme = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  title: Type.String(),
  document: nullable(Type.Object({ id: Uuid, title: Type.String() })),
  owner: Type.Object({ id: Uuid, name: Type.String() }),
  visibility: Visibility,
  ...rhythm,
  startsOn: Day,
  endsOn: NullableDay,
  retiredReason: nullableText(),
  planFallen: Type.Boolean({ description: 'its plan was withdrawn or superseded: it cannot be restored' }),
  sample: Type.Boolean(),
  tasks: Type.Record(Type.String(), count, { description: 'how many tasks in each state' }),
  unreceived: Type.Integer({ description: 'units that have not received a task' }),
})
export type Programme = Static<typeof Programme>
export const ProgrammeList = cutListOf(Programme)
export type ProgrammeList = Static<typeof ProgrammeList>

export const NewProgramme = Type.Object(
  {
    title: Text(200),
    documentId: Type.Optional(Uuid),
    visibility: Type.Optional(Visibility),
    frequency: Type.Optional(Frequency),
    opensDaysBefore: Type.Optional(rhythm.opensDaysBefore),
    dueDay: Type.Optional(rhythm.dueDay),
    receiptDays: Type.Optional(rhythm.receiptDays),
    startsOn: Type.Optional(Day),
    endsOn: Type.Optional(NullableDay),
  },
  closed,
)
export type NewProgramme = Static<typeof NewProgramme>

export const ProgrammeEdit = Type.Object(
  {
    title: Type.Optional(Text(200)),
    frequency: Type.Optional(Frequency),
    opensDaysBefore: Type.Optional(rhythm.opensDaysBefore),
    dueDay: Type.Optional(rhythm.dueDay),
    receiptDays: Type.Optional(rhythm.receiptDays),
    endsOn: Type.Optional(NullableDay),
  },
  { ...closed, minProperties: 1 },
)
export type ProgrammeEdit = Static<typeof ProgrammeEdit>

/* Dispatch ----------------------------------------------------------------------------------------------------------- */

export const ProposedUnit = Type.Object({
  organizationId: Uuid,
  name: Type.String(),
  printed: Type.String(),
  role: TaskRole,
  because: Type.Unsafe<'first_department' | 'first_named' | 'split' | null>({
    type: ['string', 'null'],
    description: 'the rule by which this role is proposed; null: as the plan has it',
  }),
})

export const DispatchItem = Type.Object({
  commitmentId: Uuid,
  revision: Type.Integer(),
  kind: Type.String(),
  title: Type.String(),
  text: Type.String(),
  provision: Type.Object({ address: Type.String(), label: Type.String() }),
  chapter: Type.Object({ address: Type.String(), label: Type.String() }),
  dueOn: NullableDay,
  units: Type.Array(ProposedUnit),
  split: Type.Array(Type.Object({ printed: Type.String(), today: Type.Array(Type.String()) }), {
    description: 'printed units whose duties several hold today: the office says who answers',
  }),
  unresolved: Type.Array(Type.String(), { description: 'classes and names for which no unit is known' }),
  state: Type.Enum(['ready', 'no_unit', 'no_lead', 'not_confirmed', 'dispatched']),
  taskId: nullable(Uuid),
})
export type DispatchItem = Static<typeof DispatchItem>

export const DispatchPreview = Type.Object({
  programme: Programme,
  rule: Type.Enum(['first_department', 'first_named', 'none']),
  ruleQuote: nullableText({ description: 'the words of the plan that state the rule' }),
  items: Type.Array(DispatchItem),
})
export type DispatchPreview = Static<typeof DispatchPreview>

export const DispatchUnit = Type.Object({ organizationId: Uuid, role: TaskRole }, closed)
export const DispatchBody = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          commitmentId: Uuid,
          revision: Type.Integer({ description: 'of the commitment that was looked at' }),
          dueOn: Type.Optional(NullableDay),
          measure: Type.Optional(Type.String({ maxLength: 2000, format: 'prose' })),
          pace: Type.Optional(Pace),
          units: Type.Array(DispatchUnit, { minItems: 1, maxItems: 200 }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 500 },
    ),
  },
  closed,
)
export type DispatchBody = Static<typeof DispatchBody>
export const Dispatched = Type.Object({
  dispatched: count,
  results: Type.Array(
    Type.Object({
      commitmentId: Uuid,
      outcome: Type.Enum(['dispatched', 'already']),
      taskId: Uuid,
    }),
  ),
})
export type Dispatched = Static<typeof Dispatched>

/* Tasks -------------------------------------------------------------------------------------------------------------- */

export const TaskUnit = Type.Object({
  organizationId: Uuid,
  name: Type.String(),
  shortName: Type.String(),
  role: TaskRole,
})

export const TaskRow = Type.Object({
  id: Uuid,
  number: Type.Integer(),
  title: Type.String(),
  state: TaskStateName,
  pace: Pace,
  dueOn: NullableDay,
  programme: Type.Object({ id: Uuid, title: Type.String() }),
  documentId: nullable(Uuid),
  commitmentId: nullable(Uuid),
  provision: nullableText(),
  provisionLabel: Type.String(),
  chapter: Type.String(),
  chapterLabel: Type.String(),
  light: nullable(LightName),
  since: NullableDay,
  units: Type.Array(TaskUnit),
  unreceived: count,
})
export type TaskRow = Static<typeof TaskRow>

const filters = {
  programme: Type.Optional(Uuid),
  document: Type.Optional(Uuid),
  unit: Type.Optional(Uuid),
  role: Type.Optional(TaskRole),
  place: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
  chapter: Type.Optional(Type.String({ maxLength: 400, format: 'line' })),
  light: Type.Optional(LightName),
  state: Type.Optional(TaskStateName),
  receipt: Type.Optional(Type.Enum(['open'], { description: 'of `unit`: not received yet' })),
  dueBefore: Type.Optional(Day),
  dueAfter: Type.Optional(Day),
  q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
  sort: Type.Optional(Type.Enum([...SORTS])),
}
export const TaskQuery = Type.Object({ ...filters, ...listQuery(TASK_PLACE) }, closed)
export type TaskQuery = Static<typeof TaskQuery>
export const TaskExportQuery = Type.Object(filters, closed)
export type TaskFilter = Static<typeof TaskExportQuery>
export const TaskList = listOf(TaskRow)
export type TaskList = Static<typeof TaskList>

export const TaskChapters = Type.Object({
  items: Type.Array(Type.Object({ chapter: Type.String(), label: Type.String(), count })),
})

export const Milestone = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  organizationId: Uuid,
  title: Type.String(),
  dueOn: Day,
  doneOn: NullableDay,
})

export const Assignment = Type.Object({
  ...TaskUnit.properties,
  printed: Type.String(),
  receiptDueOn: NullableDay,
  receivedAt: nullable(Moment),
  receivedBy: nullableText(),
  begunOn: Day,
  endedOn: NullableDay,
  endedCause: nullableText(),
  closingRequestedAt: nullable(Moment),
})

export const TimelineEntry = Type.Object({
  id: Uuid,
  kind: Type.String(),
  at: Moment,
  userName: nullableText(),
  organizationName: nullableText(),
  facts: Type.Record(Type.String(), Type.Unknown()),
})

export const TaskComment = Type.Object({
  id: Uuid,
  text: Type.String(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
  mentions: Type.Array(Type.Object({ id: Uuid, name: Type.String() })),
})

export const WorkPlan = Type.Object({
  organizationId: Uuid,
  organizationName: Type.String(),
  number: Type.Integer(),
  text: Type.String(),
  filedAt: Moment,
  userName: Type.String(),
})

export const TASK_ACTS = [
  'receive',
  'file_plan',
  'request_close',
  'close',
  'refuse_close',
  'reopen',
  'retire',
  'restore',
  'amend',
  'comment',
] as const

export const TaskDetail = Type.Object({
  ...TaskRow.properties,
  revision: Type.Integer({ description: 'the ETag' }),
  text: Type.String(),
  measure: Type.String(),
  origin: Type.Enum(['commitment', 'resolution', 'import']),
  resolutionId: nullable(Uuid),
  documentTitle: nullableText(),
  owner: Type.Object({ id: Uuid, name: Type.String() }),
  dispatchedAt: nullable(Moment),
  closedAt: nullable(Moment),
  retiredReason: nullableText(),
  replacedBy: nullable(Uuid),
  assignments: Type.Array(Assignment),
  workPlans: Type.Array(WorkPlan),
  milestones: Type.Array(Milestone),
  comments: Type.Array(TaskComment),
  timeline: Type.Array(TimelineEntry, { description: 'newest first' }),
  earlier: Type.Integer({ minimum: 0, description: 'happenings before those of `timeline`' }),
  may: Type.Array(Type.Enum([...TASK_ACTS]), { description: 'what the actor may do to it now' }),
})
export type TaskDetail = Static<typeof TaskDetail>
export type TaskAct = (typeof TASK_ACTS)[number]

export const TaskEdit = Type.Object(
  {
    title: Type.Optional(Text(300)),
    text: Type.Optional(LongText(8000)),
    measure: Type.Optional(Type.String({ maxLength: 2000, format: 'prose' })),
    pace: Type.Optional(Pace),
    dueOn: Type.Optional(NullableDay),
    units: Type.Optional(Type.Array(DispatchUnit, { minItems: 1, maxItems: 200 })),
    reason: Reason,
  },
  { ...closed, minProperties: 2 },
)
export type TaskEdit = Static<typeof TaskEdit>

export const ReceiptsBody = Type.Object({ ids: Type.Array(Uuid, { minItems: 1, maxItems: 500 }) }, closed)
export const Receipts = Type.Object({ received: count })

export const NewWorkPlan = Type.Object(
  {
    text: LongText(20000),
    milestones: Type.Array(Type.Object({ id: Type.Optional(Uuid), title: Text(300), dueOn: Day }, closed), {
      maxItems: 50,
      description: 'the road map as it now is; one left out is dropped',
    }),
  },
  closed,
)
export type NewWorkPlan = Static<typeof NewWorkPlan>
export const MilestoneMark = Type.Object({ doneOn: NullableDay }, closed)
export const ReasonBody = Type.Object({ reason: Reason }, closed)
export const NoteBody = Type.Object({ note: Type.Optional(Type.String({ maxLength: 1000, format: 'prose' })) }, closed)
export const NewComment = Type.Object(
  { text: LongText(4000), mentions: Type.Optional(Type.Array(Uuid, { maxItems: 20 })) },
  closed,
)
export type NewComment = Static<typeof NewComment>
