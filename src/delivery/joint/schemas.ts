import { type Static, type TSchema, Type } from 'typebox'
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
import { ESCALATION_EVENTS, ESCALATION_STATES } from './rules/escalation.ts'
import { MEETING_STATES } from './rules/meeting.ts'

// Everything that ladders, escalations and meetings send and take. The pages build on `import type` of these.

const Long = Type.String({ minLength: 1, maxLength: 20_000, format: 'prose', pattern: '\\S' })
const Title = Type.String({ minLength: 1, maxLength: 300, format: 'line', pattern: '\\S' })
const Revision = Type.Integer({ description: 'row revision: 3 is the ETag "v3" that If-Match names' })
const ids = (maximum: number, minimum = 0) =>
  Type.Array(Uuid, { minItems: minimum, maxItems: maximum, uniqueItems: true })
const optional = <T extends TSchema>(schema: T) => Type.Optional(nullable(schema))

export const UnitRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
export type UnitRef = Static<typeof UnitRef>
export const Rotation = Type.Enum(['none', 'meeting', 'year'], {
  description: 'none: the first host always; meeting: the next host at each meeting; year: each for a year',
})

// Ladders ---------------------------------------------------------------------------------------------------------------

export const Tier = Type.Object({
  id: Uuid,
  position: Type.Integer(),
  name: Type.String(),
  answerDays: nullable(Type.Integer({ description: 'working days; null: nothing rises from here by itself' })),
  rotation: Rotation,
  hosts: Type.Array(UnitRef),
  members: Type.Array(UnitRef),
  waiting: Type.Integer({ description: 'open matters that stand here and that the caller may see' }),
})
export type Tier = Static<typeof Tier>

export const Ladder = Type.Object({
  id: Uuid,
  revision: Revision,
  cluster: Type.Object({ id: Type.String(), name: Type.String() }),
  owner: UnitRef,
  name: Type.String(),
  source: Type.String(),
  tiers: Type.Array(Tier),
})
export type Ladder = Static<typeof Ladder>
export const LadderList = Type.Object({ items: Type.Array(Ladder) })
export type LadderList = Static<typeof LadderList>

export const TierInput = Type.Object(
  {
    id: Type.Optional(Uuid),
    name: Title,
    answerDays: nullable(Type.Integer({ minimum: 1, maximum: 250 })),
    rotation: Rotation,
    hosts: ids(60, 1),
    members: ids(200),
  },
  closed,
)
export type TierInput = Static<typeof TierInput>
export const LadderInput = Type.Object(
  {
    name: Title,
    source: Type.Optional(Type.String({ maxLength: 2000, format: 'prose' })),
    tiers: Type.Array(TierInput, { minItems: 1, maxItems: 9 }),
  },
  closed,
)
export type LadderInput = Static<typeof LadderInput>
export const NewLadder = Type.Object(
  { clusterId: Type.String({ maxLength: 100, format: 'line' }), ...LadderInput.properties },
  closed,
)
export type NewLadder = Static<typeof NewLadder>

export const LadderPresets = Type.Object({
  items: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      source: Type.String(),
      tiers: Type.Array(Type.Object({ name: Type.String(), answerDays: nullable(Type.Integer()), rotation: Rotation })),
    }),
  ),
})
export type LadderPresets = Static<typeof LadderPresets>

// Escalations -----------------------------------------------------------------------------------------------------------

export const EscalationState = Type.Enum([...ESCALATION_STATES])
export const TaskRef = Type.Object({ id: Uuid, number: Type.Integer(), title: Type.String(), programmeId: Uuid })
export type TaskRef = Static<typeof TaskRef>

