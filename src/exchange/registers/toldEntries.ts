import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Trx } from '../../platform/database/index.ts'
import { isUuid, Moment, Uuid } from '../../platform/http/index.ts'
import { draftFaults } from './rules/checkContent.ts'
import type { RegistrySchema } from './rules/schema.ts'

/** What another node tells of an entry: what entriesToShare makes of it there. */
const ToldEntry = Type.Object({
  registry: Type.String(),
  schemaVersion: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  organization: Type.Object({ id: Uuid, name: Type.String({ minLength: 1, maxLength: 200 }) }),
  publishedAt: Moment,
  entry: Type.Record(Type.String(), Type.Unknown()),
})
type ToldEntry = Static<typeof ToldEntry>

/** What entriesToShare reads: while nothing of it changes, its answer does not. */
export const SHARED_ENTRY_TABLES = ['registry_entry', 'registry_entry_version', 'organization'] as const

/**
 * Takes what another node tells of its entries into the lists of this one: what fits the register as it is configured here,
 * without fields that it does not have or calls private. What does not fit, or is told no longer, is in no list. An id that
 * is an entry's here, or was another node's first, stays whose it is. The transaction acts as the system.
 */
export async function keepToldEntries(
  trx: Trx,
  owner: string,
  told: readonly { key: string; content: Readonly<Record<string, unknown>> | null }[],
): Promise<void> {
  const schemas = await newestSchemas(trx)
  const latest = new Map(told.filter(({ key }) => isUuid(key)).map(({ key, content }) => [key, content]))
  const fitting: (ToldEntry & { id: string })[] = []
  for (const [id, content] of latest) {
    const entry = content !== null && Value.Check(ToldEntry, content) ? fitted(content, schemas) : null
    if (entry) fitting.push({ ...entry, id })
  }
  const gone = [...latest.keys()].filter((key) => !fitting.some(({ id }) => id === key))
  await sql`delete from registry_told_entry where owner = ${owner} and entry_id = any (${gone}::uuid[])`.execute(trx)
  await sql`
    insert into registry_told_entry as t (entry_id, owner, registry_code, organization_id, organization_name, schema_version,
      content, folded, pairs, published_at)
    select x.id, ${owner}, x.registry, (x.organization ->> 'id')::uuid, x.organization ->> 'name', x."schemaVersion", c.content,
      f.folded, search_pairs(f.folded), x."publishedAt"
    from jsonb_to_recordset(${JSON.stringify(fitting)}::jsonb) as x (id uuid, registry text, "schemaVersion" integer,
        organization jsonb, "publishedAt" timestamptz, entry jsonb)
      join registry r on r.code = x.registry
      join registry_version s on s.registry_code = r.code and s.number = r.version
      cross join lateral (select registry_filled(s.schema::jsonb, x.entry) as content) c
      cross join lateral (select told_entry_folded(s.schema::jsonb, c.content, x.organization ->> 'name') as folded offset 0) f
    where not exists (select from registry_entry e where e.id = x.id)
    on conflict (entry_id) do update set registry_code = excluded.registry_code, organization_id = excluded.organization_id,
      organization_name = excluded.organization_name, schema_version = excluded.schema_version, content = excluded.content,
      folded = excluded.folded, pairs = excluded.pairs, published_at = excluded.published_at
      where t.owner = excluded.owner`.execute(trx)
}

async function newestSchemas(trx: Trx): Promise<Map<string, RegistrySchema>> {
  const { rows } = await sql<{ code: string; schema: RegistrySchema }>`
    select r.code, v.schema from registry r join registry_version v on v.registry_code = r.code and v.number = r.version`.execute(
    trx,
  )
  return new Map(rows.map(({ code, schema }) => [code, schema]))
}

/** The entry as its register is here; null where there is no such register, or it does not fit. */
function fitted(told: ToldEntry, schemas: ReadonlyMap<string, RegistrySchema>): ToldEntry | null {
  const schema = schemas.get(told.registry)
  if (!schema) return null
  const entry = Object.fromEntries(
    Object.entries(told.entry).filter(
      ([name]) => Object.hasOwn(schema.properties, name) && !schema.properties[name]?.['x-private'],
    ),
  )
  return draftFaults(schema, entry).length === 0 ? { ...told, entry } : null
}
