import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { COMMITMENT_COLUMNS, type CommitmentRow, commitmentOf } from './commitmentStore.ts'
import type { Block } from './reading/types.ts'
import { planRefusals } from './refusals.ts'
import { relationsOf } from './relations.ts'
import type {
  Commitment,
  CommitmentKind,
  Document,
  DocumentDetail,
  DocumentListQuery,
  DocumentPatch,
  DocumentText,
  Finding,
  KindCounts,
  Mention,
  OrganizationRef,
  PersonRef,
  Provision,
  Repair,
  Role,
  Span,
  TextBlock,
  Version,
} from './schemas.ts'
import { DOCUMENT_PLACE } from './schemas.ts'

interface DocumentRow {
  id: string
  ordinal: number
  revision: number
  title: string
  number: string | null
  issuer: string | null
  issued_on: string | null
  visibility: Document['visibility']
  sample: boolean
  newest_version: number
  owner: Document['owner']
  format: Document['format']
  file_name: string
  sha256: string
  characters: number
  /** Of a version that was written by hand some may be missing. */
  counts: { provisions?: number; repairs?: number; findings?: number }
  created_at: Date
  user_id: string
  user_name: string
  organization_id: string
  organization_name: string
  withdrawn_at: Date | null
  withdrawn_reason: string | null
  withdrawn_by: PersonRef | null
  commitment_counts: Record<string, number> | null
  /** Counted where the version does not tell. */
  known_findings: number
}

const DOCUMENT_COLUMNS = sql<DocumentRow>`
  d.id, d.ordinal, d.revision, d.title, d.number, d.issuer, d.issued_on, d.visibility, d.sample, d.newest_version,
  json_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name) as owner,
  v.format, v.file_name, v.sha256, v.characters, v.counts, d.created_at,
  f.user_id, f.user_name, f.organization_id, f.organization_name, d.withdrawn_at, d.withdrawn_reason, d.withdrawn_by,
  (select json_object_agg(k.kind || ' ' || k.state, k.n) from register_count k where k.document_id = d.id and k.n > 0)
    as commitment_counts,
  case when v.counts ? 'findings' then 0
    else (select count(*) from finding n where n.document_id = d.id and n.version = v.number) end as known_findings`

const DOCUMENT_TABLES = sql`document d
  join organization o on o.id = d.owner_organization_id
  join document_version v on v.document_id = d.id and v.number = d.newest_version
  join document_version f on f.document_id = d.id and f.number = 1`

function documentOf(row: DocumentRow): Document {
  return {
    id: row.id,
    revision: row.revision,
    title: row.title,
    number: row.number,
    issuer: row.issuer,
    date: row.issued_on,
    format: row.format,
    fileName: row.file_name,
    sha256: row.sha256,
    characters: row.characters,
    visibility: row.visibility,
    sample: row.sample,
    owner: row.owner,
    version: row.newest_version,
    counts: kindCountsOf(row.commitment_counts ?? {}),
    findings: row.counts.findings ?? row.known_findings,
    ingestedAt: row.created_at.toISOString(),
    ingestedBy: {
      userId: row.user_id,
      userName: row.user_name,
      organizationId: row.organization_id,
      organizationName: row.organization_name,
    },
    withdrawn: withdrawalOf(row),
  }
}

function withdrawalOf({ withdrawn_at: at, withdrawn_reason: reason, withdrawn_by: by }: DocumentRow) {
  return at && reason !== null && by ? { at: at.toISOString(), reason, by } : null
}

const KINDS: readonly CommitmentKind[] = ['task', 'target', 'project', 'zone', 'mechanism']

/** `{ 'task confirmed': 3 }` as counts by kind; a kind of which there is none is left out. */
export function kindCountsOf(counts: Readonly<Record<string, number>>): KindCounts[] {
  return KINDS.map((kind) => ({
    kind,
    extracted: counts[`${kind} extracted`] ?? 0,
    confirmed: counts[`${kind} confirmed`] ?? 0,
    rejected: counts[`${kind} rejected`] ?? 0,
  })).filter(({ extracted, confirmed, rejected }) => extracted + confirmed + rejected > 0)
}

export async function findDocuments(trx: Trx, ids: readonly string[]): Promise<Document[]> {
  const { rows } = await sql<DocumentRow>`select ${DOCUMENT_COLUMNS} from ${DOCUMENT_TABLES}
    where d.id = any (${[...ids]}::uuid[]) order by d.ordinal desc`.execute(trx)
  return rows.map(documentOf)
}

