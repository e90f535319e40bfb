import { alertsOfBorder, BORDER_ALERT_TABLES } from '../../../monitoring/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import { notify } from '../../../platform/notices/index.ts'
import type { Cargo, Peer } from '../cargo.ts'
import { contentOf, ToldAlert } from './contents.ts'
import { rowsMark } from './rowsMark.ts'

/** The nation's code: every place. */
const EVERYWHERE = '000000'

/** Between whose jurisdictions the border is: the region is told of every border of a member. */
const borderFor = (receiver: Peer, self: Peer) => {
  if (self.role !== 'member' || self.jurisdictionCode === null) return null
  const other = receiver.role === 'region' ? EVERYWHERE : receiver.jurisdictionCode
  return other === null ? null : { own: self.jurisdictionCode, other }
}

/** Alerts about sections on a border, told to the government on its other side and to the region. */
export const alertCargo: Cargo = {
  kind: 'alert',
  version: 1,
  mark: async (trx, receiver, self) => (borderFor(receiver, self) ? rowsMark(trx, BORDER_ALERT_TABLES) : ''),
  async facts(trx, receiver, self) {
    const border = borderFor(receiver, self)
    if (!border) return []
    const alerts = await alertsOfBorder(trx, border.own, border.other)
    return alerts.map(({ id, alert }) => ({ kind: 'alert', key: id, content: { ...alert } }))
  },
  async arrived(trx, told, self) {
    if (self.role !== 'member') return
    for (const { sender, key, content } of told) {
      const alert = contentOf(ToldAlert, content)
      if (alert) await tellUnits(trx, sender, key, alert)
    }
  },
}

/** Tells the units that the owner names for our side, as far as they are known here; once for an alert. */
async function tellUnits(trx: Trx, owner: string, key: string, { parties, side, title, titleEn, state }: ToldAlert) {
  if (state === 'closed') return
  const named = parties.filter((party) => party.side === side).map(({ organizationId }) => organizationId)
  if (named.length === 0) return
  const known = await trx.selectFrom('organization').select('id').where('id', 'in', named).execute()
  await notify(
    trx,
    known.map(({ id }) => ({
      ...{ organizationId: id, kind: 'exchange.neighbour_alert', link: '/nodes/alerts' },
      key: `neighbour_alert:${owner}:${key}`,
      ...{ title: `邻区告知，待接收：${title}`, titleEn: `A neighbour tells of an alert; receive it: ${titleEn}` },
    })),
  )
}
