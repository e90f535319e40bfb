import { type Static, Type } from 'typebox'
import { closed, LongText, Text, Uuid } from '../../platform/http/index.ts'
import { ReviewCounts, Tie, UpperProvision, VerdictCounts, type VerdictKind } from './alignment.ts'

export const AlignmentParams = Type.Object({ id: Uuid }, closed)
export const TieParams = Type.Object({ id: Uuid, tieId: Uuid }, closed)
export const ProvisionParams = Type.Object({ id: Uuid, address: Type.String({ minLength: 1, maxLength: 500 }) }, closed)

const Address = Text(500)

/** `proposed` takes back what was said. A tie that a person drew is gone then. */
export const TieBody = Type.Object({ state: Type.Enum(['confirmed', 'rejected', 'proposed']) }, closed)
export type TieBody = Static<typeof TieBody>

/** Draws a tie by hand, or says so of a candidate. The same pair again is the same tie. */
export const AddTieBody = Type.Object({ upper: Address, lower: Address }, closed)
export type AddTieBody = Static<typeof AddTieBody>

/** A verdict of one's own, with the reason; null gives the word back to the machine. */
export const VerdictBody = Type.Object(
  {
    verdict: Type.Unsafe<Static<typeof VerdictKind> | null>({
      type: ['string', 'null'],
      enum: ['carried_out', 'partly', 'not_found', 'not_applicable', null],
    }),
    reason: LongText(1000),
  },
  closed,
)
export type VerdictBody = Static<typeof VerdictBody>

/** What a change answers: what changed, and the numbers of the whole. The ETag is that of the tie or the verdict. */
const whole = {
  revision: Type.Integer({ description: 'of the alignment' }),
  counts: VerdictCounts,
  reviewed: ReviewCounts,
}
export const TieChanged = Type.Object({ ...whole, tie: Tie })
export type TieChanged = Static<typeof TieChanged>
export const VerdictChanged = Type.Object({
  ...whole,
  address: Type.String(),
  verdict: UpperProvision.properties.verdict,
  provisionRevision: Type.Integer({ description: 'of the verdict: for If-Match' }),
})
export type VerdictChanged = Static<typeof VerdictChanged>
