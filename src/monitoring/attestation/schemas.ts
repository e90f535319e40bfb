import { type Static, Type } from 'typebox'
import { closed, Day, LongText, Moment, nullableText, Uuid } from '../../platform/http/index.ts'
import { DISAGREEMENTS } from './rules/attest.ts'

const Decimal = Type.String({ pattern: '^[0-9]{1,3}(\\.[0-9]{1,4})?$' })
const Parameter = Type.String({ pattern: '^[A-Za-z0-9]{1,40}$' })
const ObservationId = Type.String({
  pattern: '^[1-9][0-9]{0,9}_[0-9]{1,15}$',
  description: '<datastream>_<milliseconds>, as SensorThings names observations',
})

export const NewAttestationRule = Type.Object(
  {
    sectionId: Uuid,
    disagreement: Type.Enum([...DISAGREEMENTS]),
    tolerance: { ...Decimal, description: 'percent of the mean of both; of pH units' },
    tolerances: Type.Optional(
      Type.Record(Parameter, Decimal, { maxProperties: 50, description: 'by parameter, where it differs' }),
    ),
    basis: LongText(500),
    validFrom: Day,
  },
  closed,
)
export type NewAttestationRule = Static<typeof NewAttestationRule>
export const AttestationRule = Type.Object({ id: Type.Integer() })

export const NewAttestation = Type.Object(
  { sectionId: Uuid, parameter: Parameter, upstream: ObservationId, downstream: ObservationId },
  closed,
)
export type NewAttestation = Static<typeof NewAttestation>
export const ThirdReading = Type.Object({ third: ObservationId }, closed)

export const Attestation = Type.Object({
  id: Type.Integer(),
  sectionId: Uuid,
  parameter: Type.String(),
  sampledOn: Day,
  upstream: Type.String(),
  downstream: Type.String(),
  third: nullableText(),
  outcome: Type.Enum(['agreed', ...DISAGREEMENTS, 'pending']),
  value: nullableText({ description: 'what stands; null: a third laboratory is awaited' }),
  belowDetection: Type.Boolean(),
  derivation: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
  basis: Type.String(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
  superseded: Type.Boolean(),
})
export type Attestation = Static<typeof Attestation>
export const AttestationList = Type.Object({ items: Type.Array(Attestation) })
export type AttestationList = Static<typeof AttestationList>
export const AttestationQuery = Type.Object(
  { section: Uuid, year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2199 })) },
  closed,
)
export type AttestationQuery = Static<typeof AttestationQuery>
