import { sql } from 'kysely'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { OLD_AFTER_MINUTES } from '../rules/age.ts'
import { fingerprintOf } from '../rules/fingerprint.ts'
import { readStop, type ToldStop } from '../rules/stop.ts'
import { findSelf } from '../store.ts'
import type { NodeFacts, NodeList, NodeRefused } from './schemas.ts'

const MOST_REFUSED = 100

/** This installation as others call it. */
export async function selfOf(trx: Trx): Promise<NodeList['self']> {
  const self = await findSelf(trx)
  return self && { code: self.code, name: self.name, nameEn: self.nameEn, role: self.role }
}

type StoredNode = Omit<NodeFacts, 'fingerprint' | 'stoppedThere'> & {
  key: string | null
  stoppedThere: ToldStop | null
}

/** Every node of the cluster that is known here, how its channels stand, and what was refused of late. */
export async function listNodes(trx: Trx, now: Date): Promise<NodeList> {
  const { rows: nodes } = await sql<StoredNode>`
    select n.code, n.name, n.name_en as "nameEn", n.role, n.is_self as "isSelf",
      (select json_build_object('code', j.code, 'name', j.name) from jurisdiction j where j.code = n.jurisdiction_code) as jurisdiction,
      (select k.public_key from node_key k where k.node_code = n.code
        order by k.revoked_at is not null, k.known_at desc, k.public_key limit 1) as key,
      ${momentText('n.admitted_at')} as "admittedAt", ${momentText('n.revoked_at')} as "revokedAt",
      n.revoked_reason as "revokedReason", coalesce(c.told_number, 0) as told, coalesce(c.sent_number, 0) as sent,
      coalesce(c.received_number, 0) as received, coalesce(c.heard_number, 0) as heard,
      c.stopped, nullif(c.pulse -> 'stopped', 'null') as "stoppedThere",
      ${momentText('c.received_at')} as "receivedAt", ${momentText('c.heard_at')} as "heardAt",
      ${momentText('c.complete_at')} as "completeAt"
    from node n left join node_channel c on c.peer = n.code
    order by not n.is_self, n.role = 'member', n.code`.execute(trx)
  const { rows: refused } = await sql<NodeRefused>`
    select id, sender, reason, what, first, bytes, times, ${momentText('first_at')} as "firstAt", ${momentText('last_at')} as "lastAt"
    from node_refusal where reason <> 'repeated' order by last_at desc, id desc limit ${MOST_REFUSED}`.execute(trx)
  const counted = await sql<{ total: number }>`
    select coalesce(sum(times), 0)::bigint as total from node_refusal where reason <> 'repeated'`.execute(trx)
  return {
    ...{ at: now.toISOString(), oldAfterMinutes: OLD_AFTER_MINUTES, self: await selfOf(trx) },
    nodes: nodes.map(({ key, stoppedThere, ...node }) => ({
      ...node,
      fingerprint: key && fingerprintOf(key),
      stoppedThere: stoppedThere && readStop(stoppedThere),
    })),
    refused,
    refusedTotal: counted.rows[0]?.total ?? 0,
  }
}
