import { type Static, Type } from 'typebox'
import { Day, LongText, Moment, NullableDay, nullable, nullableText, Text, Uuid } from '../../../platform/http/index.ts'
import { type ShareTerms, ShareTermsSchema } from '../../terms/index.ts'

// What two nodes tell each other of a request of one's unit for data of the other's. What came is held against these.

const Count = Type.Integer({ minimum: 0, maximum: 2_000_000_000 })
const Terms = Type.Unsafe<ShareTerms>(ShareTermsSchema)
const Name = Text(300)

/** Counted by the node that tells it: the first is 1. */
const Ordinal = Type.Integer({ minimum: 1, maximum: 1_000_000 })

/** What was asked more of (补正) is in the request that it came with. */
export const Supplement = Type.Object({
  number: Ordinal,
  words: Type.String({ maxLength: 1000, format: 'prose' }),
  userName: Name,
  at: Moment,
})
export type Supplement = Static<typeof Supplement>

/** `request`: what is asked for, and who asks, as last supplemented; signed by the node of its unit. */
export const ToldRequest = Type.Object({
  resourceId: Uuid,
  recipientId: Uuid,
  recipient: Name,
  userName: Name,
  purpose: LongText(2000),
  matter: Text(200),
  legalBasis: LongText(1000),
  terms: Terms,
  validUntil: Day,
  contact: Type.String({ maxLength: 200, format: 'line' }),
  supplement: nullable(Supplement),
  at: Moment,
})
export type ToldRequest = Static<typeof ToldRequest>

export const REPLY_STEPS = ['accepted', 'taken_back', 'deletion_confirmed'] as const
/** `reply`: narrower terms are accepted, the request is taken back, or what was given is deleted. */
export const ToldReply = Type.Object({
  number: Ordinal,
  step: Type.Enum([...REPLY_STEPS]),
  words: Type.String({ maxLength: 2000, format: 'prose' }),
  userName: Name,
  at: Moment,
})
export type ToldReply = Static<typeof ToldReply>

/** Why something that was asked never became a request. */
export const REASONS = [
  ...(['unknown_unit', 'foreign_unit', 'unknown_resource', 'own_resource', 'terms_unfit', 'until_past'] as const),
  'unreadable',
] as const
export type Reason = (typeof REASONS)[number]

/** Why a reply could not be taken. */
export const REPLY_REASONS = ['withheld', 'until_past', 'step_unfit', 'unreadable'] as const
export type ReplyReason = (typeof REPLY_REASONS)[number]

/** `answer`: how the request stands at the owner's, and the agreement that came of it. */
export const ToldAnswer = Type.Object({
  state: Type.Enum(['submitted', 'correction', 'offered', 'granted', 'refused', 'brought_forward', 'taken_back']),
  reason: nullable(Type.Enum([...REASONS])),
  words: Type.String({ maxLength: 4000 }),
  sinceOn: Day,
  dueOn: NullableDay,
  periodDays: Count,
  decidedBy: nullableText(),
  supplement: nullable(
    Type.Object(
      { number: Type.Integer({ minimum: 1, maximum: 1_000_000 }), reason: nullable(Type.Enum([...REASONS])) },
      { description: 'the last that came; with the reason where it could not be taken' },
    ),
  ),
  reply: nullable(
    Type.Object(
      {
        number: Ordinal,
        step: Type.Enum([...REPLY_STEPS]),
        reason: nullable(Type.Enum([...REPLY_REASONS])),
      },
      { description: 'the last that came; with the reason where it could not be taken' },
    ),
  ),
  offer: nullable(Type.Object({ terms: Terms, validUntil: Day })),
  agreement: nullable(
    Type.Object({
      id: Uuid,
      state: Type.Enum(['active', 'suspended', 'ended']),
      validFrom: Day,
      validUntil: Day,
      withdrawnFrom: NullableDay, // the first day on which it does not hold any more
      withdrawnReason: nullableText(),
      endKind: nullable(Type.Enum(['expired', 'given_up', 'withdrawn'])),
      sinceOn: Day,
      resumedOn: NullableDay, // the last time
      words: Type.String({ maxLength: 4000 }),
      deletionConfirmedAt: nullable(Moment), // as the owner took it
      deletionConfirmedBy: nullableText(),
    }),
  ),
})
export type ToldAnswer = Static<typeof ToldAnswer>

/** `use`: one reading or download of what was given. */
export const ToldUse = Type.Object({
  agreementId: Uuid,
  manner: Type.Enum(['rows', 'download']),
  matter: Type.String({ maxLength: 200, format: 'line' }),
  rowCount: Count,
  bytes: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  userId: Text(100),
  userName: Name,
  at: Moment,
})
export type ToldUse = Static<typeof ToldUse>
