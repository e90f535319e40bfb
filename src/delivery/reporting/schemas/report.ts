import { type Static, Type } from 'typebox'
import { closed, Moment, nullable, nullableText, Text, Uuid } from '../../../platform/http/index.ts'
import { Claim, Grade, NullableDay, NullableMoment } from './words.ts'

// What a report says, and what hangs on one that was sent.

const Long = Type.String({ maxLength: 8000, format: 'prose' })

export const ReportFigure = Type.Object(
  {
    indicatorId: Uuid,
    period: Text(20),
    value: Type.Unsafe<number | null>({ type: ['number', 'null'], description: 'null: not known, never zero' }),
    note: Type.String({ maxLength: 1000, format: 'prose', default: '' }),
  },
  closed,
)
export type ReportFigure = Static<typeof ReportFigure>

export const ReportMilestone = Type.Object({ id: Uuid, doneOn: NullableDay }, closed)
export type ReportMilestone = Static<typeof ReportMilestone>

const contentParts = {
  progress: Type.Unsafe<string>({ ...Long, description: 'what was done in the period' }),
  problems: Type.Unsafe<string>({ ...Long, default: '', description: 'what stands in the way, and what is needed' }),
  next: Type.Unsafe<string>({ ...Long, default: '', description: 'what comes next' }),
  percent: Type.Unsafe<number | null>({ type: ['number', 'null'], minimum: 0, maximum: 100, default: null }),
  figures: Type.Array(ReportFigure, { maxItems: 200, default: [] }),
  milestones: Type.Array(ReportMilestone, { maxItems: 200, default: [] }),
  consolidates: Type.Array(Uuid, {
    maxItems: 500,
    default: [],
    description: 'obligations of the participants whose reports this one builds on; they are accepted with it',
  }),
  evidence: Type.Array(Uuid, { maxItems: 100, default: [] }),
}

/** What a report says. */
export const ReportContent = Type.Object({ claim: Claim, ...contentParts }, closed)
export type ReportContent = Static<typeof ReportContent>

/** The same while it is being written: nothing has to be there yet. */
export const DraftContent = Type.Object(
  { claim: Type.Unsafe<Claim | null>({ enum: [...Claim.enum, null] }), ...contentParts },
  closed,
)
export type DraftContent = Static<typeof DraftContent>

export const Evidence = Type.Object({
  id: Uuid,
  taskId: Uuid,
  title: Type.String(),
  grade: Grade,
  fileName: nullableText(),
  mediaType: nullableText(),
  bytes: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  source: nullableText({ description: 'where it comes from, in words' }),
  at: Moment,
  userName: Type.String(),
  organization: Type.Object({ id: Uuid, name: Type.String() }),
  verified: nullable(
    Type.Object({ at: Moment, userName: Type.String(), organizationName: Type.String(), note: Type.String() }),
  ),
})
export type Evidence = Static<typeof Evidence>

export const Contradiction = Type.Object({
  id: Uuid,
  reportId: Uuid,
  kind: Type.String(),
  claimed: Type.Record(Type.String(), Type.Unknown()),
  known: Type.Record(Type.String(), Type.Unknown()),
  foundAt: Moment,
  settledAt: NullableMoment,
  settledBy: nullableText(),
  settlement: nullableText(),
})
export type Contradiction = Static<typeof Contradiction>

export const Foreseen = Type.Object({
  items: Type.Array(Type.Pick(Contradiction, ['kind', 'claimed', 'known'])),
})
export type Foreseen = Static<typeof Foreseen>

export const Review = Type.Object({
  decision: Type.Enum(['accepted', 'returned']),
  reason: nullableText(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
})
export type Review = Static<typeof Review>

export const Report = Type.Object({
  id: Uuid,
  obligationId: Uuid,
  number: Type.Integer({ description: '1, and one more after each return' }),
  period: Type.String(),
  organization: Type.Object({ id: Uuid, name: Type.String() }),
  content: ReportContent,
  grade: Type.Unsafe<Grade>({ ...Grade, description: 'of the strongest evidence behind it, as of now' }),
  at: Moment,
  userName: Type.String(),
  reviews: Type.Array(Review),
  evidence: Type.Array(Evidence),
  contradictions: Type.Array(Contradiction),
})
export type Report = Static<typeof Report>

export const Draft = Type.Object({
  revision: Type.Integer(),
  content: DraftContent,
  updatedAt: Moment,
  userName: Type.String(),
})
export type Draft = Static<typeof Draft>
