import { STATUS_WORDS } from '../indicators/monitoring.ts'
import { drawChart, indicatorChart, LIGHT_WORDS, lightChart } from './charts.ts'
import { limitOf } from './decomposition.ts'
import type { EvaluationFacts } from './evaluationFacts.ts'
import type { TaskFact } from './facts.ts'
import {
  type Block,
  heading,
  type Note,
  noted,
  type Paper,
  type Picture,
  paragraph,
  type Run,
  type Table,
} from './model.ts'
import { reasonsInWords } from './rules/reasons.ts'
import {
  byChapter,
  byPlace,
  LIGHT_ORDER,
  type LightRow,
  lightTally,
  punctualityOf,
  reportTally,
  total,
  trendInWords,
} from './rules/tally.ts'
import { dateInWords, fullWidth, percent } from './rules/words.ts'

/** Charts of indicators at most; all of them stand in the table. */
const MOST_CHARTS = 8
/** Tasks named in the text; all of them stand in the annex file. */
const MOST_TASKS = 30

const note = (text: string, path: string | null): Note => ({ text: fullWidth(text), path })

/** 年度评估报告 and 中期评估报告: sentences drafted from rows only; a figure that is missing is said to be missing. */
export async function evaluationPaper(facts: EvaluationFacts): Promise<Paper> {
  const { programme, kind, year, today } = facts
  const name = programme.document ?? programme.title
  const what = kind === 'annual' ? `${year}年度评估报告` : '中期评估报告'
  return {
    mark: `${programme.owner}文件`,
    number: null,
    signer: '（待签）',
    title: `《${name}》实施情况${what}（草稿）`,
    addressee: '（报送机关待定）',
    blocks: numbered([
      paragraph(
        `现将台账“${programme.title}”${kind === 'annual' ? `${year}年度` : `${facts.from}年至${year}年`}的实施情况报告如下。任务和灯色截至${dateInWords(facts.asOf)}，报送情况截至${dateInWords(today)}；文中数据均取自台账，出处见页下注，逐项见附件；没有数据的，写明缺数据，不作推定。`,
      ),
      heading(1, '一、任务下达和办理情况'),
      ...taskBlocks(facts),
      heading(1, '二、报送情况'),
      ...reportBlocks(facts),
      heading(1, '三、红黄绿灯情况'),
      ...(await lightBlocks(facts)),
      heading(1, '四、指标情况'),
      ...(await indicatorBlocks(facts)),
      heading(1, '五、滞后、督办和提请事项'),
      ...matterBlocks(facts),
    ]),
    annexes: [],
    files: [`${kind === 'annual' ? `${year}年度` : '中期'}评估数据明细（另附电子表格）`],
    signature: { unit: programme.owner, date: today },
    printed: null, // a draft is not printed
  }
}

/** Tables and figures are numbered as they stand. */
function numbered(blocks: readonly Block[]): Block[] {
  const count = { table: 0, picture: 0 }
  return blocks.map((block) => {
    if (block.kind !== 'table' && block.kind !== 'picture') return block
    count[block.kind] += 1
    return { ...block, caption: `${block.kind === 'table' ? '表' : '图'}${count[block.kind]} ${block.caption}` }
  })
}

const list = ({ programme }: EvaluationFacts, more = '') => `/tasks?programme=${programme.id}${more}`

