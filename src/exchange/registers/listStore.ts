import { type RawBuilder, sql } from 'kysely'
import { termsIn } from '../../plan/index.ts'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { httpRefusals, isDay, isMoment } from '../../platform/http/index.ts'
import { registryRefusals as refusals } from './refusals.ts'
import { findRegistry } from './registryStore.ts'
import { type Field, filterKindOf, isList, isSubTable, optionsOf, type RegistrySchema } from './rules/schema.ts'
import { type EntryFilter, type EntryList, type EntryListed, type EntryQuery, REGISTRY_PLACE } from './schemas.ts'

type Row = EntryListed & { sortValue: string | null }

const NEWEST = '-published'

/**
 * Entries of a register: what is published anywhere in the region, or one's own drafts, or what was withdrawn.
 * @throws Refusal registry_not_found, registry_filter_unfit, cursor_invalid
 */
export async function listEntries(trx: Trx, code: string, query: EntryQuery): Promise<EntryList> {
  const { limit, cursor, sort = NEWEST, ...filter } = query
  const { schema, entryCount } = await findRegistry(trx, code)
  const rows = await entryPage(trx, code, schema, filter, sort, limit + 1, cursor)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const isWhole = Object.values(filter).every((part) => part === undefined || part === '')
  return {
    items: rows.slice(0, limit).map(({ sortValue: _, ...item }) => item),
    total: isWhole && !(await othersTell(trx)) ? entryCount : await count(trx, code, schema, filter),
    next: last ? REGISTRY_PLACE.write(sort, last.sortValue, last.id) : null,
  }
}

/** Whether other nodes have told of entries: then what is counted here is not all. */
async function othersTell(trx: Trx): Promise<boolean> {
  const { rows } = await sql`select from registry_told_entry limit 1`.execute(trx)
  return rows.length > 0
}

