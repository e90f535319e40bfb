import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/index.ts'
import { findUsed, type UsedAgreement } from '../../holdings/index.ts'
import { cutRow, pseudonym, rowFits, type ShareRow } from '../../terms/index.ts'
import type { Cargo, Peer } from '../cargo.ts'
import type { Fact } from '../rules/event.ts'
import type { ToldGrant, ToldRow } from './contents.ts'

/**
 * Agreements in force whose data follow by subscription to a unit for which the receiver speaks. A resource that was
 * withdrawn hands nothing over any more.
 */
async function grantsFor(trx: Trx, { code }: Peer): Promise<UsedAgreement[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id from share_agreement a
    where a.access = 'subscription' and node_of_organization(a.recipient_id) = ${code}
      and share_in_force(a, (clock_now() at time zone 'Asia/Shanghai')::date)
    order by a.id`.execute(trx)
  const used: UsedAgreement[] = []
  for (const { id } of rows) {
    const one = await findUsed(trx, id)
    if (one?.isPublished) used.push(one)
  }
  return used
}

/** Differs whenever an agreement, its units, data that one is about, or whose node is whose may have changed; and with the day. */
async function grantMark(trx: Trx): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select concat_ws(' ', (clock_now() at time zone 'Asia/Shanghai')::date,
      (select md5(string_agg(a.id::text || a.revision || a.state, ' ' order by a.id)) from share_agreement a),
      (select md5(string_agg(concat_ws(' ', o.id, o.name, o.jurisdiction_code), ',' order by o.id)) from organization o
        where o.id in (select a.provider_id from share_agreement a union select a.recipient_id from share_agreement a)),
      (select md5(string_agg(concat_ws(' ', n.code, n.jurisdiction_code, n.revoked_at is null), ',' order by n.code)) from node n),
      (select md5(string_agg(h.resource_id::text || h.revision, ' ' order by h.resource_id)) from resource_holding h),
      (select md5(string_agg(v.resource_id::text || v.number, ' ' order by v.resource_id, v.number))
        from resource_version v where v.state = 'published')) as mark`.execute(trx)
  return rows[0]?.mark ?? ''
}

/** What was agreed with a unit of another node: so that it knows what it is given, for what and until when. */
export const grantCargo: Cargo = {
  kind: 'grant',
  version: 1,
  mark: grantMark,
  async facts(trx, receiver) {
    const used = await grantsFor(trx, receiver)
    const { rows } = await sql<{ id: string; name: string; recipient: string; withdrawnReason: string | null }>`
      select a.id, p.name, r.name as recipient, a.withdrawn_reason as "withdrawnReason" from share_agreement a join organization p on p.id = a.provider_id
        join organization r on r.id = a.recipient_id
      where a.id = any(${used.map(({ id }) => id)}::uuid[])`.execute(trx)
    const names = new Map(rows.map((row) => [row.id, row]))
    return used.map(({ id, resourceName, recipientId, purpose, terms, items, ...days }): Fact => {
      const { validFrom, validUntil, withdrawnFrom } = days
      const agreed = items.filter(({ name }) => terms.items.includes(name))
      const content: ToldGrant = {
        ...{ resource: resourceName, provider: names.get(id)?.name ?? '', recipientId },
        ...{ recipient: names.get(id)?.recipient ?? '', purpose, validFrom, validUntil },
        ...{ withdrawnFrom, withdrawnReason: names.get(id)?.withdrawnReason ?? null },
        items: agreed.map(({ name, dataType }) => ({ name, dataType, isMasked: Object.hasOwn(terms.masks, name) })),
      }
      return { kind: 'grant', key: id, content: { ...content } }
    })
  },
}

/**
 * The rows of a subscription as its agreement cuts them, and nothing else of them: their keys are pseudonyms. When the
 * agreement ends, is suspended or withdrawn, they are told as ended.
 */
export const rowCargo: Cargo = {
  kind: 'row',
  version: 1,
  mark: grantMark,
  async facts(trx, receiver) {
    const facts: Fact[] = []
    for (const { id, resourceId, recipientId, terms, secret } of await grantsFor(trx, receiver)) {
      const { rows } = await sql<{ key: string; content: ShareRow }>`
        select key, content from resource_row where resource_id = ${resourceId}::uuid and not removed
        order by number`.execute(trx)
      for (const { key, content } of rows) {
        if (!rowFits(content, terms)) continue
        const told: ToldRow = { agreementId: id, recipientId, row: cutRow(content, terms, secret) }
        facts.push({ kind: 'row', key: `${id}/${pseudonym(secret, 'row', key)}`, content: { ...told } })
      }
    }
    return facts
  },
}