export const Escalation = Type.Object({
  id: Uuid,
  revision: Revision,
  number: Type.String({ description: '提请〔2026〕3号' }),
  title: Type.String(),
  state: EscalationState,
  ladder: Type.Object({ id: Uuid, name: Type.String() }),
  tier: Type.Object({ id: Uuid, position: Type.Integer(), name: Type.String(), of: Type.Integer() }),
  task: nullable(TaskRef),
  raisedBy: UnitRef,
  raisedByUser: Type.String(),
  raisedAt: Moment,
  sinceOn: Day,
  risesAfter: NullableDay,
  updatedAt: Moment,
})
export type Escalation = Static<typeof Escalation>
export const EscalationList = listOf(Escalation)
export type EscalationList = Static<typeof EscalationList>

export const EscalationStep = Type.Object({
  seq: Type.Integer(),
  kind: Type.Enum([...ESCALATION_EVENTS]),
  text: nullableText(),
  tier: Type.String(),
  at: Moment,
  userName: nullableText({ description: 'null: the rule, by itself' }),
  organizationName: nullableText(),
})
export type EscalationStep = Static<typeof EscalationStep>

export const EscalationDetail = Type.Object({
  ...Escalation.properties,
  matter: Type.String(),
  tried: Type.String(),
  wanted: Type.String(),
  answer: nullableText(),
  owner: UnitRef,
  hosts: Type.Array(UnitRef, { description: 'of the tier where it stands' }),
  tiers: Type.Array(
    Type.Object({ id: Uuid, name: Type.String(), position: Type.Integer(), answerDays: nullable(Type.Integer()) }),
  ),
  steps: Type.Array(EscalationStep, { description: 'oldest first' }),
  meetings: Type.Array(
    Type.Object({
      id: Uuid,
      title: Type.String(),
      heldOn: Day,
      state: Type.Enum([...MEETING_STATES]),
      outcome: nullableText(),
      resolutions: Type.Array(
        Type.Object({ id: Uuid, number: Type.Integer(), title: Type.String(), taskId: nullable(Uuid) }),
      ),
    }),
  ),
  may: Type.Array(Type.Enum(['answer', 'accept', 'contest', 'rise', 'withdraw', 'schedule']), {
    description: 'what the caller may do with it now',
  }),
})
export type EscalationDetail = Static<typeof EscalationDetail>

export const EscalationQuery = Type.Object(
  {
    ...ListQuery,
    state: Type.Optional(EscalationState),
    open: Type.Optional(Type.Boolean({ description: 'only those waiting, on an agenda or answered' })),
    ladder: Type.Optional(Uuid),
    tier: Type.Optional(Uuid),
    task: Type.Optional(Uuid),
    mine: Type.Optional(Type.Boolean({ description: 'only those that my organization raised' })),
    forMe: Type.Optional(Type.Boolean({ description: 'only those that wait for my organization as host' })),
    q: Type.Optional(Text(100)),
  },
  closed,
)
export type EscalationQuery = Static<typeof EscalationQuery>

export const NewEscalation = Type.Object(
  {
    ladderId: Uuid,
    taskId: optional(Uuid),
    title: Title,
    matter: Long,
    tried: Long,
    wanted: Long,
    tierId: Type.Optional(Uuid),
  },
  closed,
)
export type NewEscalation = Static<typeof NewEscalation>
export const ActText = Type.Object({ text: Long }, closed)
export const OptionalText = Type.Object(
  { text: Type.Optional(Type.String({ maxLength: 20_000, format: 'prose' })) },
  closed,
)

// Meetings --------------------------------------------------------------------------------------------------------------

export const MeetingState = Type.Enum([...MEETING_STATES])
export const Meeting = Type.Object({
  id: Uuid,
  revision: Revision,
  title: Type.String(),
  session: Type.Integer(),
  state: MeetingState,
  ladder: Type.Object({ id: Uuid, name: Type.String() }),
  tier: Type.Object({ id: Uuid, name: Type.String() }),
  host: UnitRef,
  owner: UnitRef,
  heldOn: Day,
  heldAt: Type.String({ description: 'HH:MM in Asia/Shanghai, or empty: not set' }),
  place: Type.String(),
  items: Type.Integer(),
  resolutions: Type.Integer(),
})
export type Meeting = Static<typeof Meeting>
export const MeetingList = listOf(Meeting)
export type MeetingList = Static<typeof MeetingList>
export const MeetingQuery = Type.Object(
  { ...ListQuery, state: Type.Optional(MeetingState), ladder: Type.Optional(Uuid), tier: Type.Optional(Uuid) },
  closed,
)
export type MeetingQuery = Static<typeof MeetingQuery>

