import type { Worded } from '../worded.ts'
import type { projectsProblemsZh } from './projects.problems.zh-CN.ts'

export const projectsProblemsEn: Worded<typeof projectsProblemsZh> = {
  project_not_found: {
    title: 'There is no such project',
    todo: 'It may not be shared with you, or waits for a decision.',
  },
  project_request_not_found: { title: 'There is no such request', todo: 'Reload the list.' },
  project_not_yours: {
    title: '{{unit}} answers for this project',
    todo: 'Only it and the keeper of the pool change it.',
  },
  project_pool_not_yours: { title: 'The pool is kept by {{owner}}', todo: 'It decides.' },
  project_request_not_yours: { title: '{{unit}} asked for this', todo: 'Only it takes the request back.' },
  project_position_outside: {
    title: '{{position}} is not in China',
    todo: 'Give longitude first, then latitude (EPSG:4490).',
  },
  project_pool_unknown: {
    title: 'It is not known which pool this is for',
    todo: 'Choose the office that keeps the pool.',
  },
  project_code_invalid: {
    title: 'The project code is malformed',
    todo: 'Expected 24 characters such as 2511-450500-04-01-123456 (GB/T 40058).',
  },
  project_code_taken: {
    title: 'The code {{code}} belongs to “{{name}}”',
    todo: 'Check whether it is the same project.',
  },
  project_commitment_unfit: {
    title: 'This commitment cannot enter the pool',
    todo: 'Only confirmed projects that are in no pool yet.',
  },
  project_move_unfit: {
    title: 'The project cannot move like this',
    todo: 'Check the order of classes; give code, evidence and day ({{fault}}).',
  },
  project_list_unfit: { title: 'It cannot stand so on the list of {{year}}', todo: 'Possible: {{possible}}.' },
  project_list_money_unfit: {
    title: 'The yearly investment does not fit',
    todo: 'Reserve and preparing projects have none; the others need one.',
  },
  project_list_taken: { title: 'It stands on the list of {{year}} already', todo: 'Nothing needs to be done.' },
  project_not_listed: { title: 'It does not stand on the list of {{year}}', todo: 'Check the year.' },
  project_request_open: { title: 'The same is asked for already', todo: 'Wait for the decision or take it back.' },
  project_request_decided: { title: 'This request is decided', todo: 'Ask again for something else.' },
  project_refusal_reason: { title: 'Say why it is refused', todo: 'Who asked will read it.' },
  project_not_in_pool: { title: 'The project is not in the pool yet', todo: 'Wait for the decision.' },
  project_month_ahead: { title: '{{month}} has not come', todo: 'Check the month.' },
  project_revision_reason: { title: 'There is a figure of {{month}}', todo: 'Say why it is revised.' },
  project_investment_fell: {
    title: 'Less than the {{beforeWan}} of {{month}} (10,000 yuan)',
    todo: 'Sums do not fall; if the former figure was wrong, say why.',
  },
  project_verify_own: { title: 'Your own figure cannot be verified by you', todo: 'Choose another grade.' },
  project_task_unknown: 'There is no such task, or you may not see it. Search again.',
}
