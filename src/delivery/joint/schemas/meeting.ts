import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  Day,
  listOf,
  listQuery,
  Moment,
  NullableDay,
  nullable,
  nullableText,
  Uuid,
} from '../../../platform/http/index.ts'
import { MEETING_STATES } from '../rules/meeting.ts'
import { Revision, UnitRef } from './common.ts'
import { Escalation, TaskRef } from './escalation.ts'

export const MEETING_PLACE = cursorOf('meetings', 'day', 'uuid')

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
  {
    ...listQuery(MEETING_PLACE),
    state: Type.Optional(MeetingState),
    ladder: Type.Optional(Uuid),
    tier: Type.Optional(Uuid),
  },
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
