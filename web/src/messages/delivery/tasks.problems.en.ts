import type { Worded } from '../worded.ts'
import type { tasksProblemsZh } from './tasks.problems.zh-CN.ts'

export const tasksProblemsEn: Worded<typeof tasksProblemsZh> = {
  programme_not_found: { title: 'There is no such programme', todo: 'It may not be shared with you. Reload the page.' },
  programme_not_yours: { title: 'This programme is kept by {{owner}}', todo: 'Act for that unit, or ask it.' },
  programme_retired: { title: 'The programme is retired: {{reason}}', todo: 'Nothing more is dispatched from it.' },
  programme_exists: { title: 'This document has a programme already', todo: 'Open that one.' },
  programme_not_retired: { title: 'The programme is not retired', todo: 'Somebody may have restored it. Reload.' },
  programme_plan_fallen: {
    title: 'Its plan was withdrawn or superseded',
    todo: 'Set up a programme of the new document.',
  },
  task_replaced: { title: 'The same commitment was dispatched again', todo: 'Work on the new task.' },
  task_not_found: { title: 'There is no such task', todo: 'It does not exist, or is not shared with you.' },
  task_state_unfit: { title: 'Not possible in the task’s state', todo: 'Somebody may have acted just now. Reload.' },
  task_not_assigned: { title: 'Your unit does not answer for this task', todo: 'Act for a unit that does.' },
  task_not_lead: { title: 'Only a lead may do that', todo: 'Ask the lead.' },
  task_received_already: { title: 'Received already', todo: 'Nothing is left to do.' },
  task_closing_requested_already: { title: 'Your unit has asked already', todo: 'Wait for the office.' },
  task_leads_outstanding: { title: 'Not every lead has asked for the sign-off', todo: 'Each of them has to ask.' },
  task_ongoing: { title: 'An ongoing task is never signed off', todo: 'If it is done, let the office amend its pace.' },
  commitment_unfit: {
    title: 'A commitment cannot be dispatched',
    todo: 'It may have been changed just now, or is not confirmed. Reload. Nothing was dispatched.',
  },
  commitment_twice: { title: 'A commitment is named twice', todo: 'Remove one of them.' },
  task_lead_missing: { title: '“{{title}}” has several units and no lead', todo: 'Choose a lead.' },
  task_unit_twice: { title: '{{name}} is named twice', todo: 'Name each unit once.' },
  task_unit_unknown: { title: 'There is no such unit', todo: 'It may have been merged. Choose again.' },
  milestone_ahead: { title: '{{day}} has not come yet', todo: 'Give the day on which it was reached.' },
  milestone_not_found: { title: 'There is no such milestone', todo: 'The work plan may have been revised. Reload.' },
}
