import { cockpitProblemsZh } from './cockpit.problems.zh-CN.ts'
import { indicatorsProblemsZh } from './indicators.problems.zh-CN.ts'
import { jointProblemsZh } from './joint.problems.zh-CN.ts'
import { ledgerProblemsZh } from './ledger.problems.zh-CN.ts'
import { noticesProblemsZh } from './notices.problems.zh-CN.ts'
import { papersProblemsZh } from './papers.problems.zh-CN.ts'
import { projectsProblemsZh } from './projects.problems.zh-CN.ts'
import { reportingProblemsZh } from './reporting.problems.zh-CN.ts'
import { scoresProblemsZh } from './scores.problems.zh-CN.ts'
import { supervisionProblemsZh } from './supervision.problems.zh-CN.ts'
import { tasksProblemsZh } from './tasks.problems.zh-CN.ts'

export const deliveryProblemsZh = {
  ...tasksProblemsZh,
  ...reportingProblemsZh,
  ...cockpitProblemsZh,
  ...scoresProblemsZh,
  ...indicatorsProblemsZh,
  ...projectsProblemsZh,
  ...jointProblemsZh,
  ...supervisionProblemsZh,
  ...papersProblemsZh,
  ...ledgerProblemsZh,
  ...noticesProblemsZh,
}
