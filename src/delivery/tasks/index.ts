export { reassign } from './amend.ts'

import type {} from '../tables.ts'

export { recordEvent } from '../timeline.ts'
export { actAsOffice, receiveMany, receiveTask, requestClose } from './acts.ts'
export { CLUSTER_TASK_TABLES, type ClusterTask, clusterTasks } from './clusterStatus.ts'
export { TASK_COLUMNS, type TaskLine } from './columns.ts'
export { createTask, createTasks, type NewTask, type OwnProgramme, ownProgramme } from './create.ts'
export { dispatch, previewDispatch } from './dispatch.ts'
export { listTasks } from './listStore.ts'
export { createProgramme, findProgramme, listProgrammes } from './programmes.ts'
export { retirementJob } from './retirement.ts'
export { taskRoutes } from './routes.ts'
export {
  isOpen,
  nextTaskState,
  TASK_EVENTS,
  TASK_MACHINE,
  TASK_STATES,
  type TaskEvent,
  type TaskState,
} from './rules/taskMachine.ts'
export type { TaskDetail, TaskFilter, TaskList, TaskQuery, TaskRow } from './schemas.ts'
export { keepSuccessions, successionJob } from './succession.ts'
export { timelineOf } from './timeline.ts'
export { fileWorkPlan, markMilestone } from './workPlans.ts'
