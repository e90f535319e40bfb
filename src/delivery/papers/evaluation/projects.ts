import { type Block, heading, noted, paragraph, percent, type Table } from '../../../papers/index.ts'
import type { EvaluationFacts } from '../evaluationFacts.ts'
import { CLASS_WORDS, type ElementTally, elementTally, investmentTally } from '../rules/projects.ts'
import { MOST_NAMED, note } from './shared.ts'

/** 重大项目情况: the year's list with what was planned and done; the elements that were needed and granted. */
export function projectBlocks(facts: EvaluationFacts): Block[] {
  const { projects, year, kind } = facts
  if (projects.length === 0) return [paragraph('本台账的规划和任务没有对应的入库项目，缺项目数据。')]
  const listed = projects.filter((one) => one.listed.some((row) => row.year === year))
  const path = `/projects?year=${year}`
  const figures = investmentTally(projects, year)
  // As the page of the list tells it: what was reported over what was planned.
  const rate = figures.investedKnown > 0 ? percent(figures.investedOfPlan, figures.planned) : null
  const span = kind === 'annual' ? '' : '（最近一年）'
  return [
    paragraph(
      '本台账的规划和任务对应的入库项目',
      noted(projects.length, '出自本规划、与任务同一条款或经手工关联的项目，不含待入库，见附件“项目”表', '/projects'),
      `个，其中列入${year}年度清单${span}的`,
      noted(listed.length, `附件“项目”表“清单年度”为${year}的项目，不含年内移出的`, path),
      '个。',
      ...(listed.length === 0
        ? [`没有${year}年度清单，缺年度投资数据。`]
        : [
            '年度计划投资',
            noted(
              `${figures.planned}万元`,
              `${figures.plannedKnown}个载明计划的项目相加，见附件“项目”表“年度计划”列`,
              path,
            ),
            ...(figures.plannedUnknown > 0
              ? [
                  '（另有',
                  noted(figures.plannedUnknown, '新开工、续建、竣工类项目中未载明年度计划的', path),
                  '个未载明计划）',
                ]
              : []),
            '，已完成投资',
            ...(figures.investedKnown === 0
              ? ['缺数据']
              : [
                  noted(
                    `${figures.invested}万元`,
                    `${figures.investedKnown}个已报数的项目自1月1日起的累计数相加，截至各项目最近所报月份，见附件“项目”表“完成投资”列`,
                    path,
                  ),
                ]),
            ...(figures.unreported > 0
              ? [
                  '（另有',
                  noted(figures.unreported, '新开工、续建、竣工类项目中年内没有报数的，不计为零', path),
                  '个未报数）',
                ]
              : []),
            ...(rate === null
              ? ['，不计完成率。']
              : [
                  '，完成率',
                  noted(
                    rate,
                    `有年度计划的项目完成${figures.investedOfPlan}万元÷计划${figures.planned}万元${figures.unreported > 0 ? `；${figures.unreported}个未报数的没有计入完成` : ''}`,
                    path,
                  ),
                  '。',
                ]),
          ]),
    ),
    ...(listed.length === 0 ? [] : [listTable(facts, listed, path)]),
    heading(2, '（一）要素保障'),
    ...elementBlocks(elementTally(projects)),
  ]
}

function listTable({ year }: EvaluationFacts, listed: EvaluationFacts['projects'], path: string): Table {
  const named = listed.slice(0, MOST_NAMED)
  return {
    kind: 'table',
    caption: `${year}年度清单项目投资情况（万元）`,
    note: note(
      `${named.length < listed.length ? `列出前${MOST_NAMED}个，其余见附件“项目”表；` : ''}完成数截至所注月份，来源逐项见附件“项目”表`,
      path,
    ),
    columns: [
      { title: '项目', width: 30 },
      { title: '类别', width: 12, align: 'center' },
      { title: '责任单位', width: 22 },
      { title: '年度计划', width: 13, align: 'right' },
      { title: '完成投资', width: 15, align: 'right' },
      { title: '完成率', width: 12, align: 'right' },
    ],
    rows: named.map((one) => {
      const row = one.listed.find((each) => each.year === year)
      return [
        one.name,
        row ? CLASS_WORDS[row.class] : '—',
        one.unit,
        row?.plannedWan == null ? '未载明' : String(row.plannedWan),
        row?.investedWan == null ? '未报' : `${row.investedWan}\n（至${Number(row.month?.slice(5))}月）`,
        row?.plannedWan && row.investedWan !== null ? (percent(row.investedWan, row.plannedWan) ?? '—') : '—',
      ]
    }),
  }
}

function elementBlocks(rows: readonly ElementTally[]): Block[] {
  if (rows.length === 0) return [paragraph('项目没有登记要素需求，缺要素保障数据。')]
  return [
    paragraph('只填需求、未填落实数的，不计为零，另列个数。项目登记的要素需求和落实情况如下。'),
    {
      kind: 'table',
      caption: '要素需求和落实情况',
      note: note('按项目登记数相加，逐项见附件“项目要素”表', '/projects'),
      columns: [
        { title: '要素', width: 22 },
        { title: '有需求的项目', width: 16, align: 'center' },
        { title: '需求', width: 16, align: 'right' },
        { title: '已落实', width: 16, align: 'right' },
        { title: '缺口', width: 16, align: 'right' },
        { title: '落实数未填', width: 14, align: 'center' },
      ],
      rows: rows.map((one) => [
        one.title,
        String(one.projects),
        one.needed,
        one.granted ?? '缺',
        one.gap ?? '缺',
        String(one.unknown),
      ]),
    },
  ]
}
