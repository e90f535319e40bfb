import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import type { StatementFilter, StatementItem } from './schemas.ts'
import { listStatements } from './store.ts'

const PORTION = 200

/** All statements of a filter, the newest first, each page in a transaction of its own. */
export async function* everyStatement(
  database: DatabaseHandle,
  actor: Actor,
  filter: StatementFilter,
): AsyncGenerator<StatementItem> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listStatements(trx, { ...filter, limit: PORTION, ...(cursor ? { cursor } : {}) }),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

/** Words of the download; the page says the same. */
export const STATEMENT_STATE_WORDS: Readonly<Record<StatementItem['state'], string>> = {
  open: '待签认',
  posted: '已签认入账',
  withdrawn: '已撤回',
}

export const STATEMENT_COLUMNS: readonly ExportColumn<StatementItem>[] = [
  { title: '协议', width: 40, value: ({ agreementName }) => agreementName },
  { title: '版本', width: 8, value: ({ version }) => version },
  { title: '年度', width: 8, value: ({ year }) => year },
  { title: '次序', width: 8, value: ({ serial }) => serial },
  { title: '状态', width: 12, value: ({ state }) => STATEMENT_STATE_WORDS[state] },
  { title: '金额(元)', width: 20, value: ({ totalFen }) => totalFen / 100 },
  { title: '金额(分)', width: 20, value: ({ totalFen }) => totalFen },
  { title: '行数', width: 8, value: ({ lineCount }) => lineCount },
  { title: '有异议', width: 8, value: ({ frozenCount }) => frozenCount },
  { title: '等待签认', width: 30, value: ({ awaits }) => awaits.join('、') },
  { title: '编制单位', width: 30, value: ({ preparer }) => preparer },
  { title: '编制时间', width: 24, value: ({ at }) => at },
  { title: '入账时间', width: 24, value: ({ postedAt }) => postedAt },
]
