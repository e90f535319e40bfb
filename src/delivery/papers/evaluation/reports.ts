import type { EvaluationFacts } from '../evaluationFacts.ts'
import { type Block, noted, paragraph } from '../model.ts'
import { reportTally } from '../rules/tally.ts'
import { percent } from '../rules/words.ts'
import { note } from './shared.ts'

/** 报送情况: what was owed and what came, in all and by cycle. */
export function reportBlocks(facts: EvaluationFacts): Block[] {
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
