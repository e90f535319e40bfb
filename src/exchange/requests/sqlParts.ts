import { type RawBuilder, sql } from 'kysely'
import { momentText } from '../../platform/database/index.ts'

// Parts of SQL that lists and details of this part share.

/** The parties and the resource, of a row `r` with its version `v`, resource `s`, provider `p`, recipient `c`. */
export const PARTIES = sql`
  json_build_object('id', r.resource_id, 'version', v.number, 'code', s.code, 'name', v.name) as resource,
  json_build_object('id', p.id, 'name', p.name) as provider, json_build_object('id', c.id, 'name', c.name) as recipient`
export const PARTY_TABLES = sql`join resource s on s.id = r.resource_id
  join organization p on p.id = r.provider_id join organization c on c.id = r.recipient_id`

/** Whether the actor's organization is that side of the row `r`, and its role may act for it. */
export const MAY_DECIDE = sql`(actor_may('sharing.decide') and r.provider_id = actor_organization_id()) as "mayDecide"`
export const MAY_REPLY = sql`(actor_may('sharing.request') and r.recipient_id = actor_organization_id()) as "mayReply"`

/** The node at which it was asked for, of a request; null: this one. */
export const outsideOf = (request: RawBuilder<unknown>) => sql`(
  select json_build_object('code', n.code, 'name', n.name, 'nameEn', n.name_en)
  from outside_asker x join node n on n.code = x.node_code where x.request_id = ${request}) as outside`

/** The steps of a request and its agreement, oldest first. */
export const eventsOf = (request: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(json_build_object('number', e.number, 'kind', e.kind, 'words', e.words,
    'from', e.facts ->> 'from', 'endKind', e.facts ->> 'endKind', 'userName', e.user_name,
    'organizationName', e.organization_name, 'at', ${momentText('e.at')}) order by e.number), '[]')
  from share_event e where e.request_id = ${request}) as events`

/** Every word of a search is found in one of these columns. */
export const everyWordIn = (q: string | undefined, columns: RawBuilder<unknown>): RawBuilder<unknown>[] =>
  (q ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => sql`lower(concat_ws(chr(10), ${columns})) like ${`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`}`)
