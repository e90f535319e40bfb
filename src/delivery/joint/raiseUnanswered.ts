import type { DatabaseHandle } from '../../platform/database/index.ts'
import { eachAlone, type JobLog } from '../../platform/jobs/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { matterOf } from './escalationStore.ts'
import { moveUp } from './escalations.ts'
import { risesToday } from './rules/escalation.ts'

/**
 * Lets every matter rise that its tier left unanswered past its term. Each in a transaction of its own, so that one
 * that fails keeps nothing from the others; run twice on a day it does nothing more.
 * @returns how many rose
 */
export async function raiseUnanswered(database: DatabaseHandle, now: Date, log?: JobLog): Promise<number> {
  const today = todayInChina(now)
  const due = await database.asSystem((trx) =>
    trx
      .selectFrom('escalation')
      .select('id')
      .where('state', '=', 'waiting')
      .where('rises_after', '<', today)
      .orderBy('rises_after')
      .execute(),
  )
  let risen = 0
  const raise = async ({ id }: { id: string }) => {
    risen += await database.asSystem(async (trx) => {
      await trx.selectFrom('escalation').select('id').where('id', '=', id).forUpdate().execute()
      const matter = await matterOf(trx, id)
      if (!risesToday({ state: matter.state, risesAfter: matter.rises_after }, today)) return 0
      await moveUp(trx, null, matter, 'risen', null, today)
      return 1
    })
  }
  await eachAlone(due, raise, log)
  return risen
}
