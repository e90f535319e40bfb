import { type Block, dateInWords, noted, paragraph, type Table } from '../../../papers/index.ts'
import { EXTRAS, SHARES } from '../../scores/rules/score.ts'
import type { EvaluationFacts } from '../evaluationFacts.ts'
import { MOST_NAMED, note } from './shared.ts'

const PART_WORDS = {
  on_time: '按时报送',
  progress: '任务推进',
  evidence: '佐证质量',
  returned: '退回',
  contradicted: '存疑',
  closed_early: '提前销号',
} as const

const points = (value: number | null) => (value === null ? '—' : String(Math.round(value * 10) / 10))

/** 考核得分: of units in the year, under the rule that counts for it; who had nothing to judge has no score. */
export function scoreBlocks({ scores, year }: EvaluationFacts): Block[] {
  if (!scores || scores.items.length === 0) return [paragraph('期内没有可以计分的报送，缺考核得分。')]
  const { rule, items } = scores
  const path = `/scores?period=${year}`
  const scored = items.filter(({ enough }) => enough)
  const named = scored.slice(0, MOST_NAMED)
  return [
    paragraph(
      `按考核规则第${rule.version}版“${rule.title}”`,
      noted(
        rule.userName === null ? '（随系统提供，非任何文件规定）' : `（${dateInWords(rule.appliesFrom)}起算）`,
        `${SHARES.map((part) => `${PART_WORDS[part]}${rule.parts[part].weight}分`).join('、')}；${EXTRAS.map((part) => `${PART_WORDS[part]}每次${rule.parts[part].each}分至多${rule.parts[part].cap}分`).join('、')}`,
        `/scores/rules#version-${rule.version}`,
      ),
      `计算，${year}年本台账有应报的单位`,
      noted(items.length, '附件“考核”表各行', path),
      '个，有得分的',
      noted(
        scored.length,
        '没有可评内容的部分不计，其余按比例折算；可评分值不足规则分值一半的，未达评分依据，不计得分，也不记零分',
        path,
      ),
      '个。',
      ...(items.length > scored.length ? [`其余${items.length - scored.length}个未达评分依据，不参与排名。`] : []),
    ),
    ...(named.length === 0 ? [] : [scoreTable(named, scored.length, year, path)]),
  ]
}

type Scored = NonNullable<EvaluationFacts['scores']>['items']

function scoreTable(named: Scored, all: number, year: number, path: string): Table {
  return {
    kind: 'table',
    caption: `${year}年各单位考核得分`,
    note: note(
      `${named.length < all ? `列出前${MOST_NAMED}个，其余见附件“考核”表；` : ''}只计本台账；每一分的任务和报送，点开单位可见`,
      path,
    ),
    columns: [
      { title: '单位', width: 32 },
      { title: '得分', width: 10, align: 'center' },
      { title: '依据', width: 10, align: 'center' },
      ...[...SHARES, ...EXTRAS].map((part) => ({ title: PART_WORDS[part], width: 10, align: 'center' as const })),
    ],
    rows: named.map(({ name, total, judged, whole, parts }) => [
      name,
      String(total),
      `${judged}/${whole}`,
      ...[...SHARES, ...EXTRAS].map((part) => points(parts.find((one) => one.part === part)?.points ?? null)),
    ]),
  }
}