async function count(trx: Trx, code: string, schema: RegistrySchema, filter: EntryFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from ${sourceOf(filter)} where ${await conditionsOf(trx, code, schema, filter)}`.execute(
    trx,
  )
  return rows[0]?.total ?? 0
}

/** One page, in whole columns of the list. */
export async function entryPage(
  trx: Trx,
  code: string,
  schema: RegistrySchema,
  filter: EntryFilter,
  sort: string,
  limit: number,
  cursor?: string,
  whole = false,
): Promise<Row[]> {
  const order = orderOf(schema, sort)
  const place = REGISTRY_PLACE.read(cursor)
  if (place && (place[0] !== sort || !order.takes(place[1]))) throw httpRefusals.cursorInvalid()
  const shown = Object.entries(schema.properties).flatMap(([name, field]) =>
    field['x-list'] || name === schema['x-name'] ? [name] : [],
  )
  const content = whole
    ? sql`s.content`
    : sql`(select coalesce(jsonb_object_agg(name, s.content -> name), '{}') from unnest(${shown}::text[]) name where s.content ? name)`
  const { rows } = await sql<Row>`
    select s.entry_id as id, ${filter.state ? sql`s.state` : sql`'published'`} as state,
      json_build_object('id', s.organization_id, 'name', s.organization_name) as organization, s.node,
      ${momentText('s.published_at')} as "publishedAt", ${content} as content, (${order.value})::text as "sortValue"
    from ${sourceOf(filter)}
    where ${await conditionsOf(trx, code, schema, filter)} ${place ? sql`and ${order.after(place[1], place[2])}` : sql``}
    order by ${order.by} limit ${limit}`.execute(trx)
  return rows
}

/** What is published, as the view shows it; drafts and what was withdrawn from their versions. */
const sourceOf = ({ state }: EntryFilter) =>
  state
    ? sql`(select e.registry_code, e.id as entry_id, e.organization_id, o.name as organization_name, null::text as node,
        v.state, v.content, coalesce(v.withdrawn_at, v.at) as published_at
      from registry_entry_version v join registry_entry e on e.id = v.entry_id join organization o on o.id = e.organization_id
      where v.state = ${state} and not exists (select from registry_entry_version n
        where n.entry_id = v.entry_id and n.number > v.number and n.state <> 'draft')) s`
    : sql`registry_entry_shown s`

async function conditionsOf(trx: Trx, code: string, schema: RegistrySchema, filter: EntryFilter) {
  const { q, organization, where = [] } = filter
  const conditions = [sql`s.registry_code = ${code}`]
  if (organization) conditions.push(sql`s.organization_id = ${organization}::uuid`)
  const terms = q ? (await termsIn(trx, q)).map(([typed]) => typed) : []
  if (terms.length > 0)
    conditions.push(
      filter.state
        ? sql`not exists (select from unnest(${terms}::text[]) term
            where position(term in search_fold(s.content::text || s.organization_name)) = 0)`
        : sql`s.entry_id in (select search_registry(${code}, ${terms}::text[]))`,
    )
  const asked = Map.groupBy(where, (one) => one.slice(0, one.indexOf(':')))
  for (const [what, some] of asked)
    conditions.push(
      narrowedBy(
        schema,
        what,
        some.map((one) => one.slice(one.indexOf(':') + 1)),
      ),
    )
  return sql.join(conditions, sql` and `)
}

/** @throws Refusal registry_filter_unfit where the schema does not say that it is narrowed so */
function narrowedBy(schema: RegistrySchema, what: string, values: readonly string[]): RawBuilder<unknown> {
  const [name = '', bound] = what.split('.') as [string, ('min' | 'max')?]
  const field = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
  const kind = field?.['x-filter'] ? filterKindOf(field) : null
  if (!field || !kind || (kind === 'range') !== (bound !== undefined)) throw refusals.filterUnfit(what)
  if (kind === 'options') {
    const known = optionsOf(field)?.map((option) => option.const) ?? []
    if (values.some((value) => !known.includes(value))) throw refusals.filterUnfit(what)
    return isList(field)
      ? sql`s.content -> ${name} ?| ${values}::text[]`
      : sql`s.content ->> ${name} = any (${values}::text[])`
  }
  const [value = ''] = values
  if (kind === 'boolean') {
    if (value !== 'true' && value !== 'false') throw refusals.filterUnfit(what)
    return sql`s.content ->> ${name} = ${value}`
  }
  const compared = comparedBy(name, field)
  const isDate = field.type === 'string'
  if (isDate ? !isDay(value) : !/^-?\d{1,15}(\.\d{1,6})?$/.test(value)) throw refusals.filterUnfit(what)
  const against = isDate ? sql`${value}` : sql`${value}::numeric`
  return bound === 'min' ? sql`${compared} >= ${against}` : sql`${compared} <= ${against}`
}

/** A field as it is compared: a number as one, where it is one; anything else by its characters. */
const comparedBy = (name: string, { type }: Field): RawBuilder<unknown> =>
  type === 'number' || type === 'integer'
    ? sql`case when jsonb_typeof(s.content -> ${name}) = 'number' then (s.content ->> ${name})::numeric end`
    : sql`((s.content ->> ${name}) collate "C")`

interface Order {
  value: RawBuilder<unknown>
  by: RawBuilder<unknown>
  takes(value: string | null): boolean
  after(value: string | null, id: string): RawBuilder<unknown>
}

/** By what a list is sorted; what has no value stands last. @throws Refusal registry_filter_unfit */
function orderOf(schema: RegistrySchema, sort: string): Order {
  const isDown = sort.startsWith('-')
  const way = isDown ? sql`desc` : sql`asc`
  const beyond = isDown ? sql`<` : sql`>`
  if (sort === NEWEST) {
    const value = sql`s.published_at`
    return {
      ...{ value, by: sql`s.published_at desc, s.entry_id` },
      takes: (last) => isMomentText(last),
      after: (last, id) =>
        sql`(s.published_at < ${last}::timestamptz or s.published_at = ${last}::timestamptz and s.entry_id > ${id}::uuid)`,
    }
  }
  const name = isDown ? sort.slice(1) : sort
  const field = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
  if (!field?.['x-list'] || isSubTable(field)) throw refusals.filterUnfit(name)
  const isNumber = field.type === 'number' || field.type === 'integer'
  const value = comparedBy(name, field)
  const against = (last: string) => (isNumber ? sql`${last}::numeric` : sql`${last}`)
  return {
    ...{ value, by: sql`${value} ${way} nulls last, s.entry_id` },
    takes: (last) => last === null || !isNumber || Number.isFinite(Number(last || 'none')),
    after: (last, id) =>
      last === null
        ? sql`(${value} is null and s.entry_id > ${id}::uuid)`
        : sql`(${value} ${beyond} ${against(last)} or ${value} = ${against(last)} and s.entry_id > ${id}::uuid or ${value} is null)`,
  }
}

/** As the database writes a moment as text. */
const isMomentText = (value: string | null) => value !== null && isMoment(value)
