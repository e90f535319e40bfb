import type { Finding, LightInput } from '../lights/index.ts'
import { nextOwedOn } from './rules/period.ts'
import { type IndicatorState, indicatorStates } from './taskFigures.ts'

/** Below nine tenths of its path an indicator is far behind (plan-supervision.md §5, the lights' defaults). */
const FAR = 0.9

/** What an indicator tells the rules of the lights: nothing while it is on its path, or while nobody knows. */
export function findingOf(state: IndicatorState): Finding | null {
  if (state.noData || !state.belowPath) return null
  const far = (state.ratio !== null && state.ratio < FAR) || (state.binding && state.lastPlanYear)
  return { kind: far ? 'indicator_far_behind' : 'indicator_behind', title: state.name }
}

export const indicatorLightInput: LightInput = {
  name: 'indicators',
  async load(trx, taskIds, today) {
    const found = new Map<string, Finding[]>()
    for (const state of await indicatorStates(trx, taskIds, today)) {
      const finding = findingOf(state) ?? { kind: 'nothing' as const }
      found.set(state.taskId, [...(found.get(state.taskId) ?? []), { ...finding, turnsOn: nextOwedOn(today) }])
    }
    return found
  },
}
