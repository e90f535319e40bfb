import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import type { Siting, SitingFilter } from '../schemas/siting.ts'
import { listSitings } from './store.ts'
import { SITING_WORDS } from './words.ts'

const PORTION = 200

/** All kept sitings of a filter, the newest first, each page in a transaction of its own. */
export async function* everySiting(
  database: DatabaseHandle,
  actor: Actor,
  filter: SitingFilter,
): AsyncGenerator<Siting> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listSitings(trx, { ...filter, limit: PORTION, ...(cursor ? { cursor } : {}) }),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

export const SITING_COLUMNS: readonly ExportColumn<Siting>[] = [
  { title: '编号', width: 18, value: ({ number }) => number },
  { title: '名称', width: 34, value: ({ name }) => name },
  { title: '用途', width: 40, value: ({ purpose }) => purpose },
  { title: '结论', width: 14, value: ({ verdict }) => SITING_WORDS.verdicts[verdict] },
  { title: '面积(平方米)', width: 16, value: ({ areaM2 }) => rounded(areaM2) },
  { title: '长度(米)', width: 14, value: ({ lengthM }) => rounded(lengthM) },
  { title: '核验基准日', width: 14, value: ({ asOf }) => asOf },
  { title: '单位', width: 30, value: ({ organization }) => organization.name },
  { title: '经办人', width: 12, value: ({ userName }) => userName },
  { title: '核验时间', width: 22, value: ({ at }) => at },
  { title: '示意数据', width: 10, value: ({ hasSample }) => (hasSample ? '是' : '否') },
  { title: '标识', width: 38, value: ({ id }) => id },
]

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)
