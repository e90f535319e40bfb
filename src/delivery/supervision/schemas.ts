import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
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
import { OBJECT_STATES } from './rules/inspection.ts'
import { NOTICE_EVENTS, NOTICE_STATES } from './rules/notice.ts'

export const NOTICE_PLACE = cursorOf('supervision-notices', 'moment', 'uuid')
export const INSPECTION_PLACE = cursorOf('inspections', 'day', 'uuid')

// Everything that supervision notices and special inspections send and take.

const Long = LongText(20_000)
const Title = Text(300)
const Unit = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
const Task = Type.Object({ id: Uuid, number: Type.Integer(), title: Type.String(), programmeId: Uuid })
const ids = (maximum: number, minimum = 0) =>
  Type.Array(Uuid, { minItems: minimum, maxItems: maximum, uniqueItems: true })

export const SupervisionFile = Type.Object({
  id: Uuid,
  fileName: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  at: Moment,
  userName: Type.String(),
})
export type SupervisionFile = Static<typeof SupervisionFile>

export const NoticeState = Type.Enum([...NOTICE_STATES])
export const Notice = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  number: Type.String({ description: '督办〔2026〕3号' }),
  title: Type.String(),
  state: NoticeState,
  unit: Unit,
  owner: Unit,
  task: nullable(Task),
  dueOn: Day,
  issuedOn: NullableDay,
  receiveBy: NullableDay,
  signedOffOn: NullableDay,
  overdue: Type.Boolean({ description: 'past its deadline and not answered' }),
  updatedAt: Moment,
})
export type Notice = Static<typeof Notice>
export const NoticeList = listOf(Notice)
export type NoticeList = Static<typeof NoticeList>
export const NoticeDetail = Type.Object({
  ...Notice.properties,
  basis: Type.String(),
  text: Type.String(),
  inspection: nullable(Type.Object({ id: Uuid, title: Type.String() })),
  steps: Type.Array(
    Type.Object({
      id: Uuid,
      kind: Type.Enum([...NOTICE_EVENTS]),
      text: nullableText(),
      at: Moment,
      userName: Type.String(),
      organizationName: Type.String(),
      files: Type.Array(SupervisionFile),
    }),
  ),
  waiting: Type.Array(SupervisionFile, { description: 'uploaded by the caller’s unit, not yet handed in' }),
  may: Type.Array(
    Type.Enum(['edit', 'issue', 'receive', 'answer', 'return', 'sign_off', 'reopen', 'extend', 'withdraw']),
  ),
})
export type NoticeDetail = Static<typeof NoticeDetail>
export const NoticeQuery = Type.Object(
  {
    ...listQuery(NOTICE_PLACE),
    state: Type.Optional(NoticeState),
    open: Type.Optional(Type.Boolean()),
    overdue: Type.Optional(Type.Boolean()),
    mine: Type.Optional(Type.Boolean({ description: 'only those for my organization' })),
    unit: Type.Optional(Uuid),
    task: Type.Optional(Uuid),
    q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
  },
  closed,
)
export type NoticeQuery = Static<typeof NoticeQuery>
export const NewNotice = Type.Object(
  {
    title: Title,
    basis: Long,
    text: Long,
    unitIds: Type.Unsafe<string[]>({ ...ids(100, 1), description: 'one notice for each (一事一单)' }),
    taskId: Type.Optional(nullable(Uuid)),
    inspectionId: Type.Optional(nullable(Uuid)),
    dueOn: Day,
    issue: Type.Optional(Type.Boolean({ description: 'issue at once' })),
  },
  closed,
)
export type NewNotice = Static<typeof NewNotice>
export const NoticeEdit = Type.Object({ title: Title, basis: Long, text: Long, dueOn: Day }, closed)
export type NoticeEdit = Static<typeof NoticeEdit>
export const NoticesMade = Type.Object({ items: Type.Array(NoticeDetail) })
export const Words = Type.Object({ text: Long }, closed)
export const MaybeWords = Type.Object(
  { text: Type.Optional(Type.String({ maxLength: 20_000, format: 'prose' })) },
  closed,
)
export const NoticeAnswer = Type.Object({ text: Long, fileIds: ids(20) }, closed)
export type NoticeAnswer = Static<typeof NoticeAnswer>
export const NoticeExtension = Type.Object({ text: Long, dueOn: Day }, closed)

// Inspections -----------------------------------------------------------------------------------------------------------

export const InspectionForm = Type.Enum(['special', 'general', 'incident', 'daily', 'clue'])
export const InspectionState = Type.Enum(['planned', 'underway', 'concluded', 'cancelled'])
export const Inspection = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  number: Type.String({ description: '督查〔2026〕1号' }),
  form: InspectionForm,
  title: Type.String(),
  state: InspectionState,
  owner: Unit,
  startsOn: Day,
  endsOn: Day,
  tasks: Type.Integer({ description: 'that the caller may see' }),
  objects: Type.Integer({ description: 'that the caller may see' }),
  open: Type.Integer({ description: 'objects that are not closed' }),
})
export type Inspection = Static<typeof Inspection>
export const InspectionList = listOf(Inspection)
export type InspectionList = Static<typeof InspectionList>
export const InspectionQuery = Type.Object(
  { ...listQuery(INSPECTION_PLACE), state: Type.Optional(InspectionState), task: Type.Optional(Uuid) },
  closed,
)
export type InspectionQuery = Static<typeof InspectionQuery>

