import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { foundOf, PLACES, placeOf, rolesOf, sortKeyOf } from './images.ts'
import { insertRows, jsonOf } from './rows.ts'
import type { Commitment, CommitmentKind, CommitmentState, Responsibility, Review } from './schemas.ts'
import type { CommitmentImage } from './tables.ts'

/** What of its document a commitment repeats. */
export interface Home {
  documentId: string
  ordinal: number
  home: string
  owner: string
  visibility: string
}

/** A commitment with what the store needs to write it again. */
export interface StoredCommitment extends Home {
  /** Why its document was withdrawn; null while it stands. */
  withdrawnFor: string | null
  commitment: Commitment
}

interface CommitmentRow {
  id: string
  revision: number
  kind: CommitmentKind
  state: CommitmentState
  title: string
  text: string
  span_start: number
  span_end: number
  document_id: string
  document_title: string
  document_number: string | null
  version: number
  provision: string
  provision_label: string
  chapter: string
  chapter_label: string
  sort_key: number
  responsibilities: Responsibility[]
  open: boolean
  deadline: Commitment['deadline']
  target: Commitment['target']
  project: Commitment['project']
  edited: boolean
  review: Review | null
  current: boolean
  withdrawn: boolean
  confirmed: Commitment['confirmed']
  updated_at: Date
}

/** What `commitmentOf` reads; `c` is commitment, `d` its document. */
export const COMMITMENT_COLUMNS: RawBuilder<CommitmentRow> = sql`
  c.id, c.revision, c.kind, c.state, c.title, c.text, c.span_start, c.span_end, c.document_id,
  d.title as document_title, d.number as document_number, c.version, c.provision, c.provision_label, c.chapter,
  c.chapter_label, c.sort_key, c.responsibilities, c.open, c.deadline, c.target, c.project, c.edited, c.review,
  c.current, c.withdrawn, c.confirmed, c.updated_at`

export function commitmentOf(row: CommitmentRow): Commitment {
  return { ...factsOf(row), responsibilities: row.responsibilities }
}

/**
 * The same as one JSON text, written by the database: the busiest list passes it on. A test proves that the two agree.
 */
export const COMMITMENT_JSON: RawBuilder<string> = sql`json_build_object(
  'id', c.id, 'revision', c.revision, 'kind', c.kind, 'state', c.state, 'title', c.title, 'text', c.text,
  'span', json_build_array(c.span_start, c.span_end),
  'document', json_build_object('id', c.document_id, 'title', d.title, 'number', d.number),
  'version', c.version,
  'provision', json_build_object('address', c.provision, 'label', c.provision_label),
  'chapter', json_build_object('address', c.chapter, 'label', c.chapter_label),
  'position', ((c.sort_key % ${sql.lit(PLACES)}) + ${sql.lit(PLACES)}) % ${sql.lit(PLACES)},
  'open', c.open, 'deadline', c.deadline, 'target', c.target, 'project', c.project, 'edited', c.edited,
  'review', c.review, 'current', c.current, 'withdrawn', c.withdrawn, 'confirmed', c.confirmed,
  'updatedAt', to_char(c.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'responsibilities', c.responsibilities)::text`

function factsOf(row: CommitmentRow): Omit<Commitment, 'responsibilities'> {
  return {
    id: row.id,
    revision: row.revision,
    kind: row.kind,
    state: row.state,
    title: row.title,
    text: row.text,
    span: [row.span_start, row.span_end],
    document: { id: row.document_id, title: row.document_title, number: row.document_number },
    version: row.version,
    provision: { address: row.provision, label: row.provision_label },
    chapter: { address: row.chapter, label: row.chapter_label },
    position: placeOf(row.sort_key),
    open: row.open,
    deadline: row.deadline,
    target: row.target,
    project: row.project,
    edited: row.edited,
    review: row.review,
    current: row.current,
    withdrawn: row.withdrawn,
    confirmed: row.confirmed,
    updatedAt: row.updated_at.toISOString(),
  }
}

export type { CommitmentRow }

/** The commitments with these ids that the actor may see, by id. `lock`: nobody else changes them until the commit. */
export async function loadCommitments(
  trx: Trx,
  ids: readonly string[],
  { lock = false }: { lock?: boolean } = {},
): Promise<Map<string, StoredCommitment>> {
  if (ids.length === 0) return new Map()
  // Locked in one order, so that two bulk changes wait for each other instead of for ever. Who may not change a row
  // sees it unlocked: the policy hides it from `for update` only.
  if (lock) await sql`select from commitment where id = any (${[...ids]}::uuid[]) order by id for update`.execute(trx)
  const { rows } = await sql<CommitmentRow & StoredColumns>`
    select ${COMMITMENT_COLUMNS}, ${STORED_COLUMNS}
    from commitment c join document d on d.id = c.document_id
    where c.id = any (${[...ids]}::uuid[])`.execute(trx)
  return new Map(rows.map((row) => [row.id, storedOf(row)]))
}

/** All commitments of a document, replaced and lost ones included, in text order. */
export async function loadDocumentCommitments(trx: Trx, documentId: string): Promise<StoredCommitment[]> {
  const { rows } = await sql<CommitmentRow & StoredColumns>`
    select ${COMMITMENT_COLUMNS}, ${STORED_COLUMNS}
    from commitment c join document d on d.id = c.document_id
    where c.document_id = ${documentId} order by c.sort_key, c.id`.execute(trx)
  return rows.map(storedOf)
}

