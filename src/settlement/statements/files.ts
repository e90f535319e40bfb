import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { isUuid } from '../../platform/http/index.ts'
import { statementRefusals as refusals } from './refusals.ts'
import type { NewObjection, StatementFile } from './schemas.ts'
import { findStatement } from './store.ts'

/** A file in the file store that is to be kept with a statement. */
export interface NewFile {
  name: string
  mediaType: string
  bytes: number
  sha256: string
}

/**
 * Files come from the parties, while a statement is open.
 * @throws Refusal statement_not_party, statement_state_unfit, statement_files_enough
 */
export async function expectGiver(trx: Trx, actor: Actor, statementId: string): Promise<void> {
  await sql`select actor_must('statement.sign')`.execute(trx)
  const { parties, state } = await findStatement(trx, statementId)
  if (!parties.some(({ organization }) => organization?.id === actor.organizationId)) throw refusals.notParty()
  if (state !== 'open') throw refusals.stateUnfit(state)
  const { rows } = await sql<{ given: number }>`select count(*)::integer as given from statement_file
    where statement_id = ${statementId}::uuid and organization_id = ${actor.organizationId}::uuid`.execute(trx)
  if ((rows[0]?.given ?? 0) >= MOST_FILES) throw refusals.filesEnough(MOST_FILES)
}

/** Files of one party to one statement. */
const MOST_FILES = 20

/** Keeps a file; nobody but its giver sees it until an objection names it. */
export async function addFile(trx: Trx, actor: Actor, statementId: string, file: NewFile): Promise<StatementFile> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`statement files ${statementId}`}, 0))`.execute(trx)
  await expectGiver(trx, actor, statementId)
  const id = randomUUID()
  const { name, mediaType, bytes, sha256 } = file
  await trx
    .insertInto('statement_file')
    .values({
      ...{ id, statement_id: statementId, sha256, name, media_type: mediaType, bytes },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
  const line = { subjectKind: 'statement', subjectId: statementId, after: { fileId: id, name, sha256 } }
  await appendAudit(trx, { action: 'settlement.add_file', ...line })
  return { id, name, mediaType, bytes }
}

/** @throws Refusal statement_file_unknown */
export async function findFile(trx: Trx, id: string): Promise<StatementFile & { sha256: string }> {
  const { rows } = await sql<StatementFile & { sha256: string }>`
    select f.id, f.name, f.media_type as "mediaType", f.bytes, f.sha256 from statement_file f
    where f.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.fileUnknown(id)
  return found
}

/** Files that an objection names are its giver's, and of this statement. @throws Refusal statement_file_unknown */
export async function expectFiles(
  trx: Trx,
  actor: Pick<Actor, 'organizationId'>,
  statementId: string,
  evidence: NewObjection['evidence'],
): Promise<void> {
  for (const { kind, id = '' } of evidence) {
    if (kind !== 'file') continue
    if (!isUuid(id)) throw refusals.fileUnknown(id)
    const { rows } = await sql`
      select from statement_file f where f.id = ${id}::uuid and f.statement_id = ${statementId}::uuid
        and f.organization_id = ${actor.organizationId}::uuid`.execute(trx)
    if (rows.length === 0) throw refusals.fileUnknown(id)
  }
}
