import type { ExportColumn } from '../../platform/http/index.ts'
import { findParameter } from '../standards/parameters/catalogue.ts'
import type { AirEvaluation, CityAir, EvaluatedSection, FormerGroup, WaterEvaluation } from './schemas.ts'

/** The words of the page `/evaluations`. */
export const EVALUATION_WORDS = {
  parts: { shares: '按类别比例', means: '参与均值', lake: '湖库单独评价', none: '无数据，不参加' },
  tooFew: '数据不足',
} as const

/** A line of the downloaded table: the whole, or one section. */
interface WaterRow {
  code: string
  name: string
  river: string
  part: string
  class: string
  grade: string
  target: string
  meets: string
  decidedBy: string
  exceeding: string
  trophic: string
  before: string
  lastYear: string
}

const nameOf = (code: string) => findParameter(code)?.zh ?? code
const withMultiple = ({ code, multiple }: { code: string; multiple: string | null }) =>
  `${nameOf(code)}${multiple === null ? '' : `（${multiple}）`}`

/** The whole first, as a bulletin says it, then every section. */
export function waterRows({ group, before, lastYear, sections }: WaterEvaluation): WaterRow[] {
  const shares = `Ⅰ～Ⅲ类 ${group.goodPercent}%，劣Ⅴ类 ${group.worstPercent}%`
  const whole: WaterRow = {
    ...{ code: '', name: `合计（${group.sections} 个河流断面）`, river: '', class: group.class ?? shares },
    part:
      (group.method === 'sharesOfClasses' ? '断面类别比例法' : '断面均值法（少于5个断面）') +
      (group.short.length === 0 ? '' : `；${EVALUATION_WORDS.tooFew}：${group.short.join('、')}`),
    ...{ grade: group.grade?.zh ?? '', target: '', trophic: '' },
    meets: group.metPercent === null ? '' : `${group.met}/${group.withTarget}（${group.metPercent}%）`,
    decidedBy: group.mainPollutants
      .map(({ code, multiple, exceedPercent }) =>
        exceedPercent === null ? withMultiple({ code, multiple }) : `${nameOf(code)}（超标断面 ${exceedPercent}%）`,
      )
      .join('、'),
    ...{ exceeding: '', before: formerText(before), lastYear: formerText(lastYear) },
  }
  return [whole, ...sections.map(rowOf)]
}

const formerText = ({ grade, change }: FormerGroup) =>
  grade === null ? '' : `${grade.zh}${change === null ? '' : `，${change.zh}`}`

const partText = ({ part, valid }: EvaluatedSection) =>
  EVALUATION_WORDS.parts[part] + (valid || part === 'none' ? '' : `（${EVALUATION_WORDS.tooFew}）`)

const rowOf = (one: EvaluatedSection): WaterRow => ({
  ...{ code: one.code, name: one.name, river: one.river, part: partText(one) },
  ...{ class: one.class ?? '', grade: one.grade ?? '', target: one.targetClass ?? '' },
  meets: one.meets === null ? '' : one.meets ? '是' : '否',
  decidedBy: one.decidedBy.map(nameOf).join('、'),
  exceeding: one.exceeding.map(withMultiple).join('、'),
  trophic: one.trophic?.grade ? `${one.trophic.grade}（${one.trophic.index}）` : '',
  before: one.before ? `${one.before.class}${one.before.change ? `，${one.before.change.zh}` : ''}` : '',
  lastYear: one.lastYear ? `${one.lastYear.class}${one.lastYear.change ? `，${one.lastYear.change.zh}` : ''}` : '',
})

export const WATER_COLUMNS: readonly ExportColumn<WaterRow>[] = [
  { title: '断面编码', width: 16, value: ({ code }) => code },
  { title: '断面', width: 24, value: ({ name }) => name },
  { title: '河流', width: 16, value: ({ river }) => river },
  { title: '参加方式', width: 18, value: ({ part }) => part },
  { title: '水质类别', width: 12, value: (row) => row.class },
  { title: '水质状况', width: 12, value: ({ grade }) => grade },
  { title: '目标类别', width: 10, value: ({ target }) => target },
  { title: '是否达标', width: 12, value: ({ meets }) => meets },
  { title: '定类因子（主要污染指标）', width: 30, value: ({ decidedBy }) => decidedBy },
  { title: '超标因子（超标倍数）', width: 30, value: ({ exceeding }) => exceeding },
  { title: '营养状态', width: 16, value: ({ trophic }) => trophic },
  { title: '上期', width: 18, value: ({ before }) => before },
  { title: '上年同期', width: 18, value: ({ lastYear }) => lastYear },
]

type RankedCity = CityAir & { rank: number | null }

/** Cities with their rank; one without a composite index has none. */
export const airRows = ({ cities }: AirEvaluation): RankedCity[] =>
  cities.map((city, index) => ({ ...city, rank: city.composite === null ? null : index + 1 }))

const AIR_ITEMS = [
  ['pm25', 'PM2.5（µg/m³）'],
  ['pm10', 'PM10（µg/m³）'],
  ['so2', 'SO₂（µg/m³）'],
  ['no2', 'NO₂（µg/m³）'],
  ['co', 'CO 第95百分位（mg/m³）'],
  ['o3', 'O₃-8h 第90百分位（µg/m³）'],
] as const

export const AIR_COLUMNS: readonly ExportColumn<RankedCity>[] = [
  { title: '排名', width: 8, value: ({ rank }) => rank ?? '' },
  { title: '城市', width: 16, value: ({ name }) => name },
  { title: '综合指数', width: 12, value: ({ composite }) => composite?.index ?? '' },
  { title: '综合指数（HJ 663-2026，待核）', width: 18, value: ({ composite2026 }) => composite2026?.index ?? '' },
  { title: '有效天数', width: 10, value: ({ days }) => days },
  { title: '优良天数', width: 10, value: ({ goodDays }) => goodDays },
  { title: '优良天数比率(%)', width: 14, value: ({ goodDaysPercent }) => goodDaysPercent ?? '' },
  ...AIR_ITEMS.map(
    ([item, title]): ExportColumn<RankedCity> => ({
      title,
      width: 14,
      value: ({ items }) => items.find((one) => one.item === item)?.value ?? '',
    }),
  ),
  { title: '站点数', width: 10, value: ({ stations }) => stations },
]
