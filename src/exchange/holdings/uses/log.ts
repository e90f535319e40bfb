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
