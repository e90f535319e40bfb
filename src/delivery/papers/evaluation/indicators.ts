import { type Block, noted, type Picture, paragraph, periodInWords, type Table } from '../../../papers/index.ts'
import { STATUS_WORDS } from '../../indicators/monitoring.ts'
import { drawChart, indicatorChart } from '../charts.ts'
import type { EvaluationFacts } from '../evaluationFacts.ts'
import { projectionInWords } from '../rules/projection.ts'
import { note } from './shared.ts'

/** Charts of indicators at most; all of them stand in the table. */
const MOST_CHARTS = 8

/** 指标情况: every indicator of the plan with what was observed; a figure that is missing is said to be missing. */
export async function indicatorBlocks(facts: EvaluationFacts): Promise<Block[]> {
  const { indicators, programme, year } = facts
  if (!programme.documentId) return [paragraph('本台账不对应规划文件，没有可评估的规划指标。')]
  if (indicators.length === 0) return [paragraph('规划的指标尚未建立，缺指标数据。')]
  const path = `/indicators?document=${programme.documentId}`
  const withFigures = indicators.filter(({ figures }) => figures.length > 0)
  const ofYear = indicators.filter(({ figures }) =>
    figures.some(({ period }) => period.startsWith(String(year))),
  ).length
  const table: Table = {
    kind: 'table',
    caption: '规划指标完成情况',
    note: note('指标的观测值及其来源，逐项见附件“指标”“观测值”表', path),
    columns: [
      { title: '指标', width: 22 },
      { title: '属性', width: 11, align: 'center' },
      { title: '基期值', width: 13, align: 'center' },
      { title: '目标值', width: 13, align: 'center' },
      { title: '最新值', width: 13, align: 'center' },
      { title: '来源', width: 16 },
      { title: '判断和推算', width: 20 },
    ],
    rows: indicators.map((one) => {
      const latest = one.figures.at(-1)
      const withYear = (value: string | null, at: number | null) =>
        value === null ? '缺' : `${value}${one.unit}${at === null ? '' : `\n（${at}）`}`
      return [
        one.name,
        one.nature === 'binding' ? '约束性' : one.nature === 'expected' ? '预期性' : '未注明',
        withYear(one.base, one.baseYear),
        withYear(one.upper ? `${one.target}~${one.upper}` : one.target, one.targetYear),
        latest ? `${latest.value}${one.unit}\n（${periodInWords(latest.period)}）` : '无数据',
        latest ? latest.source : '无数据',
        [STATUS_WORDS[one.progress.status], projectionInWords(one)].filter(Boolean).join('\n'),
      ]
    }),
  }
  const charted = withFigures
    .filter(({ figures }) => figures.some(({ period }) => /^\d{4}$/.test(period)))
    .slice(0, MOST_CHARTS)
  const charts: Block[] = []
  for (const one of charted) charts.push(await chartOf(one, facts))
  return [
    paragraph(
      '规划指标',
      noted(indicators.length, '规划中已建立的指标，见附件“指标”表', path),
      '项，其中有观测值的',
      noted(withFigures.length, '至少有一个观测值的指标', path),
      '项，有',
      `${year}年数据的`,
      noted(ofYear, `有${year}年观测值的指标；其余为缺数据`, path),
      `项。`,
      ofYear < indicators.length ? `缺${year}年数据的，不作判断，也不以往年数据代替。` : '',
    ),
    table,
    ...charts,
    ...(withFigures.length > charted.length
      ? [paragraph('没有年度观测值或篇幅所限未列图的指标，见附件“观测值”表。')]
      : []),
  ]
}

async function chartOf(one: EvaluationFacts['indicators'][number], facts: EvaluationFacts): Promise<Picture> {
  const yearly = new Map(
    one.figures
      .filter(({ period }) => /^\d{4}$/.test(period))
      .map(({ period, value }) => [Number(period), Number(value)]),
  )
  const first = Math.min(one.baseYear ?? facts.year, ...yearly.keys())
  const years = Array.from({ length: facts.year - first + 1 }, (_, index) => first + index)
  const values = years.map((year) => yearly.get(year) ?? (year === one.baseYear && one.base ? Number(one.base) : null))
  const target = one.target === null || one.upper !== null ? null : Number(one.target)
  const drawn = await drawChart(
    indicatorChart({ unit: one.unit, years, values, target, targetYear: one.targetYear }),
    640,
    205,
  )
  const missing = years.filter((_, index) => values[index] === null)
  return {
    kind: 'picture',
    caption: `${one.name}${one.unit ? `（${one.unit}）` : ''}`,
    alt: `${one.name}：${years.map((year, index) => `${year}年${values[index] ?? '无数据'}`).join('、')}`,
    ...drawn,
    note: {
      ...note(
        `来源：${[...new Set(one.figures.map(({ source }) => source))].join('；')}${missing.length > 0 ? `；缺${missing.join('、')}年数据` : ''}`,
        `/indicators/${one.id}`,
      ),
      record: `指标“${one.name}”`,
    },
  }
}