export const Attendance = Type.Enum(['present', 'represented', 'absent'])
export const ReplyKind = Type.Enum(['attend', 'deputy', 'absent'])
export const Reply = Type.Object({
  reply: ReplyKind,
  person: Type.String({ description: 'who comes' }),
  note: Type.String({ description: 'why not, or what else must be known' }),
  at: Moment,
  userName: Type.String(),
})
export type Reply = Static<typeof Reply>
export const Attendee = Type.Object({
  organization: UnitRef,
  capacity: Type.Enum(['member', 'observer']),
  attendance: nullable(Attendance),
  person: Type.String(),
  reply: nullable(Reply), // to the invitation: only for itself, the host and the secretariat
})
export type Attendee = Static<typeof Attendee>

export const Material = Type.Object({
  id: Uuid,
  agendaItemId: nullable(Uuid),
  title: Type.String(),
  fileName: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  at: Moment,
  userName: Type.String(),
  organizationId: Uuid,
  organizationName: Type.String(),
})
export type Material = Static<typeof Material>

export const Objection = Type.Object({
  id: Uuid,
  text: Type.String(),
  at: Moment,
  userName: Type.String(),
  organizationId: Uuid,
  organizationName: Type.String(),
  withdrawnAt: nullable(Moment),
})
export type Objection = Static<typeof Objection>

export const Resolution = Type.Object({
  id: Uuid,
  revision: Revision,
  agendaItemId: Uuid,
  number: Type.Integer(),
  title: Type.String(),
  text: Type.String(),
  measure: Type.String(),
  pace: Type.Enum(['finite', 'ongoing']),
  dueOn: NullableDay,
  leads: Type.Array(UnitRef),
  participants: Type.Array(UnitRef),
  taskId: nullable(Uuid),
  objections: Type.Array(Objection),
})
export type Resolution = Static<typeof Resolution>

export const AgendaItem = Type.Object({
  id: Uuid,
  revision: Revision,
  title: Type.String(),
  escalation: nullable(
    Type.Object({
      id: Uuid,
      number: Type.String(),
      raisedBy: Type.String(),
      matter: Type.String(),
      tried: Type.String(),
      wanted: Type.String(),
      task: nullable(TaskRef),
    }),
  ),
  presenter: nullable(UnitRef),
  minutesWanted: nullable(Type.Integer()),
  discussion: Type.String(),
  outcome: nullable(Type.Enum(['resolved', 'deferred', 'raised'])),
  resolutions: Type.Array(Resolution),
})
export type AgendaItem = Static<typeof AgendaItem>

export const MinutesGap = Type.Object({
  kind: Type.Enum([
    'item_without_outcome',
    'item_without_discussion',
    'resolution_without_lead',
    'resolution_without_due',
    'attendance_missing',
  ]),
  title: Type.String(),
})

export const MeetingDetail = Type.Object({
  ...Meeting.properties,
  minutes: Type.String(),
  cancelledReason: nullableText(),
  minutedAt: nullable(Moment),
  attendees: Type.Array(Attendee),
  agenda: Type.Array(AgendaItem),
  materials: Type.Array(Material),
  gaps: Type.Array(MinutesGap, { description: 'what is missing before the minutes can be issued' }),
  objections: Type.Integer({ description: 'that stand against its resolutions' }),
  hosts: Type.Array(UnitRef, { description: 'of its tier, in the order of their turn' }),
  may: Type.Array(Type.Enum(['edit', 'convene', 'hold', 'issue', 'cancel', 'add_material', 'object', 'reply'])),
})
export type MeetingDetail = Static<typeof MeetingDetail>

