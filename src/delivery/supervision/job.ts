import { sql } from 'kysely'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { Job } from '../../platform/jobs/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { refreshLights } from '../lights/index.ts'

/** A notice that became overdue overnight changes the light of its task without anybody having touched it. */
export async function noticeOverdue(database: DatabaseHandle, now: Date): Promise<void> {
  const today = todayInChina(now)
  await database.asSystem((trx) =>
    sql`insert into light_due (task_id) select distinct task_id from supervision_notice
      where task_id is not null and state in ('issued', 'received', 'returned') and due_on < ${today}::date
      on conflict do nothing`.execute(trx),
  )
}

export const supervisionJob: Job = {
  name: 'delivery.supervision',
  every: 'day',
  async run({ database, clock }) {
    await noticeOverdue(database, clock())
    await refreshLights(database, clock())
  },
}