/** @throws Refusal document_not_found */
export async function findDocument(trx: Trx, id: string): Promise<Document> {
  const [document] = await findDocuments(trx, [id])
  if (!document) throw planRefusals.documentNotFound(id)
  return document
}

/** Documents the actor may read, newest first: those that stand, or those that were withdrawn. */
export async function listDocuments(trx: Trx, query: DocumentListQuery) {
  const limit = query.limit ?? 50
  const after = DOCUMENT_PLACE.read(query.cursor)?.[0]
  const like = query.q?.trim() ? `%${query.q.trim().replace(/[\\%_]/g, '\\$&')}%` : null
  const matching = sql`(${query.owner ?? null}::uuid is null or d.owner_organization_id = ${query.owner ?? null})
    and d.withdrawn = ${query.withdrawn ?? false}
    and (${like}::text is null or concat_ws(' ', d.title, d.number, d.issuer) ilike ${like})`
  const { rows } = await sql<DocumentRow>`select ${DOCUMENT_COLUMNS} from ${DOCUMENT_TABLES}
    where ${matching} and (${after ?? null}::bigint is null or d.ordinal < ${after ?? null})
    order by d.ordinal desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from document d where ${matching}`.execute(trx)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(documentOf),
    total: counted.rows[0]?.total ?? 0,
    next: rows.length > limit && last ? DOCUMENT_PLACE.write(last.ordinal) : null,
  }
}

export async function documentDetail(trx: Trx, actor: Actor, id: string): Promise<DocumentDetail> {
  const document = await findDocument(trx, id)
  const versions = await trx
    .selectFrom('document_version')
    .selectAll()
    .where('document_id', '=', id)
    .orderBy('number', 'desc')
    .execute()
  const { rows } = await sql<{ confirm: boolean; ingest: boolean }>`
    select actor_may('plan.confirm') as confirm, actor_may('plan.ingest') as ingest`.execute(trx)
  const owns = document.owner.id === actor.organizationId
  const newest = versions[0]?.counts
  return {
    ...document,
    provisions: newest?.provisions ?? 0,
    repairs: newest?.repairs ?? 0,
    versions: versions.map(
      (row): Version => ({
        number: row.number,
        cause: row.cause,
        fileName: row.file_name,
        format: row.format,
        sha256: row.sha256,
        bytes: row.bytes,
        characters: row.characters,
        at: row.ingested_at.toISOString(),
        by: {
          userId: row.user_id,
          userName: row.user_name,
          organizationId: row.organization_id,
          organizationName: row.organization_name,
        },
      }),
    ),
    relations: await relationsOf(trx, id),
    mayConfirm: rows[0]?.confirm === true && owns && document.withdrawn === null,
    mayWithdraw: rows[0]?.ingest === true && owns,
  }
}

