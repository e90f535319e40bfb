import { cockpitZh } from './cockpit.zh-CN.ts'
import { indicatorsZh } from './indicators.zh-CN.ts'
import { jointZh } from './joint.zh-CN.ts'
import { ledgerZh } from './ledger.zh-CN.ts'
import { noticesZh } from './notices.zh-CN.ts'
import { papersZh } from './papers.zh-CN.ts'
import { projectsZh } from './projects.zh-CN.ts'
import { reportingZh } from './reporting.zh-CN.ts'
import { scoresZh } from './scores.zh-CN.ts'
import { supervisionZh } from './supervision.zh-CN.ts'
import { tasksZh } from './tasks.zh-CN.ts'

/** The words of the delivery room, part by part. */
export const deliveryZh = {
  tasks: tasksZh,
  reporting: reportingZh,
  cockpit: cockpitZh,
  scores: scoresZh,
  indicators: indicatorsZh,
  projects: projectsZh,
  joint: jointZh,
  supervision: supervisionZh,
  papers: papersZh,
  ledger: ledgerZh,
  notices: noticesZh,
} as const
