import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { listen } from '../../platform/events/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { raiseByRule } from './escalations.ts'
import { ladderFor } from './ladderFor.ts'

/** What monitoring announces of an alert that somebody did not receive in time. */
interface MissedReceipt {
  alertId: string
  title: string
  organizationId: string
  organizationName: string
  receiveBy: string
  /** Whom else the alert is for: the other side of the border. */
  others: readonly string[]
}

/**
 * Raises a matter for each alert that one side of a border did not receive in time, for the other side, at the first tier
 * of the oldest ladder whose cluster both belong to. Where there is none, nothing is raised: both were told already.
 * @returns how many were raised
 */
export async function raiseMissedReceipts(database: DatabaseHandle, now: Date): Promise<number> {
  const today = todayInChina(now)
  return database.asSystem(async (trx) => {
    let raised = 0
    const heard = await listen<MissedReceipt>(trx, 'delivery.joint', 'monitoring.receipt_missed')
    for (const { payload } of heard) if (await raiseOne(trx, payload, today)) raised++
    return raised
  })
}

async function raiseOne(trx: Trx, missed: MissedReceipt, today: string): Promise<string | null> {
  const { alertId, title, organizationId, organizationName, receiveBy, others } = missed
  const [other] = others
  if (other === undefined) return null
  const ladder = await ladderFor(trx, other, [organizationId, other])
  if (!ladder) return null
  const words = {
    title: `预警未按时接收：${title}`.slice(0, 200),
    matter: `${organizationName}应于${inChina(receiveBy)}前接收预警“${title}”，逾期未接收。`,
    tried: '系统已在时限届满时通知双方。',
    wanted: '请协调责任单位接收预警并开展联合排查。',
  }
  return raiseByRule(trx, ladder, { id: other, name: ladder.name }, words, today, { alert: alertId })
}

const inChina = (moment: string) => {
  const text = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, 16)}`
}
