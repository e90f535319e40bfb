import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import { isYear } from './rules/period.ts'
import type { Indicator, MonitoringQuery } from './schemas.ts'
import { listIndicators } from './store.ts'

const PORTION = 200

/** All indicators of a filter, page by page, each page in a transaction of its own. */
export async function* everyIndicator(
  database: DatabaseHandle,
  actor: Actor,
  query: MonitoringQuery,
  today: string,
): AsyncGenerator<Indicator> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listIndicators(trx, { ...query, limit: PORTION, ...(cursor ? { cursor } : {}) }, today),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

const NATURE = { binding: '约束性', expected: '预期性' }
const ACCUMULATION = {
  level: '水平值',
  cumulative: '累计值',
  interval: '区间值',
  keep: '保持值',
  growth: '年均增速',
  reduction: '累计降幅',
  graded: '等级',
}
export const STATUS_WORDS: Readonly<Record<Indicator['progress']['status'], string>> = {
  ahead: '快于时序进度',
  on: '达到时序进度',
  slightly_behind: '略滞后于时序进度',
  behind: '滞后于时序进度',
  reached: '已实现目标',
  missed: '未实现目标',
  no_data: '无数据',
  incomplete: '目标要素不全',
}
const GRADE = { statement: '自述', document: '文件', measured: '监测', verified: '核验' }

const rounded = (value: number | null, places: number) => (value === null ? null : Number(value.toFixed(places)))

/** The years that the table has a column for: of all figures, at most the last ten. */
export function yearsOf(indicators: readonly Indicator[]): number[] {
  const years = new Set<number>()
  for (const { figures } of indicators) for (const { period } of figures) if (isYear(period)) years.add(Number(period))
  return [...years].sort((one, other) => one - other).slice(-10)
}

/** The annual monitoring table (年度监测表): a missing figure is an empty cell. */
export function monitoringColumns(years: readonly number[]): ExportColumn<Indicator>[] {
  return [
    { title: '指标', width: 32, value: (one) => one.name },
    { title: '属性', width: 10, value: (one) => (one.nature ? NATURE[one.nature] : '') },
    { title: '类型', width: 10, value: (one) => ACCUMULATION[one.accumulation] },
    { title: '单位', width: 10, value: (one) => one.unit },
    { title: '行政区', width: 14, value: (one) => one.place?.name ?? '' },
    { title: '基期年', width: 8, value: (one) => one.baseYear },
    { title: '基期值', width: 12, value: (one) => one.base },
    { title: '目标年', width: 8, value: (one) => one.targetYear },
    { title: '目标值', width: 12, value: (one) => (one.upper ? `${one.target}~${one.upper}` : one.target) },
    ...years.map((year) => ({
      title: `${year}年`,
      width: 12,
      value: (one: Indicator) => one.figures.find(({ period }) => period === String(year))?.value ?? null,
    })),
    { title: '最新时期', width: 10, value: (one) => one.figures.at(-1)?.period ?? null },
    { title: '最新值', width: 12, value: (one) => one.figures.at(-1)?.value ?? null },
    { title: '应达值', width: 12, value: (one) => rounded(one.progress.expected, 4) },
    { title: '时序比', width: 10, value: (one) => rounded(one.progress.ratio, 4) },
    { title: '判断', width: 16, value: (one) => STATUS_WORDS[one.progress.status] },
    { title: '缺数据年份', width: 14, value: (one) => one.progress.missingYears.join('、') },
    { title: '数据来源', width: 28, value: (one) => one.figures.at(-1)?.source ?? '' },
    {
      title: '佐证等级',
      width: 10,
      value: (one) => {
        const grade = one.figures.at(-1)?.grade
        return grade ? GRADE[grade] : ''
      },
    },
    { title: '出处', width: 36, value: (one) => [one.document?.title, one.provisionLabel].filter(Boolean).join(' ') },
    { title: '标识', width: 38, value: (one) => one.id },
  ]
}
