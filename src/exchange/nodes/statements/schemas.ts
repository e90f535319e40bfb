import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  LongText,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../../platform/http/index.ts'
import { StatementDetail } from '../../../settlement/index.ts'
import type { AgreementContent } from '../../../settlement/schemas.ts'
import { NODE_CODE } from '../rules/event.ts'
import { ToldResourceListed } from '../views/schemas.ts'
import { ACT_REASONS } from './contents.ts'

// What the API sends and takes of statements that other nodes told.

const Owner = ToldResourceListed.properties.owner
const Code = Type.String({ pattern: NODE_CODE.source })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const VERDICTS = [
  ...(['whole', 'incomplete', 'too_large', 'altered', 'unreadable', 'changed_since_signed', 'unsigned_here'] as const),
] as const
export const Verdict = Type.Enum([...VERDICTS], {
  description:
    'what was computed here of what came: it comes to the digest that it is told with; a part has not come; it is longer than any that is told; it comes to another digest, or has other parties or lines than are signed; it is nothing that this node knows; a unit signed another digest of it here; or it is said to be signed here and was not',
})
export type Verdict = Static<typeof Verdict>

export const TOLD_STATEMENT_PLACE = cursorOf('told-statements', 'text', 'text', 'text')
const listed = {
  owner: Owner,
  id: Uuid,
  agreementName: Type.String(),
  year: Type.Integer(),
  serial: Type.Integer({ description: '1; further ones say the difference after late data' }),
  state: Type.Enum(['open', 'posted', 'withdrawn']),
  verdict: Verdict,
  totalFen: nullable(Type.Integer({ description: 'of the lines that stand; null: not known, the verdict says why' })),
  parties: Type.Array(Type.String()),
  awaits: Type.Array(Type.String(), { description: 'parties of an open statement that have not signed' }),
  maySignFor: nullableText({ description: 'the party for which your unit may sign, or object, now' }),
  at: Moment,
  postedAt: nullable(Moment),
  toldAt: Moment,
}
export const ToldStatementListed = Type.Object(listed)
export type ToldStatementListed = Static<typeof ToldStatementListed>
export const EndedAct = Type.Object({
  owner: Owner,
  statementId: Uuid,
  id: Uuid,
  kind: Type.Enum(['signature', 'objection']),
  party: Type.String(),
  line: nullable(Type.Integer()),
  sha256: nullable(Sha256),
  userName: Type.String(),
  organizationName: Type.String(),
  at: Moment,
})
export type EndedAct = Static<typeof EndedAct>
export const ToldStatementList = Type.Object({
  ...listOf(ToldStatementListed).properties,
  ended: Type.Array(EndedAct, {
    description: 'with the first page: what your unit signed or objected to in statements that are told no longer',
  }),
})
export type ToldStatementList = Static<typeof ToldStatementList>
export const ToldStatementQuery = Type.Object(
  {
    ...listQuery(TOLD_STATEMENT_PLACE, 50),
    waiting: Type.Optional(Type.Boolean({ description: 'those that wait for the signature of your unit' })),
  },
  closed,
)
export type ToldStatementQuery = Static<typeof ToldStatementQuery>

const ActState = Type.Enum(['sent', 'taken', 'refused', 'contradicted'], {
  description: 'sent: the owner has not answered yet; contradicted: it said that it took it, and says so no longer',
})
const ActReasonOf = nullable(Type.Enum([...ACT_REASONS]))
export const StatementAct = Type.Object(
  {
    id: Uuid,
    kind: Type.Enum(['signature', 'objection']),
    party: Type.String(),
    line: nullable(Type.Integer()),
    grounds: nullableText(),
    sha256: nullable(Type.Unsafe<string>({ ...Sha256, description: 'what was signed; null: an objection' })),
    userName: Type.String(),
    organizationName: Type.String(),
    at: Moment,
    withdrawnAt: nullable(Moment),
    state: ActState,
    reason: ActReasonOf,
    isOwn: Type.Boolean({ description: 'of your unit' }),
    outcome: nullable(
      Type.Enum(['open', 'withdrawn', 'dismissed', 'upheld'], {
        description: 'how the owner says that the objection stands; null: it has not said, or it is a signature',
      }),
    ),
    mayWithdraw: Type.Boolean(),
    withdrawal: nullable(
      Type.Object(
        { state: ActState, reason: ActReasonOf },
        { description: 'what the owner made of its withdrawal; null: it was not withdrawn here' },
      ),
    ),
  },
  { description: 'what was signed or objected here, and what the owner made of it' },
)
export type StatementAct = Static<typeof StatementAct>

export const ToldStatementDetail = Type.Object({
  ...listed,
  sha256: Type.Unsafe<string>({ ...Sha256, description: 'as it was told' }),
  reckoning: Type.Enum(['same', 'differs', 'unknown'], {
    description: 'whether this node, working the year out by the agreement and the evidence, comes to the same amounts',
  }),
  statement: nullable(StatementDetail),
  agreement: nullable(
    Type.Object(
      {
        content: Type.Unsafe<AgreementContent>({ type: 'object', additionalProperties: true }),
        given: Type.Array(Type.String(), { description: 'inputs that are given by hand' }),
        sha256: Sha256,
        places: Type.Record(Type.String(), Type.Object({ code: Type.String(), name: Type.String() }), {
          description: 'jurisdictions of the parties, by their names in the agreement',
        }),
      },
      { description: 'the version that the statement rests on, with its digest as computed here' },
    ),
  ),
  acts: Type.Array(StatementAct),
})
export type ToldStatementDetail = Static<typeof ToldStatementDetail>

export const ToldStatementParams = Type.Object({ owner: Code, id: Uuid }, closed)
export const ToldObjectionParams = Type.Object({ owner: Code, id: Uuid, objectionId: Uuid }, closed)
export const ToldStatementSigning = Type.Object(
  { sha256: Sha256 },
  { ...closed, description: 'the digest of what was read' },
)
export const NewToldObjection = Type.Object(
  {
    line: Type.Integer({ minimum: 1, maximum: 1000 }),
    grounds: LongText(2000),
    evidence: Type.Array(
      Type.Object(
        {
          kind: Type.Enum(['observation', 'assessment', 'document', 'words']),
          id: Type.Optional(Text(200)),
          words: Text(500),
        },
        closed,
      ),
      { minItems: 1, maxItems: 50, description: 'in words; files stay at the node of who has them' },
    ),
  },
  closed,
)
export type NewToldObjection = Static<typeof NewToldObjection>
export const ToldObjectionAnswer = Type.Object({ outcome: Type.Enum(['withdrawn']), answer: LongText(2000) }, closed)
