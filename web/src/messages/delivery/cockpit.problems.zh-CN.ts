export const cockpitProblemsZh = {
  cockpit_task_not_found: '没有这项任务，或您无权查看。请从任务列表中打开。',
} as const
