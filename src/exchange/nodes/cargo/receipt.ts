import { sql } from 'kysely'
import { recordNeighbourReceipt } from '../../../monitoring/index.ts'
import { isUuid } from '../../../platform/http/index.ts'
import type { Cargo } from '../cargo.ts'
import { contentOf, ToldReceipt } from './contents.ts'

/** Receipts for the alerts of neighbours, told back to whose alert it is and recorded there as that side's. */
export const receiptCargo: Cargo = {
  kind: 'receipt',
  version: 1,
  async facts(trx, receiver, self) {
    if (self.role !== 'member') return []
    const { rows } = await sql<ToldReceipt & { alertId: string }>`
      select alert_id as "alertId", text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        user_name as "userName", organization_name as "organizationName"
      from neighbour_receipt where owner = ${receiver.code} order by alert_id`.execute(trx)
    return rows.map(({ alertId, ...content }) => ({ kind: 'receipt', key: alertId, content }))
  },
  async arrived(trx, told, self) {
    if (self.jurisdictionCode === null) return
    for (const { sender, key, content } of told) {
      const receipt = contentOf(ToldReceipt, content)
      if (!receipt || !isUuid(key)) continue
      const node = await trx.selectFrom('node').selectAll().where('code', '=', sender).executeTakeFirst()
      const place = node?.jurisdiction_code
      if (!node || !place) continue
      const { at, ...said } = receipt
      const whose = { alertId: key, own: self.jurisdictionCode, place, nodeCode: node.code, node: node.name }
      await recordNeighbourReceipt(trx, { ...said, ...whose, at: new Date(at) })
    }
  },
}
