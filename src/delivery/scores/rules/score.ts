/**
 * 考核得分: what the plans' 目标纳入绩效考核 comes down to, under a rule that is published as data (table score_rule). Three
 * parts share the weights by how much of what was due was done; two take points off, one adds some, each up to a cap. A
 * part with nothing to judge is left out and the others carry its weight: who owed nothing has no score, not a zero.
 */
export interface ScoreParts {
  /** 按时报送: reports that came by their day, of those owed in the period (waived ones do not count). */
  on_time: { weight: number }
  /** 任务推进: lights of the tasks it leads or alone answers for at the period's end; green or signed off 1, yellow ½, red 0. */
  progress: { weight: number }
  /** 佐证质量: accepted reports by the grade of their evidence: own word 0, document 0.6, measured 0.8, verified 1. */
  evidence: { weight: number }
  /** 退回: points off for each return. */
  returned: { each: number; cap: number }
  /** 存疑: points off for each contradiction that nobody explained. */
  contradicted: { each: number; cap: number }
  /** 提前销号: points for each task that it leads and that was signed off before its day. */
  closed_early: { each: number; cap: number }
}

export const SHARES = ['on_time', 'progress', 'evidence'] as const
export const EXTRAS = ['returned', 'contradicted', 'closed_early'] as const
export type ScorePart = (typeof SHARES)[number] | (typeof EXTRAS)[number]

export const PROGRESS_OF = { green: 1, closed: 1, yellow: 0.5, red: 0 } as const
export const EVIDENCE_OF = { statement: 0, document: 0.6, measured: 0.8, verified: 1 } as const

/** What is known of a unit (or of all units of a place) in a period. */
export interface ScoreCounts {
  owed: number
  onTime: number
  green: number
  yellow: number
  red: number
  closed: number
  statement: number
  document: number
  measured: number
  verified: number
  returned: number
  contradicted: number
  closedEarly: number
}

export interface PartScore {
  part: ScorePart
  /** null: nothing to judge. */
  points: number | null
  /** The most that the part can give here, the weights of parts left out included; of deductions 0. */
  of: number
  /** Done of due; of extras the number of cases. */
  done: number
  due: number
}

export interface Score {
  /** Rounded to one place; null: nothing was owed that could be judged. */
  total: number | null
  /** Weight of the parts that had something to judge, of the weight of all parts. */
  judged: number
  whole: number
  /** Whether enough could be judged for a rank: of a total of 100, scaled up from a small part, nobody is the first. */
  enough: boolean
  parts: PartScore[]
}

/** Share of the rule's weight that must have been judged for a rank. */
export const ENOUGH_JUDGED = 0.5

/** What a unit is ranked by; null: it is not. */
export const rankedTotal = ({ total, enough }: Pick<Score, 'total' | 'enough'>): number | null =>
  enough ? total : null

/** The best first; below them those that are not ranked, by name. */
export function byRank(one: Score & { name: string }, other: Score & { name: string }): number {
  return (rankedTotal(other) ?? -1) - (rankedTotal(one) ?? -1) || one.name.localeCompare(other.name, 'zh-CN')
}

export function score(counts: ScoreCounts, rule: ScoreParts): Score {
  const shares = SHARES.map((part) => ({ part, ...shareOf(part, counts) }))
  const judged = shares.filter(({ due }) => due > 0).reduce((sum, { part }) => sum + rule[part].weight, 0)
  const whole = SHARES.reduce((sum, part) => sum + rule[part].weight, 0)
  const parts: PartScore[] = shares.map(({ part, done, due }) => {
    const of = due > 0 && judged > 0 ? (rule[part].weight * whole) / judged : 0
    return { part, points: due > 0 ? (of * done) / due : null, of, done, due }
  })
  for (const part of EXTRAS) {
    const cases = { returned: counts.returned, contradicted: counts.contradicted, closed_early: counts.closedEarly }[
      part
    ]
    const { each, cap } = rule[part]
    const sign = part === 'closed_early' ? 1 : -1
    parts.push({
      part,
      points: sign * Math.min(cases * each, cap) + 0,
      of: sign > 0 ? cap : 0,
      done: cases,
      due: cases,
    })
  }
  const basis = { judged, whole, enough: judged > 0 && judged >= ENOUGH_JUDGED * whole }
  if (judged === 0) return { total: null, ...basis, parts }
  const sum = parts.reduce((total, { points }) => total + (points ?? 0), 0)
  return { total: Math.max(0, Math.round(sum * 10) / 10), ...basis, parts }
}

