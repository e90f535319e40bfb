import { type Static, Type } from 'typebox'
import { PersonRef, Span } from '../../plan/schemas.ts'
import { closed, cursorOf, listOf, listQuery, Moment, nullable, nullableText, Uuid } from '../../platform/http/index.ts'
import { PartValues } from './weights.ts'

export const ALIGNMENT_PLACE = cursorOf('alignments', 'integer')

export const VerdictKind = Type.Enum(['carried_out', 'partly', 'not_found', 'not_applicable'])
export const VerdictReason = Type.Enum([
  'sets_no_task',
  'names_only_others',
  'no_named_work_taken_up',
  'nothing_alike',
  'covers_most',
  'covers_some',
  'alike_only',
])
/** `proposed`: the machine found it, nobody said anything. `added`: a person drew it by hand. */
export const TieState = Type.Enum(['proposed', 'confirmed', 'rejected', 'added'])
export type TieState = Static<typeof TieState>

/** One of the two documents, in the version that was aligned. */
export const AlignedDocument = Type.Object({
  id: Uuid,
  title: Type.String(),
  number: nullableText(),
  version: Type.Integer({ description: 'the version that was aligned' }),
  newestVersion: Type.Integer(),
  jurisdiction: nullableText({ description: 'GB/T 2260 code that it speaks for; 000000 the nation; null: not known' }),
  provisions: Type.Integer(),
  sample: Type.Boolean(),
})
export type AlignedDocument = Static<typeof AlignedDocument>

export const VerdictCounts = Type.Object({
  carriedOut: Type.Integer(),
  partly: Type.Integer(),
  notFound: Type.Integer(),
  notApplicable: Type.Integer(),
})
export type VerdictCounts = Static<typeof VerdictCounts>

/** What people said so far, as it stands. */
export const ReviewCounts = Type.Object({
  confirmed: Type.Integer(),
  rejected: Type.Integer(),
  added: Type.Integer(),
  verdicts: Type.Integer({ description: 'verdicts that a person set' }),
  provisions: Type.Integer({ description: 'upper provisions of which anything was said' }),
})
export type ReviewCounts = Static<typeof ReviewCounts>

/** The newest versions could not be aligned so far. The system tries again at ever longer distances. */
export const FailedAttempt = Type.Object({
  code: Type.String({ description: 'of the refusal; unexpected where there is none' }),
  reason: Type.String(),
  tries: Type.Integer(),
  at: Moment,
  nextAt: Moment,
})
export type FailedAttempt = Static<typeof FailedAttempt>

export const AlignmentSummary = Type.Object({
  id: Uuid,
  revision: Type.Integer({ description: 'grows with everything that is said of it; the ETag' }),
  upper: AlignedDocument,
  lower: AlignedDocument,
  at: Moment,
  by: nullable(PersonRef),
  weights: Type.Integer({ description: 'number of the table of weights it was made with' }),
  outdated: Type.Boolean({ description: 'one of the documents has a newer version; it is aligned anew by itself' }),
  failed: nullable(FailedAttempt),
  learnedSince: Type.Boolean({
    description: 'the weights have learned since: aligned anew, it may come out otherwise',
  }),
  counts: VerdictCounts,
  reviewed: ReviewCounts,
  mayReview: Type.Boolean({ description: 'the actor may confirm, reject, add and set verdicts here' }),
})
export type AlignmentSummary = Static<typeof AlignmentSummary>

export const AlignmentListQuery = Type.Object(
  {
    ...listQuery(ALIGNMENT_PLACE),
    documentId: Type.Optional(Type.String({ format: 'uuid', description: 'as upper or as lower' })),
  },
  closed,
)
export type AlignmentListQuery = Static<typeof AlignmentListQuery>
export const AlignmentList = listOf(AlignmentSummary)
export type AlignmentList = Static<typeof AlignmentList>

export const AlignBody = Type.Object({ upperDocumentId: Uuid, lowerDocumentId: Uuid }, closed)
export type AlignBody = Static<typeof AlignBody>

const provision = {
  address: Type.String(),
  position: Type.Integer({ description: 'place in the document, from 0' }),
  title: Type.String(),
  path: Type.Array(Type.String(), { description: 'titles above it, outermost first' }),
  span: Span,
  text: Type.String({ description: 'heading and own text, as it stands in the document' }),
}
export const LowerProvision = Type.Object(provision)
export type LowerProvision = Static<typeof LowerProvision>

export const StandingVerdict = Type.Object({
  kind: VerdictKind,
  reason: nullableText({
    enum: [...VerdictReason.enum, 'ties_confirmed', 'ties_rejected', null],
    description: 'null: a person set it; ties_…: what people said of its ties decided it',
  }),
  share: Type.Number({ description: 'share of its words that the best lower provisions say too, 0 to 1' }),
  machine: Type.Object({ kind: VerdictKind, reason: VerdictReason }),
  by: nullable(PersonRef),
  at: nullableText({ description: 'UTC; null where no person set it' }),
  note: nullableText({ description: "the person's reason" }),
})
export type StandingVerdict = Static<typeof StandingVerdict>

export const UpperProvision = Type.Object({
  ...provision,
  verdict: StandingVerdict,
  revision: Type.Integer({ description: 'of its verdict: for If-Match' }),
})
export type UpperProvision = Static<typeof UpperProvision>

export const Tie = Type.Object({
  id: Uuid,
  revision: Type.Integer({ description: 'for If-Match' }),
  upper: Type.String({ description: 'address' }),
  lower: Type.String({ description: 'address' }),
  rank: nullable(Type.Integer({ description: 'from 1; null where the machine did not think of it' })),
  score: Type.Number(),
  strength: Type.Number({ description: 'score against the most that the weights can give, 0 to 1: for thickness' }),
  parts: PartValues,
  state: TieState,
  byHand: Type.Boolean({ description: 'drawn by a person; undone, it is gone' }),
  by: nullable(PersonRef),
  at: nullableText({ description: 'UTC; null where no person said anything' }),
  carried: Type.Boolean({ description: 'said of an earlier version, and taken over' }),
})
export type Tie = Static<typeof Tie>

/** How the two documents share text: near-duplicates and containment. */
export const DocumentRelation = Type.Object({
  kind: Type.Enum(['same', 'part_of', 'contains', 'overlaps', 'apart']),
  share: Type.Number({ description: 'share of the upper document that stands in the lower one too' }),
  otherShare: Type.Number({ description: 'share of the lower document that stands in the upper one too' }),
  repeats: Type.Array(Type.Object({ upper: Type.String(), lower: Type.String(), share: Type.Number() })),
})
export type DocumentRelation = Static<typeof DocumentRelation>

export const AlignmentView = Type.Object({
  ...AlignmentSummary.properties,
  relation: DocumentRelation,
  carried: nullable(
    Type.Object({
      kept: Type.Integer(),
      lost: Type.Integer({ description: 'said of a provision that the new version no longer has' }),
    }),
  ),
  upperProvisions: Type.Array(UpperProvision),
  lowerProvisions: Type.Array(LowerProvision),
  ties: Type.Array(Tie, { description: 'in the order of the upper text, best first' }),
})
export type AlignmentView = Static<typeof AlignmentView>