function taskBlocks(facts: EvaluationFacts): Block[] {
  const { tasks, from, year, kind } = facts
  const years = (day: string | null) =>
    day !== null && Number(day.slice(0, 4)) >= from && Number(day.slice(0, 4)) <= year
  const alive = tasks.filter(({ state }) => state !== 'retired')
  const dispatched = tasks.filter(({ dispatchedOn }) => years(dispatchedOn)).length
  const closed = tasks.filter(({ closedOn }) => years(closedOn)).length
  const retired = tasks.filter(({ state }) => state === 'retired').length
  const span = kind === 'annual' ? '当年' : '期内'
  if (tasks.length === 0) return [paragraph('截至期末尚未下达任务。')]
  return [
    paragraph(
      '截至期末，台账累计下达任务',
      noted(tasks.length, `台账中${dateInWords(`${year}-12-31`)}前下达的任务，见附件“任务”表`, list(facts)),
      '项，',
      `其中${span}下达`,
      noted(dispatched, `按下达日期计，见附件“任务”表“下达日期”列`, list(facts)),
      `项、${span}销号`,
      noted(closed, '按销号日期计，见附件“任务”表“销号日期”列', list(facts, '&state=closed')),
      '项',
      ...(retired > 0 ? ['，终止', noted(retired, '见附件“任务”表“状态”列', list(facts, '&state=retired')), '项'] : []),
      `。未终止的任务中，限期完成的`,
      noted(alive.filter(({ pace }) => pace === 'finite').length, '见附件“任务”表“完成时限”列', list(facts)),
      '项，长期坚持的',
      noted(alive.filter(({ pace }) => pace === 'ongoing').length, '见附件“任务”表“完成时限”列', list(facts)),
      '项。',
    ),
  ]
}

function reportBlocks(facts: EvaluationFacts): Block[] {
  const { obligations, today } = facts
  if (obligations.length === 0) return [paragraph('期内没有应报送的周期，缺报送数据。')]
  const all = reportTally(obligations, today)
  const cycles = new Map<string, { id: string; rows: typeof obligations }>()
  for (const one of obligations) {
    const cycle = cycles.get(one.period) ?? { id: one.cycleId, rows: [] }
    cycle.rows.push(one)
    cycles.set(one.period, cycle)
  }
  const path = `/cycles/${[...cycles.values()].at(-1)?.id ?? ''}`
  const rate = percent(all.onTime, all.owed)
  return [
    paragraph(
      '已到期的应报送',
      noted(all.owed, '期内各报送周期已到期的应报，不含免报，见附件“报送”表', path),
      '份，按时报送',
      noted(all.onTime, '首次有效报送日期不晚于时限；被退回的视同未报', path),
      '份，逾期报送',
      noted(all.late, '首次有效报送日期晚于时限', path),
      '份，未报',
      noted(all.missing, '时限已过而没有有效报送', path),
      rate === null ? '份；没有已到期的应报，不计按时报送率' : '份，按时报送率',
      ...(rate === null ? [] : [noted(rate, `按时报送${all.onTime}份÷应报送${all.owed}份`, path)]),
      '。',
      ...(all.notDue > 0 ? ['另有', noted(all.notDue, '时限未到', path), '份未到期。'] : []),
      ...(all.waived > 0 ? ['免报', noted(all.waived, '经督办单位同意免报，理由见附件“报送”表', path), '份。'] : []),
    ),
    {
      kind: 'table',
      caption: '各报送周期情况（份）',
      note: note('附件“报送”表按周期计数', path),
      columns: ['周期', '应报', '按时', '逾期', '未报', '未到期', '免报', '按时率'].map((title, index) => ({
        title,
        width: index === 0 ? 14 : 10,
        align: 'center' as const,
      })),
      rows: [...cycles].map(([period, { rows }]) => {
        const one = reportTally(rows, today)
        return [
          period,
          ...[one.owed, one.onTime, one.late, one.missing, one.notDue, one.waived].map(String),
          percent(one.onTime, one.owed) ?? '—',
        ]
      }),
    },
  ]
}

