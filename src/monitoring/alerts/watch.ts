import type { DatabaseHandle } from '../../platform/database/index.ts'
import { listen } from '../../platform/events/index.ts'
import { fromData, type Heard } from './fromData.ts'
import { fromMonths } from './fromMonths.ts'
import { raiseAlert } from './raise.ts'
import { tellRevised } from './revised.ts'

/**
 * Hears what was assessed and what was measured since it last looked, and raises the alerts that the rules ask for, in the
 * transaction in which it hears.
 * @returns how many were raised
 */
export async function watchForAlerts(database: DatabaseHandle, now: Date): Promise<number> {
  return database.asSystem(async (trx) => {
    let raised = 0
    const assessed = await listen<{ ids: number[] }>(trx, 'monitoring.alerts', 'monitoring.assessed')
    const ids = assessed.flatMap(({ payload }) => payload.ids)
    for (const occasion of await fromMonths(trx, ids, now)) if (await raiseAlert(trx, occasion, now)) raised++
    await tellRevised(trx, ids)
    const added = await listen<Heard>(trx, 'monitoring.alerts', 'monitoring.observations_added')
    const heard = added.map(({ payload }) => payload)
    for await (const occasion of fromData(trx, heard, now)) if (await raiseAlert(trx, occasion, now)) raised++
    return raised
  })
}
