import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  Day,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'

// What the ledger's API sends and takes. Amounts are whole fen (…Fen), exact in every JSON reader.

export const ACCOUNT_PLACE = cursorOf('ledger-accounts', 'text', 'text', 'integer')
export const POSTING_PLACE = cursorOf('ledger-postings', 'integer')
export const TRANSFER_PLACE = cursorOf('ledger-transfers', 'integer')

const MOST_FEN = Number.MAX_SAFE_INTEGER
export const Fen = Type.Integer({ minimum: -MOST_FEN, maximum: MOST_FEN, description: 'fen' })
export const PositiveFen = Type.Integer({ minimum: 1, maximum: MOST_FEN, description: 'fen' })
export const Id = Type.Integer({ minimum: 1, maximum: MOST_FEN })
export const Book = Type.String({
  pattern: '^(compensation|sharing|fund:[0-9a-f-]{36})$',
  description: 'compensation: what jurisdictions owe each other for water; sharing: shared revenue; fund:… of one fund',
})
export const TransferKind = Type.Enum([
  'settlement',
  'payment',
  'sharing',
  'contribution',
  'allocation',
  'disbursement',
  'return',
  'adjustment',
  'reversal',
])

export const Account = Type.Object({
  id: Id,
  book: Type.String(),
  key: Type.String(),
  kind: Type.Enum(['jurisdiction', 'pool', 'fund', 'project', 'outside']),
  name: Type.String(),
  jurisdictionCode: nullableText(),
  keeper: Type.Object({ id: Uuid, name: Type.String() }),
  mayFallBelowZero: Type.Boolean(),
  balanceFen: Fen,
  postings: Type.Integer(),
  openedAt: Moment,
  closedAt: nullableText(),
  mayPost: Type.Boolean({ description: 'your organization keeps it' }),
})
export type Account = Static<typeof Account>
export const AccountFilter = Type.Object({ book: Type.Optional(Book) }, closed)
export type AccountFilter = Static<typeof AccountFilter>
export const AccountQuery = Type.Object({ ...listQuery(ACCOUNT_PLACE), ...AccountFilter.properties }, closed)
export type AccountQuery = Static<typeof AccountQuery>
export const AccountList = listOf(Account)
export type AccountList = Static<typeof AccountList>
export const Keeper = Type.Object({ organizationId: Uuid }, closed)
export const NewAccount = Type.Object({ book: Type.Enum(['compensation', 'sharing']) }, closed)

const Side = Type.Object({ id: Id, name: Type.String() })
export const Transfer = Type.Object({
  id: Id,
  key: Uuid,
  book: Type.String(),
  from: Side,
  to: Side,
  amountFen: PositiveFen,
  kind: TransferKind,
  reference: Type.String(),
  memo: Type.String(),
  reversesId: nullable(Id),
  reversedById: nullable(Id),
  at: Moment,
  userName: nullableText(),
  organizationName: nullableText(),
})
export type Transfer = Static<typeof Transfer>
export const TransferFilter = Type.Object(
  {
    account: Type.Optional(Id),
    with: Type.Optional({ ...Id, description: 'the other side: what went between this account and `account`' }),
    book: Type.Optional(Book),
    kind: Type.Optional(TransferKind),
    reference: Type.Optional(Type.String({ maxLength: 200, format: 'line' })),
  },
  closed,
)
export type TransferFilter = Static<typeof TransferFilter>
export const TransferQuery = Type.Object({ ...listQuery(TRANSFER_PLACE), ...TransferFilter.properties }, closed)
export type TransferQuery = Static<typeof TransferQuery>
export const TransferList = listOf(Transfer)
export type TransferList = Static<typeof TransferList>

export const NewTransfer = Type.Object(
  {
    from: Id,
    to: Id,
    amountFen: Type.Integer({ minimum: 1, maximum: MOST_FEN, description: 'fen; a transfer moves at most 10^13' }),
    kind: Type.Enum(['payment', 'return', 'adjustment'], {
      description: 'what comes of statements and funds is posted by them',
    }),
    reference: Text(200),
    memo: Type.Optional(Type.String({ maxLength: 500, format: 'prose' })),
  },
  closed,
)
export type NewTransfer = Static<typeof NewTransfer>
export const Reversal = Type.Object({ memo: Text(500) }, closed)
export const Key = Type.Object({
  'idempotency-key': { ...Uuid, description: 'the same request again with this key moves nothing more' },
})

export const Posting = Type.Object({
  number: Type.Integer({ description: 'counts the postings of the account, without gaps' }),
  amountFen: Fen,
  balanceFen: Type.Integer({ description: 'of the account, after it' }),
  transfer: Transfer,
})
export type Posting = Static<typeof Posting>
export const PostingFilter = Type.Object(
  {
    kind: Type.Optional(TransferKind),
    since: Type.Optional(Day),
    until: Type.Optional(Day),
  },
  { ...closed, description: 'days in China, both of them included' },
)
export type PostingFilter = Static<typeof PostingFilter>
export const PostingQuery = Type.Object({ ...listQuery(POSTING_PLACE), ...PostingFilter.properties }, closed)
export type PostingQuery = Static<typeof PostingQuery>
export const PostingList = listOf(Posting)
export type PostingList = Static<typeof PostingList>

export const BalanceQuery = Type.Object({ book: Type.Optional({ ...Book, default: 'compensation' }) }, closed)
export const Balances = Type.Object({
  book: Type.String(),
  accounts: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      balanceFen: nullable(Fen),
    }),
    { description: 'balance: received less paid; null: of an account that you do not see' },
  ),
  cells: Type.Array(Type.Object({ from: Id, to: Id, netFen: PositiveFen, transfers: Type.Integer() }), {
    description: 'what went from one to the other, less what came back; pairs that are even are left out',
  }),
})
export type Balances = Static<typeof Balances>

export const Check = Type.Object({
  accounts: Type.Integer(),
  transfers: Type.Integer(),
  postings: Type.Integer(),
  balanceFen: Type.Integer({ description: 'sum of all balances: zero' }),
  wrongAccounts: Type.Integer(),
  wrongTransfers: Type.Integer(),
  wrongPairs: Type.Integer(),
  intact: Type.Boolean(),
})
export type Check = Static<typeof Check>
