import type { Worded } from '../worded.ts'
import type { reportingProblemsZh } from './reporting.problems.zh-CN.ts'

export const reportingProblemsEn: Worded<typeof reportingProblemsZh> = {
  obligation_not_found: {
    title: 'No such report is owed',
    todo: 'It may have been passed on, or is not yours to see. Go back to your desk.',
  },
  report_not_found: { title: 'No such report', todo: 'It may not be open yet, or is not yours to see.' },
  cycle_not_found: { title: 'No such cycle', todo: 'Choose one from the list of cycles.' },
  reporting_programme_not_found: { title: 'No such programme', todo: 'Choose one from the list.' },
  evidence_not_found: {
    title: 'No such evidence',
    todo: 'It may not have been submitted yet, or is not yours to see.',
  },
  contradiction_not_found: {
    title: 'No such doubt',
    todo: 'A newer report may have taken its place. Load the page again.',
  },
  unit_owes_no_more: {
    title: 'The unit answers for this task no more',
    todo: 'Give it the task again first: the report of this period is owed again with it.',
  },
  obligation_state_unfit: { title: 'This cannot be done now', todo: 'The report has moved on. Load the page again.' },
  report_of_another_unit: { title: 'This report is {{unit}}’s', todo: 'It reports itself.' },
  review_of_another_unit: { title: 'This report goes to {{unit}}', todo: 'It decides on it.' },
  own_report: { title: 'Nobody decides on his own report', todo: 'Another person of the receiving unit has to.' },
  cycle_of_another_office: { title: '{{owner}} keeps this programme', todo: 'Ask it.' },
  return_reason_needed: { title: 'Say why it is returned', todo: 'What is missing, what is wrong, how to mend it.' },
  cycle_closed: { title: '{{period, period}} is closed', todo: 'Ask the office to reopen it. Your draft is kept.' },
  cycle_state_unfit: { title: 'The cycle is in another state', todo: 'Load the page again.' },
  cycle_not_begun: { title: '{{period, period}} has not begun', todo: 'It may be opened from {{startsOn}} on.' },
  period_invalid: {
    title: 'There is no period {{period, period}}',
    todo: 'It has to fit the programme’s rhythm: 2026H1, 2026Q3, 2026-05, 2026.',
  },
  cycle_programme_retired: { title: 'The programme is retired: {{reason}}', todo: 'Restore it first.' },
  cycle_exists: { title: '{{period, period}} is there already', todo: 'Open it.' },
  claim_needed: {
    title: 'The state is not chosen',
    todo: 'Choose one: not started, on track, behind, blocked, done (Alt+1…5).',
  },
  progress_needed: { title: 'Progress is empty', todo: 'Write a sentence on what was done.' },
  problems_needed: { title: 'Problems are empty', todo: 'What is behind or blocked says what stands in the way.' },
  done_incomplete: { title: 'Done, but not 100 %', todo: 'Change the percentage or the state.' },
  part_unfit: {
    title: 'A participant’s report cannot be built on',
    todo: 'It was changed or returned. Load again, and tick anew.',
  },
  milestone_unknown: {
    title: 'A milestone is not yours',
    todo: 'The work plan may have changed. Load the page again.',
  },
  figure_period_unfit: {
    title: 'The period of a figure is none',
    todo: '“{{period}}”: write 2026, 2026H1, 2026Q3 or 2026-05.',
  },
  figure_unfit: { title: 'A figure is too large', todo: '{{value}} cannot be kept: check the unit.' },
  figure_unknown: {
    title: 'The task has no such indicator',
    todo: 'Leave its figure of {{period}} empty, or load the page again.',
  },
  figure_twice: { title: 'A figure stands twice', todo: 'Keep one figure of {{period}}.' },
  milestone_in_future: { title: 'A milestone is in the future', todo: '{{doneOn}} is still to come: change the day.' },
  evidence_unknown: { title: 'A piece of evidence cannot be attached here', todo: 'Remove it, or upload it again.' },
  evidence_not_answerable: {
    title: 'No evidence of yours for this task',
    todo: 'Only the units that answer for it, and its office, give evidence.',
  },
  submission_key_taken: { title: 'This submission was used before', todo: 'Load the page again.' },
  evidence_file_needed: { title: 'No file arrived', todo: 'Drop one, or say in words what is known.' },
  evidence_too_large: { title: '{{name}} is too large', todo: 'At most 50 MB each.' },
  evidence_kind: {
    title: '{{name}} is not taken',
    todo: 'PDF, OFD, Office, WPS, images, texts, CSV, archives; the ending has to fit the content.',
  },
  evidence_empty: { title: '{{name}} is empty', todo: 'Check it, and upload it again.' },
  evidence_field_invalid: { title: 'Wrong value: {{field}}', todo: 'Correct it, and upload again.' },
  evidence_source_needed: {
    title: 'A measurement names its source',
    todo: 'Say which system or station it comes from.',
  },
  own_evidence: { title: 'Nobody verifies his own evidence', todo: 'Another organization does.' },
  evidence_verified: { title: 'Verified already', todo: 'Nothing to do.' },
  contradiction_settled: { title: 'Settled already', todo: 'Load the page again.' },
}
