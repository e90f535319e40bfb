import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { lateBefore } from './rules/clock.ts'
import type { SharingWaits } from './schemas.ts'

/** What waits for the actor's organization, as far as its role may do it. */
export async function sharingWaits(trx: Trx, today: string): Promise<SharingWaits> {
  const { rows } = await sql<SharingWaits>`
    with me as (select actor_organization_id() as id, actor_may('sharing.decide') as decides,
      actor_may('sharing.request') as requests, ${lateBefore(today)}::date as late_before)
    select
      (select count(*)::int from share_request r where me.decides and r.provider_id = me.id and r.state = 'submitted') as review,
      (select count(*)::int from share_request r where me.decides and r.provider_id = me.id and r.state = 'submitted'
        and r.due_on < me.late_before) as "reviewLate",
      (select count(*)::int from share_request r where me.requests and r.recipient_id = me.id
        and r.state in ('correction', 'offered')) as reply,
      (select count(*)::int from share_dispute d where me.decides and d.provider_id = me.id and d.state = 'open') as verify,
      (select count(*)::int from share_dispute d where me.decides and d.provider_id = me.id and d.state = 'open'
        and d.due_on < me.late_before) as "verifyLate",
      (select count(*)::int from share_agreement a where me.decides and a.provider_id = me.id and a.state = 'active'
        and share_provided_at(a.id) is null) as provide,
      (select count(*)::int from share_agreement a where me.requests and a.recipient_id = me.id
        and a.end_kind = 'withdrawn' and a.deletion_confirmed_at is null) as deletion
    from me`.execute(trx)
  return rows[0] ?? { review: 0, reviewLate: 0, reply: 0, verify: 0, verifyLate: 0, provide: 0, deletion: 0 }
}
