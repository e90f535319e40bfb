import type { Trx } from '../../platform/database/index.ts'
import { countsOf, effectOf, score } from './rules/score.ts'
import type { ExplainedScore, ScoreRule } from './schemas.ts'
import { loadReportLines, loadScoredTasks, type Scope } from './store.ts'

/** Tasks named at most: of a province there may be thousands. */
const MOST = 200

/** The score of one unit or place, with the tasks and reports that made it. */
export async function explainScore(
  trx: Trx,
  asked: {
    of: ExplainedScore['of']
    scope: Scope
    rule: ScoreRule
    programmes: readonly string[]
    period: string
    today: string
  },
): Promise<ExplainedScore> {
  const { of, scope, rule, programmes, period, today } = asked
  const tasks = await loadScoredTasks(trx, programmes, period, scope, today)
  const counts = countsOf(tasks)
  const explained = tasks
    .map((task) => ({ ...task, effects: effectOf(task, counts, rule.parts) }))
    .filter(({ effects }) => effects.length > 0)
  const sum = (task: (typeof explained)[number]) => task.effects.reduce((total, { points }) => total + points, 0)
  explained.sort((one, other) => sum(one) - sum(other))
  const named = explained.slice(0, MOST)
  const lines = await loadReportLines(trx, period, named)
  return {
    rule,
    of,
    ...score(counts, rule.parts),
    tasks: named.map(({ taskId, title, organization, role, owed, onTime, light, effects }) => ({
      taskId,
      title,
      organization,
      role,
      owed,
      onTime,
      light,
      effects,
      reports: lines.get(`${taskId} ${organization.id}`) ?? [],
    })),
    omitted: explained.length - named.length,
    others: tasks.length - explained.length,
  }
}
