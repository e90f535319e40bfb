import {
  type Block,
  dateInWords,
  heading,
  noted,
  type Picture,
  paragraph,
  type Run,
  type Table,
} from '../../../papers/index.ts'
import { drawChart, LIGHT_WORDS, lightChart } from '../charts.ts'
import type { EvaluationFacts } from '../evaluationFacts.ts'
import {
  byChapter,
  byPlace,
  isProvince,
  LIGHT_ORDER,
  type LightRow,
  lightTally,
  total,
  trendInWords,
} from '../rules/tally.ts'
import { note, taskList } from './shared.ts'

/** 红黄绿灯情况: the lights of the day, beside those of a year before, by place and chapter. */
export async function lightBlocks(facts: EvaluationFacts): Promise<Block[]> {
  const { tasks, lights, before, comparedWith, programme, asOf } = facts
  const alive = tasks.filter(({ state }) => state !== 'retired')
  const now = lightTally(alive, lights)
  const without = alive.length - total(now)
  const cockpit = `/cockpit?programme=${programme.id}`
  if (total(now) === 0) return [paragraph(`截至${dateInWords(asOf)}没有任何任务的灯色记录，缺灯色数据。`)]
  const earlier = before ? lightTally(alive, before) : null
  const places = byPlace(alive, facts.places, lights, before)
  const provinces = places.filter(({ key }) => isProvince(key))
  const named = places.map((row) => (isProvince(row.key) ? row : { ...row, name: `　${row.name}` }))
  const chapters = byChapter(alive, lights, before)
  const parts = LIGHT_ORDER.flatMap((light, index): Run[] => [
    index === 0 ? '' : '、',
    `${LIGHT_WORDS[light]}`,
    noted(
      now[light],
      `截至${dateInWords(asOf)}的灯色变化记录，见附件“任务”表“灯色”“理由”列`,
      taskList(facts, `&light=${light}`),
    ),
    '项',
  ])
  return [
    paragraph(
      `截至${dateInWords(asOf)}，`,
      ...parts,
      '。',
      ...(without > 0 ? ['另有', noted(without, '该时点尚无灯色记录的任务', taskList(facts)), '项尚无灯色。'] : []),
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
      named,
      '地区',
      cockpit,
      '省（区）行含省级单位和所辖各市的任务；涉及多个地区的任务在各地区分别计数，各行之和可大于总数',
      provinces.length > 1 ? provinces : named,
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
  /** What the picture shows, where the table is longer. */
  pictured = rows,
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
      pictured.map(({ name }) => short(name)),
      pictured.map(({ tally }) => tally),
    ),
    640,
    Math.max(160, 90 + pictured.length * 34),
  )
  const picture: Picture = {
    kind: 'picture',
    caption: `分${head}灯色构成（项）`,
    alt: pictured
      .map(
        ({ name, tally }) =>
          `${name}：${LIGHT_ORDER.map((light) => `${LIGHT_WORDS[light]}${tally[light]}`).join('、')}`,
      )
      .join('；'),
    ...drawn,
    note: note(pictured === rows ? '同上表' : '同上表的省（区）行', path),
  }
  return [table, picture]
}
