import { type Static, Type } from 'typebox'
import { closed, cutListOf, Moment, Uuid } from '../../../platform/http/index.ts'
import { Day, Frequency, NullableMoment, UnitRef } from './words.ts'

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

export const CycleList = Type.Object({ today: Day, ...cutListOf(CycleSummary).properties })
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
