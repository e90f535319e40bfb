import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/index.ts'
import type { ResourceContent } from '../../catalogue/index.ts'
import type { ShareTerms } from '../../terms/index.ts'

/** An agreement as handing over asks of it, with what it is about. */
export interface UsedAgreement {
  id: string
  resourceId: string
  resourceName: string
  providerId: string
  recipientId: string
  purpose: string
  terms: ShareTerms
  access: 'interface' | 'subscription'
  state: 'active' | 'suspended' | 'ended'
  sinceOn: string
  validFrom: string
  validUntil: string
  withdrawnFrom: string | null
  isPublished: boolean
  /** Of the version that was agreed upon. */
  items: ResourceContent['items']
  /** Of the data as they are now; null where none were loaded. */
  revision: number | null
  secret: string
}

/** The agreement with its secret, which is made when it is used for the first time. As the system: nobody else reads it. */
export async function findUsed(trx: Trx, id: string): Promise<UsedAgreement | null> {
  const { rows } = await sql<UsedAgreement>`
    with made as (
      insert into share_secret (agreement_id, secret)
      select a.id, ${randomBytes(32).toString('base64url')} from share_agreement a
      where a.id = ${id}::uuid and not exists (select from share_secret s where s.agreement_id = a.id)
      on conflict do nothing returning secret)
    select a.id, a.resource_id as "resourceId", v.name as "resourceName", a.provider_id as "providerId",
      a.recipient_id as "recipientId", a.purpose, a.terms, a.access, a.state, a.since_on as "sinceOn",
      a.valid_from as "validFrom", a.valid_until as "validUntil", a.withdrawn_from as "withdrawnFrom",
      exists (select from resource_version p where p.resource_id = a.resource_id and p.state = 'published') as "isPublished",
      v.content -> 'items' as items, case when h.revision > 0 then h.revision end as revision,
      coalesce((select secret from made), s.secret) as secret
    from share_agreement a
      join resource_version v on v.resource_id = a.resource_id and v.number = a.version
      left join resource_holding h on h.resource_id = a.resource_id
      left join share_secret s on s.agreement_id = a.id
    where a.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) return null
  // Somebody else has made it in this moment.
  return found.secret === null ? findUsed(trx, id) : found
}

/** Secrets of the agreements of a resource: for its provider's routes, to know a row by the reference it is told. */
export async function secretsOf(trx: Trx, resourceId: string): Promise<string[]> {
  const { rows } = await sql<{ secret: string }>`
    select s.secret from share_secret s join share_agreement a on a.id = s.agreement_id
    where a.resource_id = ${resourceId}::uuid`.execute(trx)
  return rows.map(({ secret }) => secret)
}