/** What a version's text is and what it names. @throws Refusal document_not_found, version_not_found */
export async function documentText(trx: Trx, id: string, asked?: number): Promise<DocumentText> {
  const document = await findDocument(trx, id)
  const version = asked ?? document.version
  const text = await trx
    .selectFrom('document_text')
    .select(['text', 'blocks'])
    .where('document_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!text) throw planRefusals.versionNotFound(id, version)
  const provisions = await sql<Provision>`
    select address, parent, level, marker, title, json_build_array(span_start, span_end) as span,
      json_build_array(extent_start, extent_end) as extent
    from provision where document_id = ${id} and version = ${version} order by position`.execute(trx)
  const repairs = await sql<Repair>`
    select kind, json_build_array(span_start, span_end) as span, quote, fix, reason
    from repair where document_id = ${id} and version = ${version} order by span_start`.execute(trx)
  const findings = await sql<Finding>`
    select code, message, json_build_array(span_start, span_end) as span
    from finding where document_id = ${id} and version = ${version} order by seq`.execute(trx)
  return {
    id,
    version,
    title: document.title,
    text: text.text,
    blocks: text.blocks.map(blockOf),
    provisions: provisions.rows,
    mentions: await mentionsIn(trx, id, version),
    repairs: repairs.rows,
    findings: findings.rows,
  }
}

const pairOf = ([start, end]: readonly [number, number]): Span => [start, end]

function blockOf(block: Block): TextBlock {
  const { kind, span, source, level, table, cells, reason } = block
  return {
    kind,
    span: pairOf(span),
    source,
    ...(level === undefined ? {} : { level }),
    ...(table === undefined ? {} : { table }),
    ...(cells === undefined ? {} : { cells: cells.map(pairOf) }),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** What a version names, with the units as the gazetteer has them and the commitment that each mention belongs to. */
async function mentionsIn(trx: Trx, id: string, version: number): Promise<Mention[]> {
  const { rows } = await sql<MentionRow>`
    select m.kind, json_build_array(m.span_start, m.span_end) as span, m.label, m.provision, m.role,
      case when o.id is not null
        then json_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name) end as organization
    from mention m left join organization o on o.id = m.organization_id
    where m.document_id = ${id} and m.version = ${version} order by m.seq`.execute(trx)
  const standing = await trx
    .selectFrom('commitment')
    .select(['id', 'kind', 'title', 'provision', 'responsibilities', 'target', 'project'])
    .where('document_id', '=', id)
    .where('version', '=', version)
    .where('current', '=', true)
    .where('state', '<>', 'replaced')
    .orderBy('sort_key')
    .execute()
  const owners = new Map<string, { commitmentId: string; today?: OrganizationRef[] }>()
  for (const one of standing) {
    const label = one.target
      ? `${one.target.subject} ${one.target.value}${one.target.unit}`
      : (one.project?.name ?? one.title)
    owners.set(`${one.kind} ${one.provision} ${label}`, { commitmentId: one.id })
    for (const { kind, printed, span, today, inheritedFrom } of one.responsibilities) {
      if (span && inheritedFrom === null) owners.set(`${kind} ${span[0]} ${printed}`, { commitmentId: one.id, today })
    }
  }
  return rows.map(({ kind, span, label, provision, role, organization }) => ({
    kind,
    span,
    label,
    provision,
    ...(role ? { role } : {}),
    ...(organization ? { organization } : {}),
    ...(owners.get(
      kind === 'unit' || kind === 'class' ? `${kind} ${span[0]} ${label}` : `${kind} ${provision} ${label}`,
    ) ?? {}),
  }))
}

interface MentionRow extends Omit<Mention, 'role' | 'organization' | 'today' | 'commitmentId'> {
  role: Role | null
  organization: OrganizationRef | null
}

/** All commitments of a document that stand in it, in text order, for the reader: also of one that was withdrawn. */
export async function documentCommitments(trx: Trx, id: string): Promise<Commitment[]> {
  await findDocument(trx, id)
  const { rows } = await sql<CommitmentRow>`
    select ${COMMITMENT_COLUMNS} from commitment c join document d on d.id = c.document_id
    where c.document_id = ${id} and c.current and c.state <> 'replaced' order by c.sort_key, c.id`.execute(trx)
  return rows.map(commitmentOf)
}

/** Where a version's bytes are. @throws Refusal document_not_found, version_not_found */
export async function sourceOf(trx: Trx, id: string, asked?: number) {
  const document = await findDocument(trx, id)
  const version = asked ?? document.version
  const row = await trx
    .selectFrom('document_version')
    .select(['sha256', 'file_name'])
    .where('document_id', '=', id)
    .where('number', '=', version)
    .executeTakeFirst()
  if (!row) throw planRefusals.versionNotFound(id, version)
  return { sha256: row.sha256, fileName: row.file_name }
}

/** Edits what is known of a document; the commitments follow its visibility. The revision is the caller's to check. */
export async function patchDocument(trx: Trx, id: string, patch: DocumentPatch): Promise<void> {
  const { title, number, issuer, date, visibility } = patch
  await trx
    .updateTable('document')
    .set((eb) => ({
      ...(title === undefined ? {} : { title }),
      ...(number === undefined ? {} : { number }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(date === undefined ? {} : { issued_on: date }),
      ...(visibility === undefined ? {} : { visibility }),
      revision: eb('revision', '+', 1),
      updated_at: sql<Date>`now()`,
    }))
    .where('id', '=', id)
    .execute()
  if (visibility === undefined) return
  await trx
    .updateTable('commitment')
    .set({ visibility })
    .where('document_id', '=', id)
    .where('visibility', '<>', visibility)
    .execute()
}
