import { sql } from 'kysely'
import type { Actor } from '../../../platform/access/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import type {} from '../../tables.ts'
import type { RowCondition } from '../../terms/index.ts'
import type { UsedAgreement } from '../sharing/agreement.ts'

/** One use, or one refusal, as it is logged. */
export interface Use {
  agreement: UsedAgreement
  actor: Actor
  manner: 'rows' | 'changes' | 'download'
  matter: string
  filters?: readonly RowCondition[]
  rowCount?: number
  bytes?: number
  firstRevision?: number
  lastRevision?: number
  digest?: string
  refused?: string
}

/** A use at another node, as that node told it. */
export interface OutsideUse {
  /** There: the same use is logged once. */
  id: string
  node: string
  agreementId: string
  manner: 'rows' | 'download'
  matter: string
  rowCount: number
  bytes: number
  digest: string
  at: Date
  userId: string
  userName: string
}

/**
 * Logs what the recipient of an agreement used at its own node, beside what is used here. Never before the agreement nor later
 * than now, whatever that node's clock says, and of no more rows than the holding ever had. Of an
 * agreement that is not with a unit for which that node speaks nothing is logged.
 */
export async function logOutsideUse(trx: Trx, use: OutsideUse): Promise<void> {
  await sql`
    insert into share_use (agreement_id, resource_id, provider_id, recipient_id, purpose, matter, manner, row_count, bytes,
      digest, at, user_id, user_name, organization_id, organization_name, node_code, outside_use_id)
    select a.id, a.resource_id, a.provider_id, a.recipient_id, a.purpose, ${use.matter}, ${use.manner},
      least(${use.rowCount}::integer, (select count(*) from resource_row r where r.resource_id = a.resource_id)),
      ${use.bytes}::bigint, ${use.digest}, least(greatest(${use.at}::timestamptz, a.at), clock_now()), ${use.userId}, ${use.userName},
      a.recipient_id, o.name, n.code, ${use.id}::uuid
    from share_agreement a join organization o on o.id = a.recipient_id join node n on n.code = ${use.node}
    where a.id = ${use.agreementId}::uuid and a.access = 'subscription'
      and node_of_organization(a.recipient_id) = ${use.node}
    on conflict do nothing`.execute(trx)
}

/** Logs a use (使用日志). As the system: who uses data writes nothing of it, and nobody takes it back. */
export async function logUse(trx: Trx, { agreement, actor, manner, matter, filters = [], ...use }: Use): Promise<void> {
  await trx
    .insertInto('share_use')
    .values({
      ...{ agreement_id: agreement.id, resource_id: agreement.resourceId },
      ...{ provider_id: agreement.providerId, recipient_id: agreement.recipientId },
      ...{ purpose: agreement.purpose, matter, manner, filters: JSON.stringify(filters) },
      ...{ row_count: use.rowCount ?? 0, bytes: use.bytes ?? 0, digest: use.digest ?? null },
      ...{ first_revision: use.firstRevision ?? null, last_revision: use.lastRevision ?? null },
      refused: use.refused ?? null,
      ...{ user_id: actor.userId, user_name: actor.userName, key_name: actor.keyName ?? null },
      organization_id: actor.organizationId,
      // As the gazetteer calls it at this moment.
      organization_name: sql<string>`coalesce((select name from organization where id = ${actor.organizationId}::uuid), '')`,
    })
    .execute()
}
