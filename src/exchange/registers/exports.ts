import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { writeCell } from './importing/cells.ts'
import { columnsOf, OWNER_HEADING, PUBLISHED_HEADING } from './importing/columns.ts'
import { entryPage } from './listStore.ts'
import type { EntryContent, RegistrySchema } from './rules/schema.ts'
import { type EntryFilter, type EntryListed, REGISTRY_PLACE } from './schemas.ts'

/** A row of a register's table: an entry with the rows of its inner tables that stand in this place. */
export interface TableRow {
  entry: Pick<EntryListed, 'organization' | 'publishedAt' | 'content'>
  place: number
}

const PAGE = 500
const NEWEST = '-published'

/** A row for each entry, and further rows for its inner tables: what was exported is a table that can be imported. */
export async function* rowsOf(
  trx: Trx,
  code: string,
  schema: RegistrySchema,
  filter: EntryFilter,
): AsyncGenerator<TableRow> {
  for (let cursor: string | undefined; ; ) {
    const page = await entryPage(trx, code, schema, filter, NEWEST, PAGE, cursor, true)
    const kept = await privateOf(
      trx,
      page.map(({ id }) => id),
    )
    for (const entry of page) {
      const content = { ...entry.content, ...kept.get(entry.id) }
      const longest = Math.max(1, ...Object.values(content).map(lengthOf))
      for (let place = 0; place < longest; place++) yield { entry: { ...entry, content }, place }
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    cursor = REGISTRY_PLACE.write(NEWEST, last.sortValue, last.id)
  }
}

const lengthOf = (value: unknown) => (Array.isArray(value) && typeof value[0] === 'object' ? value.length : 1)

/** What of these is private, and seen by the actor. */
async function privateOf(trx: Trx, ids: readonly string[]): Promise<Map<string, EntryContent>> {
  const { rows } = await sql<{ id: string; content: EntryContent }>`
    select distinct on (p.entry_id) p.entry_id as id, p.content from registry_entry_private p
    join registry_entry_version v on v.entry_id = p.entry_id and v.number = p.number
    where p.entry_id = any (${ids}::uuid[]) order by p.entry_id, (v.state = 'published') desc, v.number desc`.execute(
    trx,
  )
  return new Map(rows.map(({ id, content }) => [id, content]))
}

/** The columns of a register's table, headed as an import takes them. */
export function tableColumns(schema: RegistrySchema): ExportColumn<TableRow>[] {
  return [
    { title: OWNER_HEADING, width: 28, value: ({ entry }) => entry.organization.name },
    ...columnsOf(schema).map(({ path: [name, inner], heading, field }) => ({
      title: heading,
      width: 20,
      value: ({ entry: { content }, place }: TableRow) => {
        if (inner === undefined) return writeCell(field, content[name])
        return writeCell(field, (content[name] as EntryContent[] | undefined)?.[place]?.[inner])
      },
    })),
    {
      title: PUBLISHED_HEADING,
      width: 14,
      value: ({ entry: { publishedAt } }) => publishedAt && todayInChina(new Date(publishedAt)),
    },
  ]
}
