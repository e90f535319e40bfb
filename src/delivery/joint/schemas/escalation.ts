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
import { ESCALATION_EVENTS, ESCALATION_STATES } from '../rules/escalation.ts'
import { MEETING_STATES } from '../rules/meeting.ts'
import { Long, optional, Revision, Title, UnitRef } from './common.ts'

export const ESCALATION_PLACE = cursorOf('escalations', 'moment', 'uuid')

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
  alertId: nullable(Uuid),
  statementId: nullable(Uuid),
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
    ...listQuery(ESCALATION_PLACE),
    state: Type.Optional(EscalationState),
    open: Type.Optional(Type.Boolean({ description: 'only those waiting, on an agenda or answered' })),
    ladder: Type.Optional(Uuid),
    tier: Type.Optional(Uuid),
    task: Type.Optional(Uuid),
    alert: Type.Optional({ ...Uuid, description: 'only those about the missed receipt of this alert' }),
    mine: Type.Optional(Type.Boolean({ description: 'only those that my organization raised' })),
    forMe: Type.Optional(Type.Boolean({ description: 'only those that wait for my organization as host' })),
    q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
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