function shareOf(part: (typeof SHARES)[number], counts: ScoreCounts): { done: number; due: number } {
  if (part === 'on_time') return { done: counts.onTime, due: counts.owed }
  if (part === 'progress') {
    const { green, closed, yellow, red } = counts
    return { done: green + closed + PROGRESS_OF.yellow * yellow, due: green + closed + yellow + red }
  }
  const grades = Object.keys(EVIDENCE_OF) as (keyof typeof EVIDENCE_OF)[]
  return {
    done: grades.reduce((sum, grade) => sum + EVIDENCE_OF[grade] * counts[grade], 0),
    due: grades.reduce((sum, grade) => sum + counts[grade], 0),
  }
}

/** One task of one unit in the period, as the explanation names it. */
export interface ScoredTask {
  taskId: string
  title: string
  role: 'lead' | 'participant' | 'responsible'
  owed: number
  onTime: number
  returned: number
  contradicted: number
  /** At the period's end; of a participant's task, or with no data, null. */
  light: keyof typeof PROGRESS_OF | null
  grades: Readonly<Partial<Record<keyof typeof EVIDENCE_OF, number>>>
  closedEarly: boolean
}

const NOTHING: ScoreCounts = {
  owed: 0,
  onTime: 0,
  green: 0,
  yellow: 0,
  red: 0,
  closed: 0,
  statement: 0,
  document: 0,
  measured: 0,
  verified: 0,
  returned: 0,
  contradicted: 0,
  closedEarly: 0,
}

/** The counts that a unit's tasks add up to: the explanation and the list say the same. */
export function countsOf(tasks: readonly ScoredTask[]): ScoreCounts {
  const counts = { ...NOTHING }
  for (const task of tasks) {
    counts.owed += task.owed
    counts.onTime += task.onTime
    counts.returned += task.returned
    counts.contradicted += task.contradicted
    if (task.light) counts[task.light] += 1
    for (const [grade, n] of Object.entries(task.grades)) counts[grade as keyof typeof EVIDENCE_OF] += n
    if (task.closedEarly) counts.closedEarly += 1
  }
  return counts
}

/** Why a task gave or cost points: what the page says beside it. Only tasks that cost or added something have any. */
export function effectOf(
  task: ScoredTask,
  counts: ScoreCounts,
  rule: ScoreParts,
): { part: ScorePart; points: number }[] {
  const before = score(counts, rule).parts
  const of = (part: ScorePart) => before.find((one) => one.part === part)
  const effects: { part: ScorePart; points: number }[] = []
  const lost = (part: ScorePart, missing: number) => {
    const whole = of(part)
    if (missing > 0 && whole && whole.due > 0) effects.push({ part, points: -(whole.of * missing) / whole.due })
  }
  lost('on_time', task.owed - task.onTime)
  if (task.light) lost('progress', 1 - PROGRESS_OF[task.light])
  lost(
    'evidence',
    Object.entries(task.grades).reduce(
      (sum, [grade, n]) => sum + n * (1 - EVIDENCE_OF[grade as keyof typeof EVIDENCE_OF]),
      0,
    ),
  )
  for (const [part, cases] of [
    ['returned', task.returned],
    ['contradicted', task.contradicted],
    ['closed_early', task.closedEarly ? 1 : 0],
  ] as const) {
    const all = of(part)
    if (cases > 0 && all && all.due > 0) effects.push({ part, points: ((all.points ?? 0) * cases) / all.due })
  }
  return effects
}
