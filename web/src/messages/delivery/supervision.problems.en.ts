import type { Worded } from '../worded.ts'
import type { supervisionProblemsZh } from './supervision.problems.zh-CN.ts'

export const supervisionProblemsEn: Worded<typeof supervisionProblemsZh> = {
  notice_not_found: { title: 'There is no such notice', todo: 'It does not exist, or is not for your unit.' },
  notice_cannot: { title: 'Not possible in this state', todo: 'Somebody may have acted. Load the page again.' },
  notice_not_yours: { title: 'Only the unit it is for does this', todo: 'Act for that unit.' },
  notice_task_unknown: { title: 'There is no such task', todo: 'It does not exist, or is not yours to see.' },
  supervised_unit_unknown: { title: 'The gazetteer has no such unit', todo: 'Choose one from the list.' },
  notice_due_in_past: { title: '{{dueOn}} has passed', todo: 'Give a later day.' },
  supervision_file_unknown: { title: 'The file is gone, or was handed in', todo: 'Load the page again.' },
  supervision_file_not_found: { title: 'There is no such file', todo: 'It does not exist, or was not handed in yet.' },
  inspection_not_found: { title: 'There is no such inspection', todo: 'It does not exist, or does not concern you.' },
  inspection_cannot: { title: 'Not possible in this state', todo: 'Somebody may have acted. Load the page again.' },
  inspection_empty: { title: 'No tasks or no units', todo: 'Choose at least one of each.' },
  inspection_tasks_unknown: { title: '{{count}} tasks are not there', todo: 'Filter the tasks again.' },
  inspection_unit_unfit: {
    title: '{{names}} answers for none of these tasks',
    todo: 'Leave it out, or add its tasks.',
  },
  inspection_duplicate: {
    title: 'Repeats {{numbers}}: the same units about {{tasks}} of these tasks at that time',
    todo: 'Duplicate inspections are not allowed. Choose another time, or leave out what repeats.',
  },
  inspection_object_not_found: { title: 'There is no such unit in it', todo: 'Load the page again.' },
  inspection_not_yours: { title: 'Only the inspected unit does this', todo: 'Act for that unit.' },
  objection_late: {
    title: 'Objections were possible until {{until}}',
    todo: 'They are within 30 days of the receipt.',
  },
  objected_already: { title: 'The objection was decided', todo: 'A conclusion is reviewed once.' },
  inspector_steps_aside: { title: 'Who inspected does not decide', todo: 'Ask a colleague who did not take part.' },
  rectify_by_missing: { title: 'No day until which to put it right', todo: 'Give one.' },
  nothing_to_rectify: { title: 'Nothing has to be put right', todo: 'There is nothing to report.' },
  not_rectified: { title: 'Not reported as put right yet', todo: 'Wait for the unit’s report, then check.' },
}