async function lightBlocks(facts: EvaluationFacts): Promise<Block[]> {
  const { tasks, lights, before, comparedWith, programme, asOf } = facts
  const alive = tasks.filter(({ state }) => state !== 'retired')
  const now = lightTally(alive, lights)
  const without = alive.length - total(now)
  const cockpit = `/cockpit?programme=${programme.id}`
  if (total(now) === 0) return [paragraph(`截至${dateInWords(asOf)}没有任何任务的灯色记录，缺灯色数据。`)]
  const earlier = before ? lightTally(alive, before) : null
  const places = byPlace(alive, facts.places, lights, before)
  const chapters = byChapter(alive, lights, before)
  const parts = LIGHT_ORDER.flatMap((light, index): Run[] => [
    index === 0 ? '' : '、',
    `${LIGHT_WORDS[light]}`,
    noted(
      now[light],
      `截至${dateInWords(asOf)}的灯色变化记录，见附件“任务”表“灯色”“理由”列`,
      list(facts, `&light=${light}`),
    ),
    '项',
  ])
  return [
    paragraph(
      `截至${dateInWords(asOf)}，`,
      ...parts,
      '。',
      ...(without > 0 ? ['另有', noted(without, '该时点尚无灯色记录的任务', list(facts)), '项尚无灯色。'] : []),
    ),
    earlier && comparedWith
      ? paragraph(
          `与${dateInWords(comparedWith)}相比，红灯`,
          noted(trendInWords(now.red, earlier.red), `红灯${earlier.red}项→${now.red}项`, cockpit),
          '，黄灯',
          noted(trendInWords(now.yellow, earlier.yellow), `黄灯${earlier.yellow}项→${now.yellow}项`, cockpit),
          '，绿灯',
          noted(trendInWords(now.green, earlier.green), `绿灯${earlier.green}项→${now.green}项`, cockpit),
          '，已销号',
          noted(trendInWords(now.closed, earlier.closed), `已销号${earlier.closed}项→${now.closed}项`, cockpit),
          '。',
        )
      : paragraph('缺上年末的灯色记录，不作比较。'),
    heading(2, '（一）分地区'),
    ...(await lightGroup(
      facts,
      places,
      '地区',
      cockpit,
      '涉及多个省（区）的任务在各省（区）分别计数，各行之和大于总数',
    )),
    heading(2, '（二）分章节'),
    ...(await lightGroup(facts, chapters, '章节', cockpit, '每项任务计入所在章节一次')),
  ]
}

async function lightGroup(
  facts: EvaluationFacts,
  rows: readonly LightRow[],
  head: string,
  path: string,
  counted: string,
): Promise<Block[]> {
  if (rows.length === 0) return [paragraph(`任务的责任单位尚未对应到${head}，缺分${head}数据。`)]
  const caption = `分${head}灯色（项）`
  const table: Table = {
    kind: 'table',
    caption,
    note: note(`截至${dateInWords(facts.asOf)}；${counted}；逐项见附件“任务”表`, path),
    columns: [
      { title: head, width: 30 },
      ...LIGHT_ORDER.map((light) => ({ title: LIGHT_WORDS[light], width: 11, align: 'center' as const })),
      { title: '红灯较上年末', width: 15, align: 'center' },
    ],
    rows: rows.map(({ name, tally, before }) => [
      name,
      ...LIGHT_ORDER.map((light) => String(tally[light])),
      trendInWords(tally.red, before?.red ?? null),
    ]),
  }
  const short = (name: string) => (name.length > 14 ? `${name.slice(0, 13)}…` : name)
  const drawn = await drawChart(
    lightChart(
      rows.map(({ name }) => short(name)),
      rows.map(({ tally }) => tally),
    ),
    640,
    Math.max(160, 90 + rows.length * 34),
  )
  const picture: Picture = {
    kind: 'picture',
    caption: `分${head}灯色构成（项）`,
    alt: rows
      .map(
        ({ name, tally }) =>
          `${name}：${LIGHT_ORDER.map((light) => `${LIGHT_WORDS[light]}${tally[light]}`).join('、')}`,
      )
      .join('；'),
    ...drawn,
    note: note(`同上表`, path),
  }
  return [table, picture]
}

async function indicatorBlocks(facts: EvaluationFacts): Promise<Block[]> {
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
      { title: '指标', width: 24 },
      { title: '属性', width: 9, align: 'center' },
      { title: '基期值', width: 13, align: 'center' },
      { title: '目标值', width: 13, align: 'center' },
      { title: '最新值', width: 13, align: 'center' },
      { title: '来源（佐证）', width: 20 },
      { title: '判断', width: 14, align: 'center' },
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
        latest ? `${latest.value}${one.unit}\n（${latest.period}）` : '无数据',
        latest ? latest.source : '无数据',
        STATUS_WORDS[one.progress.status],
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
    250,
  )
  const missing = years.filter((_, index) => values[index] === null)
  return {
    kind: 'picture',
    caption: `${one.name}${one.unit ? `（${one.unit}）` : ''}`,
    alt: `${one.name}：${years.map((year, index) => `${year}年${values[index] ?? '无数据'}`).join('、')}`,
    ...drawn,
    note: note(
      `来源：${[...new Set(one.figures.map(({ source }) => source))].join('；')}${missing.length > 0 ? `；缺${missing.join('、')}年数据` : ''}`,
      `/indicators/${one.id}`,
    ),
  }
}

