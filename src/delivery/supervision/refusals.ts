import { Refusal } from '../../platform/refusal.ts'

/** What supervision refuses. */
export const supervisionRefusals = {
  noticeNotFound: (id: string) =>
    new Refusal('not_found', 'notice_not_found', `There is no supervision notice ${id}, or it is not yours to see.`, {
      id,
    }),
  noticeCannot: (state: string, event: string) =>
    new Refusal('conflict', 'notice_cannot', `A notice that is ${state} cannot be ${event}.`, { state, event }),
  noticeNotYours: () =>
    new Refusal('forbidden', 'notice_not_yours', 'Only the unit that the notice is for does this.', {}),
  noticeTaskUnknown: (id: string) =>
    new Refusal('invalid', 'notice_task_unknown', `There is no task ${id}, or it is not yours to see.`, { id }),
  unitUnknown: (id: string) =>
    new Refusal('invalid', 'supervised_unit_unknown', `The gazetteer has no organization ${id}.`, { id }),
  dueInPast: (dueOn: string) =>
    new Refusal('invalid', 'notice_due_in_past', `${dueOn} has passed: give a later day.`, { dueOn }),
  fileUnknown: () =>
    new Refusal('invalid', 'supervision_file_unknown', 'A file is not there, or was handed in already.', {}),
  fileNotFound: (id: string) =>
    new Refusal('not_found', 'supervision_file_not_found', `There is no file ${id}, or it is not yours to see.`, {
      id,
    }),
  inspectionNotFound: (id: string) =>
    new Refusal('not_found', 'inspection_not_found', `There is no inspection ${id}, or it is not yours to see.`, {
      id,
    }),
  inspectionCannot: (state: string, event: string) =>
    new Refusal('conflict', 'inspection_cannot', `What is ${state} cannot ${event}.`, { state, event }),
  inspectionEmpty: () =>
    new Refusal('invalid', 'inspection_empty', 'An inspection needs at least one task and one unit.', {}),
  inspectionTasksUnknown: (count: number) =>
    new Refusal('invalid', 'inspection_tasks_unknown', `${count} of the tasks are not there or not yours to see.`, {
      count,
    }),
  inspectionUnitUnfit: (names: string) =>
    new Refusal('invalid', 'inspection_unit_unfit', `${names} answers for none of the tasks that are inspected.`, {
      names,
    }),
  inspectionDuplicate: (numbers: string, tasks: number) =>
    new Refusal(
      'conflict',
      'inspection_duplicate',
      `${numbers} inspects the same units about ${tasks} of these tasks at that time: no duplicate inspection.`,
      { numbers, tasks },
    ),
  objectNotFound: (id: string) =>
    new Refusal(
      'not_found',
      'inspection_object_not_found',
      `There is no inspected unit ${id}, or it is not yours to see.`,
      {
        id,
      },
    ),
  objectNotYours: () => new Refusal('forbidden', 'inspection_not_yours', 'Only the inspected unit does this.', {}),
  objectionLate: (until: string) =>
    new Refusal('conflict', 'objection_late', `Objections were possible until ${until}.`, { until }),
  objectedAlready: () =>
    new Refusal('conflict', 'objected_already', 'The objection was decided: there is one only.', {}),
  stepAside: () =>
    new Refusal(
      'forbidden',
      'inspector_steps_aside',
      'Who inspected does not decide on the objection. Ask a colleague who did not take part.',
      {},
    ),
  rectifyByMissing: () =>
    new Refusal('invalid', 'rectify_by_missing', 'What has to be put right needs a day until which.', {}),
  nothingToRectify: () =>
    new Refusal('conflict', 'nothing_to_rectify', 'The conclusion asks for nothing to be put right.', {}),
  notRectified: () => new Refusal('conflict', 'not_rectified', 'What has to be put right is not reported as done.', {}),
}