export const InspectedUnit = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  unit: Unit,
  state: Type.Enum([...OBJECT_STATES]),
  verdict: nullable(Type.Enum(['met', 'rectify'])),
  conclusion: nullableText(),
  rectifyBy: NullableDay,
  receivedOn: NullableDay,
  objectUntil: NullableDay,
  decideUntil: NullableDay,
  objected: Type.Boolean(),
  files: Type.Array(SupervisionFile),
  waiting: Type.Array(SupervisionFile),
  may: Type.Array(Type.Enum(['conclude', 'receive', 'object', 'decide', 'rectify', 'check', 'close', 'issue_notice'])),
})
export type InspectedUnit = Static<typeof InspectedUnit>
export const InspectionDetail = Type.Object({
  ...Inspection.properties,
  basis: Type.String(),
  content: Type.String(),
  scope: Type.String(),
  ways: Type.Array(Type.String()),
  inspectors: Type.Array(Type.String()),
  inspectorIds: Type.Array(Type.String(), { description: 'those that are users; only for who inspects' }),
  taskList: Type.Array(Task),
  units: Type.Array(InspectedUnit),
  steps: Type.Array(
    Type.Object({
      id: Uuid,
      objectId: nullable(Uuid),
      kind: Type.String(),
      text: nullableText(),
      at: Moment,
      userName: Type.String(),
      organizationName: Type.String(),
    }),
  ),
  may: Type.Array(Type.Enum(['edit', 'start', 'cancel'])),
})
export type InspectionDetail = Static<typeof InspectionDetail>

/** Tasks to choose an inspection's from. */
export const TaskFilter = Type.Object(
  {
    programme: Type.Optional(Uuid),
    unit: Type.Optional(Uuid),
    light: Type.Optional(Type.Enum(['red', 'yellow', 'green', 'grey'])),
    place: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
    overdue: Type.Optional(Type.Boolean()),
    q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
  },
  closed,
)
export type TaskFilter = Static<typeof TaskFilter>
export const Candidates = Type.Object({
  total: Type.Integer(),
  items: Type.Array(
    Type.Object({
      id: Uuid,
      number: Type.Integer(),
      title: Type.String(),
      light: nullableText(),
      dueOn: NullableDay,
      units: Type.Array(Unit, { description: 'that answer for it, leads first' }),
      inspections: Type.Array(Type.String(), { description: 'numbers of those planned or under way about it' }),
    }),
  ),
})
export type Candidates = Static<typeof Candidates>

export const NewInspection = Type.Object(
  {
    form: InspectionForm,
    title: Title,
    basis: Long,
    content: Long,
    scope: Type.Optional(Type.String({ maxLength: 5000, format: 'prose' })),
    ways: Type.Array(Text(100), { maxItems: 20 }),
    inspectors: Type.Array(Text(200), { maxItems: 100 }),
    inspectorIds: Type.Optional(Type.Array(Text(100), { maxItems: 100 })),
    takesPart: Type.Optional(
      Type.Boolean({ description: 'the caller inspects too, and so does not decide on objections' }),
    ),
    startsOn: Day,
    endsOn: Day,
    taskIds: ids(2000, 1),
    unitIds: ids(500, 1),
    filter: Type.Optional(TaskFilter),
  },
  closed,
)
export type NewInspection = Static<typeof NewInspection>
export const InspectionEdit = Type.Object(
  {
    title: Title,
    basis: Long,
    content: Long,
    scope: Type.String({ maxLength: 5000, format: 'prose' }),
    ways: Type.Array(Text(100), { maxItems: 20 }),
    inspectors: Type.Array(Text(200), { maxItems: 100 }),
    inspectorIds: Type.Array(Text(100), { maxItems: 100 }),
    startsOn: Day,
    endsOn: Day,
  },
  closed,
)
export type InspectionEdit = Static<typeof InspectionEdit>
export const InspectorQuery = Type.Object({ q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })) }, closed)
export const InspectorList = Type.Object({
  items: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), organization: Type.String(), organizationId: Uuid }),
  ),
})
export type InspectorList = Static<typeof InspectorList>
export const Conclusion = Type.Object(
  { text: Long, verdict: Type.Enum(['met', 'rectify']), rectifyBy: Type.Optional(NullableDay) },
  closed,
)
export type Conclusion = Static<typeof Conclusion>
export const Decision = Type.Object(
  {
    decision: Type.Enum(['uphold', 'change']),
    text: Long,
    conclusion: Type.Optional(Long),
    verdict: Type.Optional(Type.Enum(['met', 'rectify'])),
    rectifyBy: Type.Optional(NullableDay),
  },
  closed,
)
export type Decision = Static<typeof Decision>
export const Check = Type.Object({ passed: Type.Boolean(), text: Long }, closed)