interface StoredColumns {
  ordinal: number
  home: string
  owner: string
  visibility: string
  withdrawn_for: string | null
}
const STORED_COLUMNS: RawBuilder<StoredColumns> = sql`
  d.ordinal, c.home_jurisdiction as home, c.owner_organization_id as owner, c.visibility,
  d.withdrawn_reason as withdrawn_for`

function storedOf(row: CommitmentRow & StoredColumns): StoredCommitment {
  const { ordinal, home, owner, visibility, document_id, withdrawn_for } = row
  const of = { documentId: document_id, ordinal, home, owner, visibility, withdrawnFor: withdrawn_for }
  return { commitment: commitmentOf(row), ...of }
}

export interface NewCommitment {
  id: string
  image: CommitmentImage
}

/** Adds commitments of one document with their responsibilities. */
export async function insertCommitments(trx: Trx, home: Home, commitments: readonly NewCommitment[]): Promise<void> {
  await insertRows(
    trx,
    'commitment',
    commitments.map(({ id, image }) => ({
      home_jurisdiction: home.home,
      id,
      revision: 1,
      document_id: home.documentId,
      owner_organization_id: home.owner,
      visibility: home.visibility,
      created_at: 'now',
      updated_at: 'now',
      ...columnsOf(image, home.ordinal),
    })),
  )
  await insertResponsibilities(trx, home.home, commitments)
}

/** Writes the images over what stands; each row's revision goes up by one. Responsibilities are replaced where told. */
export async function saveImages(
  trx: Trx,
  changed: readonly { stored: StoredCommitment; image: CommitmentImage; unitsChanged: boolean }[],
): Promise<void> {
  if (changed.length === 0) return
  const rows = changed.map(({ stored, image }) => ({
    home_jurisdiction: stored.home,
    id: stored.commitment.id,
    ...columnsOf(image, stored.ordinal),
  }))
  const columns = Object.keys(columnsOf(changed[0]?.image as CommitmentImage, 1))
  const assignments = sql.join(columns.map((column) => sql`${sql.ref(column)} = changed.${sql.ref(column)}`))
  const { numAffectedRows } = await sql`
    update commitment c set ${assignments}, revision = c.revision + 1, updated_at = now()
    from json_populate_recordset(null::commitment, ${jsonOf(rows)}::json) changed
    where c.home_jurisdiction = changed.home_jurisdiction and c.id = changed.id`.execute(trx)
  if (Number(numAffectedRows) !== changed.length) {
    throw new Error(`${changed.length} commitments were to be written, the database let ${numAffectedRows} through.`)
  }
  const renewed = changed.filter(({ unitsChanged }) => unitsChanged)
  if (renewed.length === 0) return
  const ids = renewed.map(({ stored }) => stored.commitment.id)
  await sql`delete from responsibility where commitment_id = any (${ids}::uuid[])`.execute(trx)
  for (const [home, group] of Map.groupBy(renewed, ({ stored }) => stored.home)) {
    await insertResponsibilities(
      trx,
      home,
      group.map(({ stored, image }) => ({ id: stored.commitment.id, image })),
    )
  }
}

function columnsOf(image: CommitmentImage, ordinal: number) {
  return {
    version: image.version,
    kind: image.kind,
    state: image.state,
    current: image.current,
    title: image.title,
    text: image.text,
    span_start: image.span[0],
    span_end: image.span[1],
    provision: image.provision.address,
    provision_label: image.provision.label,
    chapter: image.chapter.address,
    chapter_label: image.chapter.label,
    sort_key: sortKeyOf(ordinal, image.span[0]),
    responsibilities: image.responsibilities,
    roles: rolesOf(image.responsibilities),
    open: image.open,
    deadline_on: image.deadline?.date ?? null,
    deadline: image.deadline,
    target: image.target,
    project: image.project,
    edited: image.edited,
    review: image.review,
    confirmed: image.confirmed,
  }
}

async function insertResponsibilities(trx: Trx, home: string, commitments: readonly NewCommitment[]): Promise<void> {
  await insertRows(
    trx,
    'responsibility',
    commitments.flatMap(({ id, image }) =>
      image.responsibilities.map((named, seq) => ({
        home_jurisdiction: home,
        commitment_id: id,
        seq,
        kind: named.kind,
        printed: named.printed,
        role: named.role,
        organization_id: named.organization?.id ?? null,
        today: named.today.map((organization) => organization.id),
        span_start: named.span?.[0] ?? null,
        span_end: named.span?.[1] ?? null,
        inherited_from: named.inheritedFrom,
      })),
    ),
  )
}

/** Records what the machine found in a version, and which commitment each find became. */
export async function insertExtractions(
  trx: Trx,
  documentId: string,
  version: number,
  found: readonly { commitmentId: string; image: CommitmentImage }[],
): Promise<void> {
  await insertRows(
    trx,
    'extraction',
    found.map(({ commitmentId, image }, seq) => ({
      document_id: documentId,
      version,
      seq,
      commitment_id: commitmentId,
      found: foundOf(image),
    })),
  )
}
