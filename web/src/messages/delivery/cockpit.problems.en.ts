import type { Worded } from '../worded.ts'
import type { cockpitProblemsZh } from './cockpit.problems.zh-CN.ts'

export const cockpitProblemsEn: Worded<typeof cockpitProblemsZh> = {
  cockpit_task_not_found: 'There is no such task, or you may not see it. Open it from the list of tasks.',
}
