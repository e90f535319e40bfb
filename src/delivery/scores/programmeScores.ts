import type { Trx } from '../../platform/database/index.ts'
import { listRules } from './ruleStore.ts'
import { ruleFor } from './rules/applies.ts'
import { byRank, score } from './rules/score.ts'
import type { ScoreItem, ScoreRule } from './schemas.ts'
import { countScores, findKeepers } from './store.ts'

export interface ProgrammeScores {
  rule: ScoreRule
  items: ScoreItem[]
}

/**
 * Scores of the units of one programme in a period under the rule that counts for it, the best first. Called as the
 * system, for a programme that the reader was found to see. Null: no rule counts.
 */
export async function programmeScores(
  trx: Trx,
  programmeId: string,
  period: string,
  today: string,
): Promise<ProgrammeScores | null> {
  const rule = ruleFor(await listRules(trx), period, await findKeepers(trx, [programmeId]))
  if (!rule) return null
  const counted = await countScores(trx, [programmeId], { period, by: 'unit' }, today)
  const items = counted.map(({ id, name, place, ...counts }) => ({ id, name, place, ...score(counts, rule.parts) }))
  items.sort(byRank)
  return { rule, items }
}
