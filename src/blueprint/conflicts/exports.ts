import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import { sourceOf } from '../rules/conflictRules.ts'
import type { Conflict, ConflictFilter } from '../schemas/conflicts.ts'
import { conflictTexts, listConflicts } from './list.ts'

const PORTION = 500

/** All conflicts of a filter, the largest first, each page in a transaction of its own. */
export async function* everyConflict(
  database: DatabaseHandle,
  actor: Actor,
  filter: ConflictFilter,
): AsyncGenerator<Conflict> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listConflicts(trx, { ...filter, sort: 'area', limit: PORTION, ...(cursor ? { cursor } : {}) }),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

/** All conflicts of a filter as a GeoJSON text. */
export async function* conflictsAsGeoJson(
  database: DatabaseHandle,
  actor: Actor,
  filter: ConflictFilter,
): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":['
  let after: string | null = null
  for (;;) {
    const last: string | null = after
    const rows: { id: string; text: string }[] = await database.asActor(actor, (trx) =>
      conflictTexts(trx, filter, last, PORTION),
    )
    if (rows.length > 0) yield (after === null ? '' : ',') + rows.map(({ text }) => text).join(',')
    after = rows.at(-1)?.id ?? after
    if (rows.length < PORTION) break
  }
  yield ']}'
}

/** Words of the downloads; a test holds them against those of the page. */
export const CONFLICT_WORDS = {
  rules: {
    red_line_urban: '生态保护红线与城镇开发边界重叠',
    farmland_urban: '永久基本农田与城镇开发边界重叠',
    red_line_farmland: '生态保护红线与永久基本农田重叠',
    spaces_overlap: '三类空间相互重叠',
    zones_overlap: '同一图层内要素重叠',
    designations_differ: '两个规划对同一地块用途不一致',
    spaces_gap: '三类空间之间有空白',
    space_share: '三类空间占比偏离规划目标',
  },
  states: { open: '待处理', accepted: '已认可', resolved: '已消除' },
} as const

const nameOf = (side: Conflict['left'] | null) => (side ? side.feature?.name || side.key : '')

export const CONFLICT_COLUMNS: readonly ExportColumn<Conflict>[] = [
  { title: '冲突类型', width: 34, value: ({ rule }) => CONFLICT_WORDS.rules[rule] },
  { title: '状态', width: 10, value: ({ state }) => CONFLICT_WORDS.states[state] },
  { title: '碎屑', width: 8, value: ({ sliver }) => (sliver ? '是' : '否') },
  { title: '面积(平方米)', width: 16, value: ({ areaM2 }) => Math.round(areaM2 * 100) / 100 },
  { title: '宽度(米)', width: 12, value: ({ widthM }) => Math.round(widthM * 100) / 100 },
  { title: '图层一', width: 28, value: ({ left }) => left.layer.name },
  { title: '要素一', width: 24, value: ({ left }) => nameOf(left) },
  { title: '单位一', width: 24, value: ({ left }) => left.layer.organization },
  { title: '图层二', width: 28, value: ({ right }) => right?.layer.name ?? '' },
  { title: '要素二', width: 24, value: ({ right }) => nameOf(right) },
  { title: '单位二', width: 24, value: ({ right }) => right?.layer.organization ?? '' },
  { title: '行政区', width: 14, value: ({ left }) => left.layer.jurisdiction.name },
  { title: '依据', width: 50, value: ({ rule }) => sourceOf(rule).text },
  { title: '发现时间', width: 22, value: ({ foundAt }) => foundAt },
  { title: '标识', width: 38, value: ({ id }) => id },
]
