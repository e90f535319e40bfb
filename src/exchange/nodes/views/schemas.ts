import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Uuid,
} from '../../../platform/http/index.ts'
import { TASK_STATES, ToldAlert, ToldReport, ToldResource, ToldTask } from '../cargo/contents.ts'
import { NODE_CODE } from '../rules/event.ts'
import { ChannelStop } from '../schemas.ts'

// What this node was told, as the API sends it: nodes, and by kind what they own.

const Count = Type.Integer({ minimum: 0 })
const Code = Type.String({ pattern: NODE_CODE.source })
const role = Type.Enum(['region', 'member'])
const Jurisdiction = nullable(Type.Object({ code: Type.String(), name: Type.String() }))
const CompleteAt = nullable(
  Type.String({
    format: 'date-time',
    description: 'up to when we know all that it had to tell; null: it was never heard',
  }),
)

const named = { code: Type.String(), name: Type.String(), nameEn: Type.String() }
const whose = Type.Object({ ...named, completeAt: CompleteAt, revokedAt: nullable(Moment) })
/** When the answer was made, and from which age on figures are old: ages are counted by the server's clock. */
const clock = { at: Moment, oldAfterMinutes: Count }

export const NodeFacts = Type.Object({
  ...named,
  role,
  jurisdiction: Jurisdiction,
  isSelf: Type.Boolean(),
  fingerprint: nullableText({ description: 'of the key that it signs with, to be compared by voice' }),
  admittedAt: Moment,
  revokedAt: nullable(Moment),
  revokedReason: nullableText(),
  told: Count,
  sent: Count,
  received: Count,
  heard: Count,
  stopped: ChannelStop,
  stoppedThere: ChannelStop,
  receivedAt: nullable(Moment),
  heardAt: nullable(Moment),
  completeAt: CompleteAt,
})
export type NodeFacts = Static<typeof NodeFacts>
const REASONS = [
  ...(['unreadable', 'forged', 'tampered', 'repeated', 'early', 'forked', 'misdirected'] as const),
  ...(['unknown_sender', 'foreign_key', 'revoked_key', 'too_large', 'too_much'] as const),
] as const
export const NodeRefused = Type.Object({
  id: Type.Integer(),
  sender: Type.String({ description: 'as it says; ?: whoever is known to nobody here' }),
  reason: Type.Enum([...REASONS]),
  what: Type.String({ description: 'of what this node could not send itself: receiver, kind and key' }),
  first: Type.Integer({ description: 'where the last of them began' }),
  bytes: Count,
  times: Count,
  firstAt: Moment,
  lastAt: Moment,
})
export type NodeRefused = Static<typeof NodeRefused>
export const NodeList = Type.Object({
  ...clock,
  self: nullable(Type.Object({ ...named, role }, { description: 'null: this installation is no node' })),
  nodes: Type.Array(NodeFacts),
  refused: Type.Array(NodeRefused, { description: 'the last of them' }),
  refusedTotal: Count,
})
export type NodeList = Static<typeof NodeList>

const Light = ['red', 'yellow', 'grey', 'green', 'closed'] as const
export const RegionMember = Type.Object({
  ...whose.properties,
  tasks: Count,
  lights: Type.Object(
    Object.fromEntries(Light.map((light) => [light, Count])) as Record<(typeof Light)[number], typeof Count>,
  ),
  states: Type.Object(
    Object.fromEntries(TASK_STATES.map((state) => [state, Count])) as Record<
      (typeof TASK_STATES)[number],
      typeof Count
    >,
  ),
  lastReportAt: nullable(Moment),
  alertsWaiting: Type.Integer({ minimum: 0, description: 'alerts of its borders that somebody has still to receive' }),
})
export type RegionMember = Static<typeof RegionMember>
export const RegionReport = Type.Object({
  owner: whose,
  key: Type.String(),
  title: Type.String(),
  report: ToldReport,
})
export type RegionReport = Static<typeof RegionReport>
const BorderAlert = Type.Object({ owner: whose, key: Type.String(), alert: ToldAlert })
export const RegionCockpit = Type.Object({
  ...clock,
  self: nullable(Type.Object({ ...named, role })),
  members: Type.Array(RegionMember),
  reports: Type.Array(RegionReport, { description: 'the newest' }),
  alerts: Type.Array(BorderAlert, { description: 'that wait for a receipt, those that are due first' }),
})
export type RegionCockpit = Static<typeof RegionCockpit>

