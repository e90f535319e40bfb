import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { WATER_CLASSES } from '../../../monitoring/index.ts'
import { Moment, NullableDay, nullable, nullableText, Uuid } from '../../../platform/http/index.ts'
import { ResourceContentSchema } from '../../catalogue/index.ts'
import { DATA_TYPES, type DataType } from '../../catalogue/schemas.ts'

// What travels, kind by kind. What came is held against these before anything is done with it: a signature says who told
// it, not that it makes sense.

const Line = Type.String({ maxLength: 4000 })
const Count = Type.Integer({ minimum: 0 })
const nullableOf = <const Words extends readonly string[]>(words: Words) =>
  Type.Unsafe<Words[number] | null>({ type: ['string', 'null'], enum: [...words, null] })

const LIGHTS = ['red', 'yellow', 'grey', 'green', 'closed'] as const
export const TASK_STATES = ['dispatched', 'underway', 'closing', 'closed'] as const

const Reason = Type.Object({
  rule: Line,
  subjects: Type.Array(
    Type.Object({
      organizationId: Type.Optional(Type.String()),
      organization: Type.Optional(Line),
      title: Type.Optional(Line),
      dueOn: Type.Optional(Type.String({ format: 'date' })),
      kind: Type.Optional(Line),
    }),
  ),
})

export const ToldReport = Type.Object({
  period: Line,
  unit: Line,
  submittedAt: Moment,
  state: Type.Enum(['due', 'submitted', 'returned', 'accepted', 'waived']),
  claim: Type.Enum(['not_started', 'on_track', 'behind', 'blocked', 'done']),
  grade: Type.Enum(['statement', 'document', 'measured', 'verified']),
  percent: Type.Unsafe<number | null>({ type: ['number', 'null'] }),
  figures: Type.Array(
    Type.Object({
      indicator: Line,
      unit: Line,
      period: Line,
      value: Type.Unsafe<number | null>({ type: ['number', 'null'] }),
    }),
  ),
})
export type ToldReport = Static<typeof ToldReport>

export const ToldTask = Type.Object({
  number: Count,
  title: Line,
  programme: Line,
  document: nullable(Type.Object({ title: Line, number: nullableText() })),
  provision: nullableText({ description: 'address in the document' }),
  provisionLabel: Line,
  chapterLabel: Line,
  units: Type.Array(
    Type.Object({
      name: Line,
      shortName: Line,
      role: Type.Enum(['lead', 'participant', 'responsible']),
      jurisdictionCode: nullableText(),
    }),
  ),
  state: Type.Enum([...TASK_STATES]),
  pace: Type.Enum(['finite', 'ongoing']),
  dueOn: NullableDay,
  light: nullableOf(LIGHTS),
  since: NullableDay,
  reasons: Type.Array(Reason),
  lastReport: nullable(ToldReport),
})
export type ToldTask = Static<typeof ToldTask>

const Side = Type.Enum(['upstream', 'downstream'])
const AnyClass = Type.Enum([...WATER_CLASSES])
const Amount = Type.Optional(Type.String())
const Multiple = Type.Optional(nullableText())
export const ToldAlert = Type.Object({
  kind: Type.Enum(['worse_than_target', 'sudden_change', 'arrival']),
  title: Line,
  titleEn: Line,
  side: Type.Unsafe<Static<typeof Side>>({ ...Side, description: 'which side of the border lies away from the owner' }),
  section: Type.Object({ code: Line, name: Line, river: Line, upstreamCode: Line, downstreamCode: Line }),
  parameter: nullableText(),
  evidence: Type.Object({
    value: Amount,
    unit: Amount,
    targetClass: Type.Optional(AnyClass),
    class: Type.Optional(AnyClass),
    limit: Amount,
    multiple: Multiple,
    median: Amount,
    times: Amount,
    from: Amount,
    travelHours: Amount,
    decidedBy: Type.Optional(Type.Array(Line)),
    exceeding: Type.Optional(
      Type.Array(
        Type.Object({
          code: Line,
          class: AnyClass,
          value: Amount,
          unit: Amount,
          limit: Amount,
          multiple: nullableText(),
        }),
      ),
    ),
  }),
  observedAt: Moment,
  expectedAt: nullable(Moment),
  receiveBy: Moment,
  state: Type.Enum(['open', 'received', 'handling', 'closed']),
  raisedAt: Moment,
  closedAt: nullable(Moment),
  parties: Type.Array(
    Type.Object({
      organizationId: Uuid,
      organization: Line,
      side: Type.Enum(['upstream', 'downstream', 'own']),
      receiveBy: Moment,
      receivedAt: nullable(Moment),
      receivedBy: nullableText(),
      missedAt: nullable(Moment),
    }),
  ),
})
export type ToldAlert = Static<typeof ToldAlert>

export const ToldReceipt = Type.Object({ text: Line, at: Moment, userName: Line, organizationName: Line })
export type ToldReceipt = Static<typeof ToldReceipt>

export const ToldResource = Type.Object({
  code: Line,
  number: Count,
  provider: Line,
  publishedAt: Moment,
  refreshedOn: NullableDay,
  dueOn: NullableDay,
  content: Type.Omit(ResourceContentSchema, ['commitmentIds']),
})
export type ToldResource = Static<typeof ToldResource>

/** The content, where it is what its kind has; null where it is something else, or is told no longer. */
export function contentOf<Content extends TSchema>(
  schema: Content,
  content: Readonly<Record<string, unknown>> | null,
): Static<Content> | null {
  return content !== null && Value.Check(schema, content) ? content : null
}

/** What was agreed with a unit of the receiver's: `grant`. */
export const ToldGrant = Type.Object({
  resource: Line,
  provider: Line,
  recipientId: Type.String(),
  recipient: Line,
  purpose: Line,
  validFrom: Type.String({ description: 'a day; both are included' }),
  validUntil: Type.String(),
  withdrawnFrom: nullableText({ description: 'the day from which on it is withdrawn, as its provider announced' }),
  withdrawnReason: nullableText(),
  items: Type.Array(
    Type.Object({
      name: Line,
      dataType: Type.Unsafe<DataType | null>({ type: ['string', 'null'], enum: [...DATA_TYPES, null] }),
      isMasked: Type.Boolean(),
    }),
  ),
})
export type ToldGrant = Static<typeof ToldGrant>

/** A row under such an agreement, cut as it says: `row`. */
export interface ToldRow {
  agreementId: string
  recipientId: string
  row: Record<string, string | number | boolean | null>
}
