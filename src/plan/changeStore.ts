import { type Selectable, sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { insertRows } from './rows.ts'
import type { Change, ChangeKind } from './schemas.ts'
import type { CommitmentChangeTable, CommitmentImage } from './tables.ts'

/** What a change keeps of a commitment; `carried` says how a new version of its document took it over. */
export type ChangedImage = Partial<CommitmentImage> & {
  carried?: { how: 'same' | 'moved' | 'changed'; similarity: number }
}

export interface NewChange {
  commitmentId: string
  kind: ChangeKind
  before: ChangedImage | null
  after: ChangedImage | null
  /** Of the document, for carry and drop. */
  version?: number
  undoes?: string
}

/** Records one act: the same id, signature and reason for all commitments it touched. */
export async function insertChanges(
  trx: Trx,
  actor: Actor,
  act: { id: string; documentId: string; reason: string | null },
  changes: readonly NewChange[],
): Promise<void> {
  await insertRows(
    trx,
    'commitment_change',
    changes.map(({ commitmentId, kind, before, after, version = null, undoes = null }) => ({
      id: act.id,
      commitment_id: commitmentId,
      document_id: act.documentId,
      kind,
      at: 'now',
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
      reason: act.reason,
      before,
      after,
      undoes,
      version,
    })),
  )
}

export interface StoredChange extends NewChange {
  id: string
  documentId: string
  userId: string
  userName: string
  organizationId: string
  seq: number
}

/** All rows of one act, in order. */
export async function loadAct(trx: Trx, id: string): Promise<StoredChange[]> {
  const rows = await trx.selectFrom('commitment_change').selectAll().where('id', '=', id).orderBy('seq').execute()
  return rows.map(storedOf)
}

function storedOf(row: Selectable<CommitmentChangeTable>): StoredChange {
  return {
    id: row.id,
    commitmentId: row.commitment_id,
    kind: row.kind,
    before: row.before,
    after: row.after,
    documentId: row.document_id,
    userId: row.user_id,
    userName: row.user_name,
    organizationId: row.organization_id,
    seq: row.seq,
    ...(row.version === null ? {} : { version: row.version }),
    ...(row.undoes === null ? {} : { undoes: row.undoes }),
  }
}

/** The undo of an act, if it was undone and that undo was not undone in turn. */
export async function undoOf(trx: Trx, id: string): Promise<string | null> {
  const row = await trx
    .selectFrom('commitment_change as undo')
    .select('undo.id')
    .where('undo.undoes', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('commitment_change as redo').select('redo.id').whereRef('redo.undoes', '=', 'undo.id'))),
    )
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** What happened to these commitments after a place in the sequence, in order. */
export async function laterChanges(trx: Trx, commitmentIds: readonly string[], seq: number): Promise<StoredChange[]> {
  const rows = await trx
    .selectFrom('commitment_change')
    .selectAll()
    .where('commitment_id', '=', sql<string>`any(${[...commitmentIds]}::uuid[])`)
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute()
  return rows.map(storedOf)
}

/** A commitment's changes, newest first. */
export async function historyOf(trx: Trx, commitmentId: string): Promise<Change[]> {
  const rows = await trx
    .selectFrom('commitment_change as c')
    .selectAll('c')
    .select(sql<string | null>`(select u.id from commitment_change u where u.undoes = c.id limit 1)`.as('undone_by'))
    .where('c.commitment_id', '=', commitmentId)
    .orderBy('c.seq', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    by: {
      userId: row.user_id,
      userName: row.user_name,
      organizationId: row.organization_id,
      organizationName: row.organization_name,
    },
    reason: row.reason,
    before: row.before,
    after: row.after,
    undoes: row.undoes,
    undoneBy: row.undone_by,
  }))
}
