import { sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import { registryRefusals as refusals } from './refusals.ts'
import { findRegistry } from './registryStore.ts'
import { type EntryContent, filled, type RegistrySchema } from './rules/schema.ts'
import type { EntryDetail, EntryState } from './schemas.ts'

interface StoredEntry {
  id: string
  code: string
  number: number
  state: EntryState
  revision: number
  organization: EntryDetail['organization']
  schemaVersion: number
  content: EntryContent
  kept: EntryContent | null
  publishedAt: string | null
  withdrawnAt: string | null
  withdrawnReason: string | null
  at: string
  writtenBy: string
  versions: EntryDetail['versions']
  isOwn: boolean
  seesPrivate: boolean
}

/**
 * One version of an entry: the number that is asked for; else the published one, the draft, the one that was withdrawn
 * last. What stands is shown as its register is now, what stood before as it was written.
 * @throws Refusal registry_entry_not_found
 */
export async function findEntry(trx: Trx, code: string, id: string, version?: number): Promise<EntryDetail> {
  const { rows } = await sql<StoredEntry>`
    select e.id, e.registry_code as code, v.number, v.state, v.revision,
      json_build_object('id', o.id, 'name', o.name) as organization, v.schema_version as "schemaVersion", v.content,
      p.content as kept, ${momentText('v.published_at')} as "publishedAt", ${momentText('v.withdrawn_at')} as "withdrawnAt",
      v.withdrawn_reason as "withdrawnReason", ${momentText('v.at')} as at, v.user_name as "writtenBy",
      (select json_agg(json_build_object('number', a.number, 'state', a.state, 'at', ${momentText('a.at')}) order by a.number desc)
        from registry_entry_version a where a.entry_id = e.id) as versions,
      actor_may('registry.write') and e.organization_id = actor_organization_id() as "isOwn",
      actor_may('registry.configure') or actor_may('registry.write') and e.organization_id = actor_organization_id()
        as "seesPrivate"
    from registry_entry e join registry_entry_version v on v.entry_id = e.id join organization o on o.id = e.organization_id
      left join registry_entry_private p on p.entry_id = v.entry_id and p.number = v.number
    where e.id = ${id}::uuid and e.registry_code = ${code} ${version === undefined ? sql`` : sql`and v.number = ${version}`}
    order by (v.state = 'published') desc, v.number desc limit 1`.execute(trx)
  const [found] = rows
  if (!found) return findShown(trx, code, id)
  const { kept, code: _, isOwn, seesPrivate, ...stored } = found
  const stands = stored.state === 'published' || stored.state === 'draft'
  const { name, nameEn, schema } = await findRegistry(trx, code, stands ? undefined : stored.schemaVersion)
  const content = { ...stored.content, ...kept }
  return {
    ...stored,
    ...{ registry: { code, name, nameEn }, node: null, schema },
    content: stands ? ordered(schema, filled(schema, content)) : ordered(schema, content),
    hidden: seesPrivate ? [] : privateOf(schema),
    hasDraft: stored.state !== 'draft' && stored.versions.some(({ state }) => state === 'draft'),
    mayWrite: isOwn,
  }
}

interface ShownEntry {
  organization: EntryDetail['organization']
  node: string | null
  schemaVersion: number
  content: EntryContent
  publishedAt: string
}

/** An entry that another node told of: what its lists show of it. @throws Refusal registry_entry_not_found */
async function findShown(trx: Trx, code: string, id: string): Promise<EntryDetail> {
  const { rows } = await sql<ShownEntry>`
    select json_build_object('id', s.organization_id, 'name', s.organization_name) as organization, s.node,
      s.schema_version as "schemaVersion", s.content, ${momentText('s.published_at')} as "publishedAt"
    from registry_entry_shown s
    where s.entry_id = ${id}::uuid and s.registry_code = ${code} and s.node is not null`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.entryNotFound(id)
  const { name, nameEn, schema } = await findRegistry(trx, code)
  return {
    ...{ id, number: 0, state: 'published', revision: 0, ...found, registry: { code, name, nameEn }, schema },
    ...{ content: ordered(schema, found.content), hidden: privateOf(schema), at: found.publishedAt, writtenBy: null },
    ...{ withdrawnAt: null, withdrawnReason: null, hasDraft: false, versions: [], mayWrite: false },
  }
}

const privateOf = (schema: RegistrySchema) =>
  Object.entries(schema.properties).flatMap(([name, field]) => (field['x-private'] ? [name] : []))

/** The content in the order of the schema: the database keeps none. */
export const ordered = (schema: RegistrySchema, content: EntryContent): EntryContent =>
  Object.fromEntries(
    Object.keys({ ...schema.properties, ...content })
      .filter((name) => Object.hasOwn(content, name))
      .map((name) => [name, content[name]]),
  )

/** A published entry as other nodes are told of it: nothing private, plain JSON. */
export interface SharedEntry {
  /** Its id. */
  key: string
  content: {
    registry: string
    schemaVersion: number
    organization: { id: string; name: string }
    publishedAt: string
    entry: EntryContent
  }
}

/** The published entries of this node, or those of them that are named, without their private fields. */
export async function entriesToShare(trx: Trx, keys?: readonly string[]): Promise<SharedEntry[]> {
  const { rows } = await sql<SharedEntry>`
    select e.id as key, json_build_object('registry', e.registry_code, 'schemaVersion', v.schema_version,
      'organization', json_build_object('id', o.id, 'name', o.name), 'publishedAt', ${momentText('v.published_at')},
      'entry', v.content) as content
    from registry_entry e join registry_entry_version v on v.entry_id = e.id and v.state = 'published'
      join organization o on o.id = e.organization_id
    ${keys ? sql`where e.id = any (${keys}::uuid[])` : sql``}
    order by e.id`.execute(trx)
  return rows
}