function matterBlocks(facts: EvaluationFacts): Block[] {
  const { tasks, lights, notices, escalations, contradictions, obligations, today } = facts
  const late = (light: 'red' | 'yellow') =>
    tasks.filter(({ id, state }) => state !== 'retired' && lights.get(id)?.light === light)
  const red = late('red')
  const open = notices.filter(({ state }) => state !== 'signed_off' && state !== 'withdrawn').length
  const owing = obligations.filter((one) => punctualityOf(one, today) === 'missing')
  const units = new Set(owing.map(({ unit }) => unit))
  return [
    ...(red.length === 0
      ? [paragraph('没有红灯任务。')]
      : [
          paragraph(
            '红灯任务',
            noted(red.length, '见附件“任务”表灯色为红灯的行', list(facts, '&light=red')),
            `项，${red.length > MOST_TASKS ? `列出前${MOST_TASKS}项，其余见附件，` : ''}理由如下。`,
          ),
          lateTable(facts, red.slice(0, MOST_TASKS)),
        ]),
    ...(owing.length === 0
      ? []
      : [
          paragraph(
            '应报未报的单位',
            noted(units.size, `附件“报送”表中未报${owing.length}份，按单位去重`, `/cycles/${owing.at(-1)?.cycleId}`),
            `个：${[...units].slice(0, 20).join('、')}${units.size > 20 ? '等' : ''}。`,
          ),
        ]),
    paragraph(
      '期内发出督办单',
      noted(notices.length, '你可查阅的、涉及本台账任务的督办单，见附件“督办单”表', '/supervision'),
      '份，未办结',
      noted(open, '状态不是已办结、已撤回的督办单', '/supervision'),
      '份；提请协调事项',
      noted(escalations.length, '你可查阅的、涉及本台账任务的提请事项，见附件“提请”表', '/escalations'),
      '件，已议定',
      noted(escalations.filter(({ state }) => state === 'resolved').length, '状态为已议定的提请事项', '/escalations'),
      '件；报送内容与已知数据不符且尚未说明的',
      noted(contradictions, '期内发现、尚未说明的存疑', list(facts)),
      '处。',
    ),
    ...escalations
      .slice(0, MOST_TASKS)
      .map((one, index) =>
        paragraph(
          `${index + 1}. ${one.raisedBy}提请“${one.title}”`,
          noted(
            `（${one.number}）`,
            `${dateInWords(one.raisedOn)}提请，任务第${one.taskNumber}号`,
            `/escalations/${one.id}`,
          ),
          `：${one.matter.replace(/\s+/g, ' ')}${one.answer ? `答复：${one.answer.replace(/\s+/g, ' ')}` : ''}`,
        ),
      ),
  ]
}

function lateTable(facts: EvaluationFacts, tasks: readonly TaskFact[]): Table {
  return {
    kind: 'table',
    caption: '红灯任务及理由',
    note: note(`截至${dateInWords(facts.asOf)}的灯色及理由`, list(facts, '&light=red')),
    columns: [
      { title: '序号', width: 7, align: 'center' },
      { title: '任务', width: 30 },
      { title: '牵头（责任）单位', width: 22 },
      { title: '完成时限', width: 13, align: 'center' },
      { title: '理由', width: 30 },
    ],
    rows: tasks.map((task) => [
      String(task.number),
      task.title,
      task.units
        .filter(({ role }) => role !== 'participant')
        .map(({ name }) => name)
        .join('、') || '未明确',
      limitOf(task),
      reasonsInWords(facts.lights.get(task.id)?.reasons.slice(0, 3) ?? []),
    ]),
  }
}
