import type { ExportColumn } from '../../platform/http/index.ts'
import { EXTRAS, rankedTotal, type ScorePart, SHARES } from './rules/score.ts'
import type { ScoreItem } from './schemas.ts'

const TITLES: Record<ScorePart, string> = {
  on_time: '按时报送',
  progress: '任务推进',
  evidence: '佐证质量',
  returned: '退回扣分',
  contradicted: '存疑扣分',
  closed_early: '提前销号加分',
}

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)
const partOf = (item: ScoreItem, part: ScorePart) => item.parts.find((one) => one.part === part)

/** Who has no rank has no score here; a part with nothing to judge is an empty cell, not a zero. */
export const SCORE_COLUMNS: readonly ExportColumn<ScoreItem>[] = [
  { title: '名称', width: 32, value: ({ name }) => name },
  { title: '地区', width: 12, value: ({ place }) => place },
  { title: '得分', width: 8, value: rankedTotal },
  ...[...SHARES, ...EXTRAS].map((part) => ({
    title: TITLES[part],
    width: 12,
    value: (item: ScoreItem) => rounded(partOf(item, part)?.points ?? null),
  })),
  { title: '可评分值', width: 8, value: ({ judged }) => judged },
  { title: '总分值', width: 8, value: ({ whole }) => whole },
  { title: '应报', width: 8, value: (item) => partOf(item, 'on_time')?.due ?? 0 },
  { title: '按时', width: 8, value: (item) => partOf(item, 'on_time')?.done ?? 0 },
]
