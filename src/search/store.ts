import { sql } from 'kysely'
import { jurisdictionIndex, jurisdictionOfPaper } from '../gazetteer/index.ts'
import type {} from '../plan/tables.ts'
import type { PreparedQuery, Trx } from '../platform/database/index.ts'
import type {} from './tables.ts'
import { BETWEEN, type IndexedDocument, type IndexHit, KINDS } from './types.ts'

export interface Change {
  documentId: string
  changedIn: string
}

/** What changed since a transaction, that one included; and the transaction to ask from the next time. */
export async function changesSince(trx: Trx, since: string): Promise<{ changes: Change[]; until: string }> {
  const { rows } = await sql<{ until: string; changes: Change[] }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as until,
      coalesce((select json_agg(json_build_object('documentId', document_id, 'changedIn', changed_in::text))
        from search_change where changed_in >= ${since}::xid8), '[]') as changes`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('The database did not tell what changed.')
  return row
}

/**
 * A database that was restored from a backup counts its transactions anew: what it noted under numbers that are yet to
 * come would be told to have changed with every search. It is noted under a number of now.
 */
export async function noteRestored(trx: Trx): Promise<void> {
  await sql`update search_change set changed_in = pg_current_xact_id()
    where changed_in >= pg_snapshot_xmax(pg_current_snapshot()) and changed_in <> pg_current_xact_id()`.execute(trx)
}

interface DocumentRow {
  id: string
  version: number
  title: string
  issuer: string | null
  issued_on: string | null
  ordinal: number
  private_to: string | null
  withdrawn: boolean
}

type Facts = Omit<IndexedDocument, 'provisions'>

/** What the index keeps of documents beside their text; null: it is withdrawn. */
export async function readFacts(trx: Trx, ids: readonly string[]): Promise<Map<string, Facts | null>> {
  const { rows } = await sql<DocumentRow>`
    select id, newest_version as version, title, issuer, issued_on, ordinal, withdrawn,
      case when visibility = 'cluster' then null else owner_organization_id end as private_to
    from document where id = any (${ids}::uuid[])`.execute(trx)
  return new Map(
    rows.map((row) => [
      row.id,
      row.withdrawn
        ? null
        : {
            id: row.id,
            version: row.version,
            privateTo: row.private_to,
            title: row.title,
            issuedOn: row.issued_on,
            ordinal: Number(row.ordinal),
            jurisdiction: jurisdictionOfPaper(row.issuer, row.title, jurisdictionIndex()),
          },
    ]),
  )
}

interface TextRow {
  id: string
  text: string
  /** address, start of the heading, its end; in the order of the text. */
  provisions: [address: string, start: number, headingEnd: number][]
  /** address, kind */
  kinds: [address: string, kind: (typeof KINDS)[number]][]
  /** address, name spelled out */
  units: [address: string, name: string][]
}

/**
 * The provisions of documents as they are indexed: first the preamble, then each with its own text; without texts where
 * only the kinds are asked for.
 */
export async function readProvisions(
  trx: Trx,
  documents: readonly { id: string; version: number }[],
  what: 'all' | 'kinds',
): Promise<Map<string, IndexedDocument['provisions']>> {
  const { rows } = await sql<TextRow>`
    select asked.id, ${what === 'all' ? sql`t.text` : sql`''`} as text,
      coalesce((select json_agg(json_build_array(p.address, p.extent_start, p.span_end) order by p.position)
        from provision p where p.document_id = asked.id and p.version = asked.version), '[]') as provisions,
      coalesce((select json_agg(distinct jsonb_build_array(c.provision, c.kind))
        from commitment c where c.document_id = asked.id and c.live and c.state <> 'rejected'), '[]') as kinds,
      coalesce((select json_agg(distinct jsonb_build_array(m.provision, m.label))
        from mention m where m.document_id = asked.id and m.version = asked.version and m.kind = 'unit'), '[]') as units
    from json_to_recordset(${JSON.stringify(documents)}::json) asked (id uuid, version integer)
      ${what === 'all' ? sql`join document_text t on t.document_id = asked.id and t.version = asked.version` : sql``}`.execute(
    trx,
  )
  return new Map(rows.map((row) => [row.id, provisionsIn(row)]))
}

function provisionsIn({ text, provisions, kinds, units }: TextRow): IndexedDocument['provisions'] {
  const named = Map.groupBy(units, ([address]) => address)
  const bits = new Map<string, number>()
  for (const [address, kind] of kinds) bits.set(address, (bits.get(address) ?? 0) | (1 << KINDS.indexOf(kind)))
  const preamble = { title: '', text: text.slice(0, provisions[0]?.[1] ?? text.length), kinds: bits.get('') ?? 0 }
  return [
    preamble,
    ...provisions.map(([address, start, headingEnd], position) => {
      const own = text.slice(start, provisions[position + 1]?.[1] ?? text.length)
      // 自治区交通运输厅、国土资源厅 names 自治区国土资源厅 as well: its full name stands nowhere.
      const others = (named.get(address) ?? []).flatMap(([, name]) => (own.includes(name) ? [] : [name]))
      return {
        title: text.slice(start, headingEnd),
        text: [own, ...others].join(BETWEEN),
        kinds: bits.get(address) ?? 0,
      }
    }),
  ]
}

export interface FoundProvision {
  documentId: string
  position: number
  /** Null: the preamble. */
  address: string | null
  marker: string
  title: string
  span: [number, number]
  above: string[]
  text: string
}

export interface DocumentFacts {
  id: string
  title: string
  number: string | null
  issuer: string | null
  issuedOn: string | null
  sample: boolean
}

interface Page {
  documents: DocumentFacts[]
  provisions: FoundProvision[]
}

/**
 * The documents of these ids and the provisions found, as far as the actor may see them: what the index says is not
 * believed.
 */
export async function readPage(trx: Trx, hits: readonly IndexHit[], documentIds: readonly string[]): Promise<Page> {
  if (hits.length === 0 && documentIds.length === 0) return { documents: [], provisions: [] }
  const asked = hits.map(({ documentId, version, position, whole }) => ({ documentId, version, position, whole }))
  const query = sql<{ page: Page }>`
    select search_page(${JSON.stringify(asked)}::json, ${documentIds}::uuid[]) as page`.compile(trx)
  const prepared: PreparedQuery<{ page: Page }> = { ...query, preparedAs: 'search_page' }
  const { rows } = await trx.executeQuery<{ page: Page }>(prepared)
  const { documents, provisions } = rows[0]?.page ?? { documents: [], provisions: [] }
  return {
    documents,
    provisions: provisions.map((one) => {
      const hit = hits.find(({ documentId, position }) => documentId === one.documentId && position === one.position)
      return hit?.whole ? { ...one, text: one.text.slice(...one.span) } : one
    }),
  }
}

/** The units that provisions name in full by a shared beginning alone, by document and address. */
export async function readUnits(
  trx: Trx,
  provisions: readonly { documentId: string; version: number; address: string }[],
): Promise<{ documentId: string; address: string; label: string }[]> {
  if (provisions.length === 0) return []
  const { rows } = await sql<{ documentId: string; address: string; label: string }>`
    select distinct m.document_id as "documentId", m.provision as address, m.label
    from json_to_recordset(${JSON.stringify(provisions)}::json) hit ("documentId" uuid, version integer, address text)
      join mention m on m.document_id = hit."documentId" and m.version = hit.version and m.provision = hit.address
    where m.kind = 'unit' order by m.label`.execute(trx)
  return rows
}

interface Gate {
  may: boolean
  changed: boolean
}

/** Whether the actor may search, and whether something changed since a transaction, that one included. */
export async function gate(trx: Trx, since: string): Promise<Gate> {
  const asked = sql<Gate>`
    select actor_may('plan.read') as may, search_changed_since(${since}::xid8) as changed`.compile(trx)
  const prepared: PreparedQuery<Gate> = { ...asked, preparedAs: 'search_gate' }
  const { rows } = await trx.executeQuery<Gate>(prepared)
  return rows[0] ?? { may: false, changed: true }
}
