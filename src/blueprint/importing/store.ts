import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { CLOCK_NOW, momentText, type Trx } from '../../platform/database/index.ts'
import { awaitTurn, cutList } from '../../platform/http/index.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import type { Import, ImportList, Settings } from '../schemas/imports.ts'
import type { Reading } from './types.ts'

const COLUMNS = sql`i.id, i.file_name as "fileName", i.sha256, i.bytes, i.state, i.settings, i.progress, i.problem,
  i.layer_id as "layerId", (select r.number from blueprint_revision r where r.id = i.revision_id) as revision,
  ${momentText('i.at')} as at`

/** Uploads of the actor, the newest first. */
export async function listImports(trx: Trx): Promise<ImportList> {
  const { rows } = await sql<ImportList['items'][number] & { total: number }>`
    select ${COLUMNS}, count(*) over () as total from blueprint_import i order by i.at desc, i.id limit 50`.execute(trx)
  return cutList(rows)
}

/** What only the server itself asks of an upload: which reading it is, and whether nobody seems to read it any more. */
interface Inner {
  reading: number
  isStale: boolean
}

/** @throws Refusal import_not_found */
export async function findImport(trx: Trx, id: string): Promise<Import & Inner> {
  const { rows } = await sql<Import & Inner>`
    select ${COLUMNS}, i.found - 'preview' as found, i.reading,
      i.state = 'reading' and i.updated_at < clock_now() - interval '2 minutes' as "isStale"
    from blueprint_import i where i.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.importNotFound(id)
  return found
}

/** The same, for whoever is about to change it: who does so already is waited for. @throws Refusal import_not_found */
export async function importInTurn(trx: Trx, id: string): Promise<Import & Inner> {
  await awaitTurn(trx, 'blueprint_import', id)
  return findImport(trx, id)
}

/** What an upload looks like on the map. @throws Refusal import_not_found, import_not_ready */
export async function importPreview(trx: Trx, id: string): Promise<object> {
  const { rows } = await sql<{ preview: object | null; state: string }>`
    select i.found -> 'preview' as preview, i.state from blueprint_import i where i.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.importNotFound(id)
  if (!found.preview) throw refusals.importNotReady(found.state)
  return found.preview
}

/** Notes an upload that is about to be read. */
export async function addImport(
  trx: Trx,
  actor: Actor,
  upload: { id: string; fileName: string; sha256: string; bytes: number; settings: Settings },
): Promise<void> {
  await trx
    .insertInto('blueprint_import')
    .values({
      id: upload.id,
      file_name: upload.fileName,
      sha256: upload.sha256,
      bytes: upload.bytes,
      settings: JSON.stringify(upload.settings),
      layer_id: null,
      revision_id: null,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
}

/**
 * Begins another reading with other settings; one that still runs is no longer waited for.
 * @throws Refusal import_not_found, import_not_ready
 */
export async function rereadImport(trx: Trx, id: string, settings: Settings): Promise<number> {
  const { state } = await importInTurn(trx, id)
  if (state === 'applied') throw refusals.importNotReady(state)
  const { reading } = await trx
    .updateTable('blueprint_import')
    .set(({ eb }) => ({
      state: 'reading',
      settings: JSON.stringify(settings),
      progress: null,
      found: null,
      problem: null,
      reading: eb('reading', '+', 1),
      updated_at: CLOCK_NOW,
    }))
    .where('id', '=', id)
    .returning('reading')
    .executeTakeFirstOrThrow()
  return reading
}

/** What a reading came to; one that was overtaken by another is dropped. */
export type Outcome =
  | { state: 'ready'; found: Reading }
  | { state: 'refused'; problem: { code: string; detail: string; facts: object } }

export async function endReading(trx: Trx, id: string, reading: number, outcome: Outcome): Promise<void> {
  await trx
    .updateTable('blueprint_import')
    .set({
      state: outcome.state,
      progress: null,
      found: outcome.state === 'ready' ? JSON.stringify(outcome.found) : null,
      problem: outcome.state === 'refused' ? JSON.stringify(outcome.problem) : null,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', id)
    .where('reading', '=', reading)
    .where('state', '=', 'reading')
    .execute()
}

export async function noteProgress(trx: Trx, id: string, reading: number, progress: object): Promise<void> {
  await trx
    .updateTable('blueprint_import')
    .set({ progress: JSON.stringify(progress), updated_at: CLOCK_NOW })
    .where('id', '=', id)
    .where('reading', '=', reading)
    .where('state', '=', 'reading')
    .execute()
}

export async function markApplied(trx: Trx, id: string, layerId: string, revisionId: number): Promise<void> {
  await trx
    .updateTable('blueprint_import')
    .set({ state: 'applied', layer_id: layerId, revision_id: revisionId, updated_at: CLOCK_NOW })
    .where('id', '=', id)
    .execute()
}
