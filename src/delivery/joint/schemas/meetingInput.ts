import { type Static, Type } from 'typebox'
import { closed, Day, NullableDay, nullable, Uuid } from '../../../platform/http/index.ts'
import { ids, Long, optional, Title } from './common.ts'
import { Attendance, ReplyKind } from './meeting.ts'

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
