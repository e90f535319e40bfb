import { type Static, Type } from 'typebox'
import { Day, NullableDay, nullableText, Uuid } from '../../../platform/http/index.ts'

// Words that all of reporting uses.

export { Day, NullableDay }
export const NullableMoment = nullableText({ format: 'date-time', description: 'UTC' })

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

export const UnitRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
export type UnitRef = Static<typeof UnitRef>
