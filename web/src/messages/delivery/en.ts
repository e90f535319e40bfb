import { cockpitEn } from './cockpit.en.ts'
import { indicatorsEn } from './indicators.en.ts'
import { jointEn } from './joint.en.ts'
import { ledgerEn } from './ledger.en.ts'
import { noticesEn } from './notices.en.ts'
import { papersEn } from './papers.en.ts'
import { projectsEn } from './projects.en.ts'
import { reportingEn } from './reporting.en.ts'
import { scoresEn } from './scores.en.ts'
import { supervisionEn } from './supervision.en.ts'
import { tasksEn } from './tasks.en.ts'

/** The words of the delivery room, part by part. */
export const deliveryEn = {
  tasks: tasksEn,
  reporting: reportingEn,
  cockpit: cockpitEn,
  scores: scoresEn,
  indicators: indicatorsEn,
  projects: projectsEn,
  joint: jointEn,
  supervision: supervisionEn,
  papers: papersEn,
  ledger: ledgerEn,
  notices: noticesEn,
}
