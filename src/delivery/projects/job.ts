import type { Job } from '../../platform/jobs/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { turnProjectYear } from './requests.ts'

/** On 1 January what started in the old year becomes 续建. */
export const projectYearJob: Job = {
  name: 'delivery.project_year',
  every: 'day',
  run: ({ database, clock }) => turnProjectYear(database, todayInChina(clock())),
}