export const NextMeeting = Type.Object({
  host: UnitRef,
  hosts: Type.Array(UnitRef),
  members: Type.Array(UnitRef),
  session: Type.Integer(),
  matters: Type.Array(Escalation, { description: 'that wait at this tier' }),
})
export type NextMeeting = Static<typeof NextMeeting>

const HeldAt = Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d)?$' })
export const NewMeeting = Type.Object(
  {
    tierId: Uuid,
    title: Title,
    heldOn: Day,
    heldAt: Type.Optional(HeldAt),
    place: Type.Optional(Type.String({ maxLength: 300, format: 'line' })),
    hostId: Type.Optional(Uuid),
    escalationIds: Type.Optional(ids(100)),
  },
  closed,
)
export type NewMeeting = Static<typeof NewMeeting>
export const MeetingEdit = Type.Object(
  {
    title: Type.Optional(Title),
    heldOn: Type.Optional(Day),
    heldAt: Type.Optional(HeldAt),
    place: Type.Optional(Type.String({ maxLength: 300, format: 'line' })),
    hostId: Type.Optional(Uuid),
    minutes: Type.Optional(Type.String({ maxLength: 100_000, format: 'prose' })),
  },
  { ...closed, minProperties: 1 },
)
export type MeetingEdit = Static<typeof MeetingEdit>

export const AttendeesInput = Type.Object(
  {
    attendees: Type.Array(
      Type.Object(
        {
          organizationId: Uuid,
          capacity: Type.Enum(['member', 'observer']),
          attendance: nullable(Attendance),
          person: Type.String({ maxLength: 200, format: 'line' }),
        },
        closed,
      ),
      { maxItems: 300 },
    ),
  },
  closed,
)
export type AttendeesInput = Static<typeof AttendeesInput>

export const NewReply = Type.Object(
  {
    reply: ReplyKind,
    person: Type.Optional(Type.String({ maxLength: 200, format: 'line' })),
    note: Type.Optional(Type.String({ maxLength: 2000, format: 'prose' })),
  },
  closed,
)
export type NewReply = Static<typeof NewReply>

export const AgendaOrder = Type.Object({ order: ids(200) }, closed)
export const NewAgendaItem = Type.Object(
  {
    title: Type.Optional(Title),
    escalationId: Type.Optional(Uuid),
    presenterId: optional(Uuid),
    minutesWanted: optional(Type.Integer({ minimum: 1, maximum: 480 })),
  },
  closed,
)
export type NewAgendaItem = Static<typeof NewAgendaItem>
export const AgendaItemEdit = Type.Object(
  {
    title: Type.Optional(Title),
    presenterId: optional(Uuid),
    minutesWanted: optional(Type.Integer({ minimum: 1, maximum: 480 })),
    discussion: Type.Optional(Type.String({ maxLength: 100_000, format: 'prose' })),
    outcome: optional(Type.Enum(['resolved', 'deferred', 'raised'])),
  },
  { ...closed, minProperties: 1 },
)
export type AgendaItemEdit = Static<typeof AgendaItemEdit>

export const ResolutionInput = Type.Object(
  {
    title: Title,
    text: Long,
    measure: Type.Optional(Type.String({ maxLength: 2000, format: 'prose' })),
    pace: Type.Enum(['finite', 'ongoing']),
    dueOn: NullableDay,
    leadIds: ids(50),
    participantIds: ids(200),
  },
  closed,
)
export type ResolutionInput = Static<typeof ResolutionInput>
export const NewResolution = Type.Object({ agendaItemId: Uuid, ...ResolutionInput.properties }, closed)
export type NewResolution = Static<typeof NewResolution>

export const IssueMinutes = Type.Object(
  {
    programmeId: Type.Optional(
      Type.Unsafe<string>({ ...Uuid, description: 'where tasks go whose matter has no task' }),
    ),
    objectionsSeen: Type.Integer({ minimum: 0, description: 'how many standing objections the caller has read' }),
  },
  closed,
)
export type IssueMinutes = Static<typeof IssueMinutes>
