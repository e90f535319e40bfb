import type { Worded } from '../worded.ts'
import type { papersProblemsZh } from './papers.problems.zh-CN.ts'

export const papersProblemsEn: Worded<typeof papersProblemsZh> = {
  paper_programme_not_found: 'There is no such programme, or it is not shared with you.',
  paper_year_outside: 'The programme has no evaluation of {{year}}: choose from {{first}} to {{last}}.',
  paper_busy: 'Many papers are being drawn up at the moment ({{most}}). Try again shortly.',
  paper_unmade: 'The paper could not be drawn up: {{reason}}. Try again, or for a single year.',
}
