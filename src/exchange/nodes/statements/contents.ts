import { type Static, Type } from 'typebox'
import { LongText, Moment, nullable, nullableText, Text, Uuid } from '../../../platform/http/index.ts'
import { NODE_CODE } from '../rules/event.ts'

// What nodes tell each other of a statement that parties at several of them sign. What came is held against these.

const Line = Type.Integer({ minimum: 1, maximum: 1000 })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Name = Text(500)
const Words = Type.String({ maxLength: 4000 })
const AtNode = nullable(
  Type.String({ pattern: NODE_CODE.source, description: 'where it was given; null: the owner’s' }),
)
const NullableMoment = nullable(Moment)

/** A text of `statement_text` has at most so many characters: written as JSON within JSON it fits a parcel. */
export const TEXT_LENGTH = 120_000

/** So many stretches of a statement are told, and read: what is longer is said to be, and not told. */
export const MOST_TEXTS = 20

/** `statement_text`, `<statement>/<0, 1 …>`: a stretch of what is signed, as JSON text (settlement, `signedText`). */
export const ToldStatementText = Type.Object({
  text: nullable(Type.String({ minLength: 1, maxLength: TEXT_LENGTH, description: 'null: there are too many' })),
  of: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'how many stretches there are' }),
})

/** `statement`: how it stands. What it says is in its texts, and counts where these come to its digest. */
export const ToldStatement = Type.Object({
  agreementId: Uuid,
  agreementName: Name,
  version: Type.Integer({ minimum: 1, maximum: 100_000 }),
  year: Type.Integer({ minimum: 2000, maximum: 2199 }),
  serial: Type.Integer({ minimum: 1, maximum: 32_767 }),
  state: Type.Enum(['open', 'posted', 'withdrawn']),
  sha256: Sha256,
  reason: Words,
  withdrawnReason: nullableText(),
  preparer: Name,
  at: Moment,
  postedAt: NullableMoment,
  parties: Type.Array(
    Type.Object({
      name: Name,
      jurisdictionCode: Type.String({ pattern: '^[0-9]{6}$' }),
      organizationId: Uuid,
      organization: Name,
      signature: nullable(Type.Object({ userName: Name, organizationName: Name, at: Moment, node: AtNode })),
    }),
    { minItems: 1, maxItems: 100 },
  ),
  lineStates: Type.Array(Type.Enum(['open', 'frozen', 'posted', 'struck']), { maxItems: 1000 }),
})
export type ToldStatement = Static<typeof ToldStatement>

const Evidence = (kinds: readonly ('observation' | 'assessment' | 'document' | 'file' | 'words')[]) =>
  Type.Object({
    kind: Type.Enum([...kinds]),
    id: Type.Optional(Text(200)),
    words: Text(500),
  })

/** `statement_objection`, `<statement>/<objection>`: an objection to a line, and what came of it. */
export const ToldStatementObjection = Type.Object({
  id: Uuid,
  line: Line,
  party: Name,
  grounds: LongText(2000),
  evidence: Type.Array(Evidence(['observation', 'assessment', 'document', 'file', 'words']), {
    minItems: 1,
    maxItems: 50,
  }),
  state: Type.Enum(['open', 'withdrawn', 'dismissed', 'upheld']),
  answer: nullableText(),
  answeredAt: NullableMoment,
  answeredBy: nullableText(),
  at: Moment,
  userName: Name,
  organizationName: Name,
  node: AtNode,
})
export type ToldStatementObjection = Static<typeof ToldStatementObjection>

const given = { statementId: Uuid, party: Name, organizationId: Uuid, userName: Name, at: Moment }

/** `signature`: a party's unit, at the node that speaks for it, signs the digest that was computed there. */
export const ToldSignature = Type.Object({ ...given, sha256: Sha256 })
export type ToldSignature = Static<typeof ToldSignature>

/** `objection`: it objects to a line; or withdraws that. A file as evidence stays out. */
export const ToldObjection = Type.Object({
  ...given,
  line: Line,
  grounds: LongText(2000),
  evidence: Type.Array(Evidence(['observation', 'assessment', 'document', 'words']), { minItems: 1, maxItems: 50 }),
  withdrawn: nullable(Type.Object({ words: LongText(2000), userName: Name, at: Moment })),
})
export type ToldObjection = Static<typeof ToldObjection>

/** Why a signature or an objection never became one, or the withdrawal of one did not. */
export const ACT_REASONS = [
  ...(['unknown_statement', 'not_party', 'digest_differs', 'posted', 'withdrawn', 'signed_before'] as const),
  ...(['line_unfit', 'settled', 'ledger_too_large', 'unreadable'] as const),
] as const
export type ActReason = (typeof ACT_REASONS)[number]

/** What is told of the withdrawal of an objection has its id, and this behind it. */
export const WITHDRAWAL = '/withdrawal'

/** `act_answer`, `<act>` or `<objection>/withdrawal`: what became of a signature or an objection of the receiver's. */
export const ToldActAnswer = Type.Object({ reason: nullable(Type.Enum([...ACT_REASONS])), at: Moment })
export type ToldActAnswer = Static<typeof ToldActAnswer>
