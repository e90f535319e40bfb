import { type Block, noted, paragraph, percent, periodInWords, type Run } from '../../../papers/index.ts'
import type { EvaluationFacts } from '../evaluationFacts.ts'
import { type ReportTally, reportTally } from '../rules/tally.ts'
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
  return [
    paragraph(
      ...(all.owed === 0 ? ['尚无到期的应报。'] : dueRuns(all, path)),
      ...(all.notDue > 0 ? ['另有', noted(all.notDue, '时限未到', path), '份未到期'] : []),
      ...(all.early > 0 ? ['，其中已报', noted(all.early, '时限未到而已经报送，不计入按时报送率', path), '份'] : []),
      ...(all.notDue > 0 ? ['。'] : []),
      ...(all.waived > 0 ? ['免报', noted(all.waived, '经督办单位同意免报，理由见附件“报送”表', path), '份。'] : []),
    ),
    {
      kind: 'table',
      caption: '各报送周期情况（份）',
      note: note('附件“报送”表按周期计数', path),
      columns: ['周期', '到期应报', '按时', '逾期', '未报', '未到期', '免报', '按时率'].map((title, index) => ({
        title,
        width: index === 0 ? 18 : 10,
        align: 'center' as const,
      })),
      rows: [...cycles].map(([period, { rows }]) => {
        const one = reportTally(rows, today)
        return [
          periodInWords(period),
          ...[one.owed, one.onTime, one.late, one.missing, one.notDue, one.waived].map(String),
          percent(one.onTime, one.owed) ?? '—',
        ]
      }),
    },
  ]
}

/** Of those whose day has passed: the base of the rate. */
function dueRuns({ owed, onTime, late, missing }: ReportTally, path: string): Run[] {
  return [
    '已到期的应报送',
    noted(owed, '期内时限已过的应报，不含免报，见附件“报送”表', path),
    '份，按时报送',
    noted(onTime, '首次有效报送日期不晚于时限；被退回的视同未报', path),
    '份，逾期报送',
    noted(late, '首次有效报送日期晚于时限', path),
    '份，未报',
    noted(missing, '时限已过而没有有效报送', path),
    '份，按时报送率',
    noted(percent(onTime, owed) ?? '—', `按时报送${onTime}份÷应报送${owed}份`, path),
    '。',
  ]
}
