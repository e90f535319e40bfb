import { type Static, Type } from 'typebox'
import { closed, cutListOf, LongText, Moment, nullable, nullableText, Text, Uuid } from '../../platform/http/index.ts'
import { MOST_TRANSFER_FEN } from '../rules/money.ts'

// What the fund's API sends and takes. Amounts are whole fen (…Fen).

const Code = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' })
const Year = Type.Integer({ minimum: 2000, maximum: 2199 })
const Fen = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const PositiveFen = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
/** What one transfer may move. */
const TransferFen = Type.Integer({ minimum: 1, maximum: MOST_TRANSFER_FEN, description: 'fen, at most 10^13' })
const Figure = Type.String({ pattern: '^[0-9]{1,20}(\\.[0-9]{1,10})?$' })
const NullableId = nullable(Type.Integer())

const Member = Type.Object({ name: Text(100), jurisdictionCode: Code, organizationId: Uuid }, closed)
export const NewFund = Type.Object(
  { name: Text(200), members: Type.Array(Member, { minItems: 2, maxItems: 100 }) },
  closed,
)
export type NewFund = Static<typeof NewFund>

export const Criteria = Type.Object(
  {
    gdp: Type.Optional(Figure),
    population: Type.Optional(Figure),
    equal: Type.Optional(Figure),
    negotiated: Type.Optional(Figure),
  },
  { ...closed, description: 'weight of each criterion' },
)
const Figures = Type.Object(
  {
    name: Text(100),
    gdp: Type.Optional(Figure),
    population: Type.Optional(Figure),
    negotiated: Type.Optional(Figure),
    source: Text(300),
  },
  closed,
)
export const NewRound = Type.Object(
  {
    year: Year,
    totalFen: TransferFen,
    criteria: Criteria,
    figures: Type.Array(Figures, { minItems: 2, maxItems: 100 }),
  },
  closed,
)
export type NewRound = Static<typeof NewRound>
const { year: _, ...anew } = NewRound.properties
export const RoundAnew = Type.Object({ ...anew, reason: LongText(1000) }, closed)
export type RoundAnew = Static<typeof RoundAnew>

const Due = Type.Object({
  name: Type.String(),
  jurisdictionCode: Type.String(),
  amountFen: Fen,
  shares: Type.Record(Type.String(), Type.String()),
  transferId: NullableId,
})
export const RoundPreview = Type.Object({
  dues: Type.Array(
    Type.Object({ name: Type.String(), amountFen: Fen, shares: Type.Record(Type.String(), Type.String()) }),
  ),
})
const Round = Type.Object({
  year: Type.Integer(),
  totalFen: PositiveFen,
  paidFen: Fen,
  criteria: Criteria,
  figures: Type.Array(Figures),
  dues: Type.Array(Due),
  serial: Type.Integer({ description: '1; further ones were set anew' }),
  reason: Type.String({ description: 'why it was set anew' }),
  at: Moment,
  organizationName: Type.String(),
  earlier: Type.Array(
    Type.Object({
      serial: Type.Integer(),
      totalFen: PositiveFen,
      reason: Type.String(),
      at: Moment,
      userName: Type.String(),
      organizationName: Type.String(),
    }),
    { description: 'how it was set before, the newest first' },
  ),
})
const Milestone = Type.Object({
  number: Type.Integer(),
  title: Type.String(),
  amountFen: PositiveFen,
  evidence: nullableText(),
  transferId: NullableId,
  paidAt: nullableText(),
  paidBy: nullableText(),
})
const Allocation = Type.Object({
  id: Uuid,
  projectId: Uuid,
  projectName: Type.String(),
  reason: Type.String(),
  totalFen: PositiveFen,
  paidFen: Fen,
  at: Moment,
  transferId: NullableId,
  givenUp: nullable(
    Type.Object({
      at: Moment,
      by: Type.String(),
      reason: Type.String(),
      refundFen: PositiveFen,
      transferId: Type.Integer(),
    }),
  ),
  milestones: Type.Array(Milestone),
})
const listed = {
  id: Uuid,
  name: Type.String(),
  manager: Type.Object({ id: Uuid, name: Type.String() }),
  memberCount: Type.Integer(),
  balanceFen: nullable(Fen),
  mayManage: Type.Boolean(),
}
export const FundItem = Type.Object(listed)
export type FundItem = Static<typeof FundItem>
export const FundList = cutListOf(FundItem)
export const FundDetail = Type.Object({
  ...listed,
  book: Type.String({ description: 'of the ledger' }),
  members: Type.Array(
    Type.Object({
      name: Type.String(),
      jurisdictionCode: Type.String(),
      organization: nullable(Type.Object({ id: Uuid, name: Type.String() })),
      isOwn: Type.Boolean(),
    }),
  ),
  rounds: Type.Array(Round),
  allocations: Type.Array(Allocation),
})
export type FundDetail = Static<typeof FundDetail>

export const NewAllocation = Type.Object(
  {
    projectId: Uuid,
    reason: LongText(1000),
    milestones: Type.Array(Type.Object({ title: Text(200), amountFen: TransferFen }, closed), {
      minItems: 1,
      maxItems: 50,
    }),
  },
  closed,
)
export type NewAllocation = Static<typeof NewAllocation>
export const Disbursement = Type.Object({ evidence: LongText(1000) }, closed)
export const GivingUp = Type.Object({ reason: LongText(500) }, closed)
