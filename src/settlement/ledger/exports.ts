import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import type { Account, AccountFilter, Balances, Posting, PostingFilter, Transfer, TransferFilter } from './schemas.ts'
import { listAccounts, listPostings, listTransfers } from './store.ts'

const PORTION = 200

/** All transfers of a filter, the newest first, each page in a transaction of its own. */
export async function* everyTransfer(
  database: DatabaseHandle,
  actor: Actor,
  filter: TransferFilter,
): AsyncGenerator<Transfer> {
  yield* everyPage((cursor) =>
    database.asActor(actor, (trx) => listTransfers(trx, { ...filter, limit: PORTION, ...cursor })),
  )
}

/** All accounts of a filter, by book and key. */
export async function* everyAccount(
  database: DatabaseHandle,
  actor: Actor,
  filter: AccountFilter,
): AsyncGenerator<Account> {
  yield* everyPage((cursor) =>
    database.asActor(actor, (trx) => listAccounts(trx, { ...filter, limit: PORTION, ...cursor })),
  )
}

/** All postings of an account, the newest first. */
export async function* everyPosting(
  database: DatabaseHandle,
  actor: Actor,
  account: number,
  filter: PostingFilter,
): AsyncGenerator<Posting> {
  yield* everyPage((cursor) =>
    database.asActor(actor, (trx) => listPostings(trx, account, { ...filter, limit: PORTION, ...cursor })),
  )
}

async function* everyPage<Item>(
  read: (cursor: { cursor?: string }) => Promise<{ items: Item[]; next: string | null }>,
): AsyncGenerator<Item> {
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { items: Item[]; next: string | null } = await read(cursor === '' ? {} : { cursor })
    yield* page.items
    cursor = page.next
  }
}

/** Words of the downloads; the page says the same. */
export const TRANSFER_KIND_WORDS: Readonly<Record<Transfer['kind'], string>> = {
  settlement: '结算',
  payment: '付款',
  sharing: '利益分享',
  contribution: '出资',
  allocation: '安排',
  disbursement: '拨付',
  return: '退回',
  adjustment: '调整',
  reversal: '冲正',
}

export const TRANSFER_COLUMNS: readonly ExportColumn<Transfer>[] = [
  { title: '分录号', width: 12, value: ({ id }) => id },
  { title: '时间', width: 24, value: ({ at }) => at },
  { title: '付方', width: 24, value: ({ from }) => from.name },
  { title: '收方', width: 24, value: ({ to }) => to.name },
  { title: '金额(分)', width: 20, value: ({ amountFen }) => amountFen },
  { title: '类别', width: 10, value: ({ kind }) => TRANSFER_KIND_WORDS[kind] },
  { title: '依据', width: 44, value: ({ reference }) => reference },
  { title: '说明', width: 40, value: ({ memo }) => memo },
  { title: '冲正分录', width: 12, value: ({ reversesId }) => reversesId },
  { title: '被冲正于', width: 12, value: ({ reversedById }) => reversedById },
  { title: '经办人', width: 12, value: ({ userName }) => userName },
  { title: '单位', width: 30, value: ({ organizationName }) => organizationName },
]

export const BOOK_WORDS: Readonly<Record<string, string>> = { compensation: '生态保护补偿', sharing: '利益分享' }
const bookWord = (book: string) => BOOK_WORDS[book] ?? '发展基金'

export const ACCOUNT_COLUMNS: readonly ExportColumn<Account>[] = [
  { title: '账户号', width: 12, value: ({ id }) => id },
  { title: '账簿', width: 16, value: ({ book }) => bookWord(book) },
  { title: '账户', width: 30, value: ({ name }) => name },
  { title: '行政区代码', width: 12, value: ({ jurisdictionCode }) => jurisdictionCode },
  { title: '管理单位', width: 36, value: ({ keeper }) => keeper.name },
  { title: '余额(元)', width: 20, value: ({ balanceFen }) => balanceFen / 100 },
  { title: '余额(分)', width: 20, value: ({ balanceFen }) => balanceFen },
  { title: '分录数', width: 10, value: ({ postings }) => postings },
]

/** Columns of an account's postings: what came, what went, and the balance after each. */
export const POSTING_COLUMNS: readonly ExportColumn<Posting>[] = [
  { title: '序号', width: 8, value: ({ number }) => number },
  { title: '分录号', width: 12, value: ({ transfer }) => transfer.id },
  { title: '时间', width: 24, value: ({ transfer }) => transfer.at },
  { title: '付方', width: 24, value: ({ transfer }) => transfer.from.name },
  { title: '收方', width: 24, value: ({ transfer }) => transfer.to.name },
  { title: '金额(元)', width: 20, value: ({ amountFen }) => amountFen / 100 },
  { title: '金额(分)', width: 20, value: ({ amountFen }) => amountFen },
  { title: '余额(元)', width: 20, value: ({ balanceFen }) => balanceFen / 100 },
  { title: '类别', width: 10, value: ({ transfer }) => TRANSFER_KIND_WORDS[transfer.kind] },
  { title: '依据', width: 44, value: ({ transfer }) => transfer.reference },
  { title: '说明', width: 40, value: ({ transfer }) => transfer.memo },
]

interface BalanceRow {
  name: string
  owes: ReadonlyMap<number, number>
  sumFen: number
}

/** The matrix of balances: a row says what one owes each of the others, in yuan. */
export function balanceTable({ accounts, cells }: Balances): {
  columns: ExportColumn<BalanceRow>[]
  rows: BalanceRow[]
} {
  const rows = accounts.map(({ id, name }) => {
    const own = cells.filter(({ from }) => from === id)
    return {
      name,
      owes: new Map(own.map(({ to, netFen }) => [to, netFen])),
      sumFen: own.reduce((sum, { netFen }) => sum + netFen, 0),
    }
  })
  const due = new Map(
    accounts.map(({ id }) => [id, cells.reduce((sum, { to, netFen }) => (to === id ? sum + netFen : sum), 0)]),
  )
  const total = { name: '应收合计', owes: due, sumFen: [...due.values()].reduce((sum, fen) => sum + fen, 0) }
  return {
    columns: [
      { title: '应付方＼应收方(元)', width: 24, value: ({ name }) => name },
      ...accounts.map(
        ({ id, name }): ExportColumn<BalanceRow> => ({
          title: name,
          width: 18,
          value: ({ owes }) => {
            const fen = owes.get(id)
            return fen === undefined ? null : fen / 100
          },
        }),
      ),
      { title: '应付合计', width: 20, value: ({ sumFen }) => sumFen / 100 },
    ],
    rows: [...rows, total],
  }
}