export const REGION_TASK_PLACE = cursorOf('told-tasks', 'integer', 'text', 'text', 'text')
const reasons = ToldTask.properties.reasons.items.properties.subjects.items.properties
export const RegionTask = Type.Object({
  ...ToldTask.properties,
  key: Type.String(),
  owner: whose,
  toldAt: Moment,
  reasons: Type.Array(
    Type.Object({
      rule: Type.String(),
      subjects: Type.Array(Type.Object({ ...reasons, daysLate: Type.Optional(Type.Integer()) })),
    }),
  ),
})
export type RegionTask = Static<typeof RegionTask>
export const RegionTaskList = listOf(RegionTask)
export type RegionTaskList = Static<typeof RegionTaskList>
export const RegionTaskQuery = Type.Object(
  {
    ...listQuery(REGION_TASK_PLACE),
    owner: Type.Optional(Code),
    light: Type.Optional(Type.Enum([...Light])),
    state: Type.Optional(Type.Enum([...TASK_STATES])),
    q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
  },
  closed,
)
export type RegionTaskQuery = Static<typeof RegionTaskQuery>

export const NEIGHBOUR_ALERT_PLACE = cursorOf('neighbour-alerts', 'boolean', 'text', 'text', 'text')
export const NeighbourAlert = Type.Object({
  ...BorderAlert.properties,
  toldAt: Moment,
  receipt: nullable(
    Type.Object({
      text: Type.String(),
      at: Moment,
      userName: Type.String(),
      organizationName: Type.String(),
      isLate: Type.Boolean(),
      isRecorded: Type.Boolean({ description: 'its owner has it' }),
    }),
  ),
  mayReceive: Type.Boolean(),
})
export type NeighbourAlert = Static<typeof NeighbourAlert>
export const NeighbourAlertList = listOf(NeighbourAlert)
export type NeighbourAlertList = Static<typeof NeighbourAlertList>
export const NeighbourAlertQuery = Type.Object(
  {
    ...listQuery(NEIGHBOUR_ALERT_PLACE),
    waiting: Type.Optional(Type.Boolean({ description: 'not received here, and not over' })),
  },
  closed,
)
export type NeighbourAlertQuery = Static<typeof NeighbourAlertQuery>
export const NeighbourAlertParams = Type.Object({ owner: Code, id: Uuid }, closed)
export const NewNeighbourReceipt = Type.Object(
  { text: Type.Optional(Type.String({ maxLength: 2000, format: 'prose' })) },
  closed,
)

export const TOLD_RESOURCE_PLACE = cursorOf('told-resources', 'text', 'text', 'text')
export const ToldResourceListed = Type.Object({
  ...ToldResource.properties,
  key: Type.String(),
  owner: whose,
  toldAt: Moment,
})
export type ToldResourceListed = Static<typeof ToldResourceListed>
export const ToldResourceList = listOf(ToldResourceListed)
export type ToldResourceList = Static<typeof ToldResourceList>
export const ToldResourceQuery = Type.Object(
  {
    ...listQuery(TOLD_RESOURCE_PLACE),
    owner: Type.Optional(Code),
    q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
  },
  closed,
)
export type ToldResourceQuery = Static<typeof ToldResourceQuery>
export const ToldResourceParams = Type.Object({ owner: Code, id: Uuid }, closed)
