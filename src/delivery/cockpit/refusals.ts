import { Refusal } from '../../platform/refusal.ts'

export const cockpitRefusals = {
  taskNotFound: (taskId: string) =>
    new Refusal('not_found', 'cockpit_task_not_found', `There is no task ${taskId} that you may see.`, { taskId }),
}
