import { cockpitProblemsEn } from './cockpit.problems.en.ts'
import { indicatorsProblemsEn } from './indicators.problems.en.ts'
import { jointProblemsEn } from './joint.problems.en.ts'
import { ledgerProblemsEn } from './ledger.problems.en.ts'
import { noticesProblemsEn } from './notices.problems.en.ts'
import { papersProblemsEn } from './papers.problems.en.ts'
import { projectsProblemsEn } from './projects.problems.en.ts'
import { reportingProblemsEn } from './reporting.problems.en.ts'
import { scoresProblemsEn } from './scores.problems.en.ts'
import { supervisionProblemsEn } from './supervision.problems.en.ts'
import { tasksProblemsEn } from './tasks.problems.en.ts'

export const deliveryProblemsEn = {
  ...tasksProblemsEn,
  ...reportingProblemsEn,
  ...cockpitProblemsEn,
  ...scoresProblemsEn,
  ...indicatorsProblemsEn,
  ...projectsProblemsEn,
  ...jointProblemsEn,
  ...supervisionProblemsEn,
  ...papersProblemsEn,
  ...ledgerProblemsEn,
  ...noticesProblemsEn,
}
