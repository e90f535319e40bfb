import { type Static, type TSchema, Type } from 'typebox'
import { LongText, Text } from '../../platform/http/index.ts'

// Null first: where values are coerced, the other order would turn null into an empty text.
export const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema])
export const nullableText = (facts: object = {}) => Type.Unsafe<string | null>({ type: ['string', 'null'], ...facts })
export const nullableInteger = (facts: object = {}) =>
  Type.Unsafe<number | null>({ type: ['integer', 'null'], ...facts })
export const closed = { additionalProperties: false } as const

export const Uuid = Type.String({ format: 'uuid' })
export const Moment = Type.String({ format: 'date-time', description: 'UTC' })
export const Day = Type.String({ format: 'date', description: 'ISO date' })
export const Span = Type.Unsafe<[start: number, end: number]>({
  type: 'array',
  items: { type: 'integer', minimum: 0 },
  minItems: 2,
  maxItems: 2,
  description: '[start, end) in UTF-16 units of the canonical text',
})
export type Span = Static<typeof Span>

export const CommitmentKind = Type.Enum(['task', 'target', 'project', 'zone', 'mechanism'])
export type CommitmentKind = Static<typeof CommitmentKind>
/** `replaced`: split into others, or merged into one; they carry on. */
export const CommitmentState = Type.Enum(['extracted', 'confirmed', 'rejected', 'replaced'])
export type CommitmentState = Static<typeof CommitmentState>
export const Role = Type.Enum(['lead', 'participant', 'responsible'])
export type Role = Static<typeof Role>
export const Visibility = Type.Enum(['cluster', 'organization'])
export type Visibility = Static<typeof Visibility>
export const Comparator = Type.Enum(['=', '>=', '<=', '>', '<', '~'])
export const Recurrence = Type.Enum(['year', 'half_year', 'quarter', 'month'])
/** Why a confirmed commitment asks for another look after a new version or a re-parse. */
export const Review = Type.Enum(['text_changed', 'responsibilities_changed'])
export type Review = Static<typeof Review>

export const OrganizationRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
export type OrganizationRef = Static<typeof OrganizationRef>

export const PersonRef = Type.Object({
  userId: Type.String(),
  userName: Type.String(),
  organizationId: Uuid,
  organizationName: Type.String(),
})
export type PersonRef = Static<typeof PersonRef>

export const Responsibility = Type.Object({
  kind: Type.Enum(['unit', 'class'], { description: 'class: a set the text names and does not list' }),
  printed: Type.String({ description: 'the name as the plan gives it, shared prefix and head restored' }),
  role: Role,
  organization: nullable(OrganizationRef),
  today: Type.Array(OrganizationRef, {
    description: 'who holds the duty now, where it is not the unit itself; a unit split since has several',
  }),
  span: nullable(Span),
  inheritedFrom: nullableText({ description: 'address of the provision whose assignment covers this commitment' }),
})
export type Responsibility = Static<typeof Responsibility>

export const Deadline = Type.Object({
  date: nullableText({ description: 'last day, ISO date; null where it recurs or is open' }),
  recurs: nullable(Recurrence),
  quote: Type.String(),
  span: nullable(Span),
})
export type Deadline = Static<typeof Deadline>

export const TargetFacts = Type.Object({
  subject: Type.String(),
  comparator: Comparator,
  value: Type.Union([Type.Number(), Type.String()]),
  unit: Type.String(),
  year: nullableInteger(),
  damaged: Type.Boolean({ description: 'the source lost a sign here: the value waits for a person' }),
})
export type TargetFacts = Static<typeof TargetFacts>

export const ProjectFacts = Type.Object({ name: Type.String(), stage: nullableText(), box: nullableText() })
export type ProjectFacts = Static<typeof ProjectFacts>

export const ProvisionRef = Type.Object({
  address: Type.String({ description: 'marker path, stable over a re-parse and a corrected upload' }),
  label: Type.String({ description: 'marker and title' }),
})
export type ProvisionRef = Static<typeof ProvisionRef>

/** Why a person does something, and what a person calls something. */
export const Reason = LongText(1000)
export const Title = Text(300)
