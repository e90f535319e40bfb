import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import type { NewTask } from '../tasks/index.ts'
import type { Mapping } from './rules/mapping.ts'

/** What of a task a file can say anew. */
export type LedgerChange = 'title' | 'text' | 'measure' | 'chapter' | 'provision' | 'dueOn' | 'pace' | 'units'

/** A task of the programme that the file speaks of again. */
export interface KnownTask {
  id: string
  externalKey: string
  state: string
  title: string
  text: string
  measure: string
  chapterLabel: string
  provisionLabel: string
  dueOn: string | null
  pace: 'finite' | 'ongoing'
  units: { organizationId: string; role: string }[]
}

/** The programme's tasks by the numbers that their ledger gave them, or that their export did (`ledgerKey`). */
export async function knownTasks(trx: Trx, programmeId: string): Promise<ReadonlyMap<string, KnownTask>> {
  const { rows } = await sql<KnownTask>`
    select t.id, coalesce(t.external_key, t.number || '#' || left(t.id::text, 8)) as "externalKey", t.state, t.title, t.text, t.measure, t.chapter_label as "chapterLabel",
      t.provision_label as "provisionLabel", t.due_on::text as "dueOn", t.pace,
      coalesce((select json_agg(json_build_object('organizationId', a.organization_id, 'role', a.role))
        from task_assignment a where a.task_id = t.id and a.ended_on is null), '[]') as units
    from task t where t.programme_id = ${programmeId}::uuid`.execute(trx)
  return new Map(rows.map((row) => [row.externalKey, row]))
}

/**
 * Writes what the file says anew of a task that is known; what it is silent about stays. Who answers for the task is
 * changed by the tasks' own rules.
 */
export async function saveTexts(
  trx: Trx,
  id: string,
  task: NewTask,
  changes: readonly LedgerChange[],
  now: Date,
): Promise<void> {
  const columns = {
    title: { title: task.title },
    text: { text: task.text },
    measure: { measure: task.measure ?? '' },
    chapter: { chapter: task.chapter ?? '', chapter_label: task.chapterLabel ?? '' },
    provision: { provision_label: task.provisionLabel ?? '' },
    dueOn: { due_on: task.dueOn ?? null },
    pace: { pace: task.pace ?? 'finite' },
    units: {},
  } satisfies Record<LedgerChange, object>
  const saved = await trx
    .updateTable('task')
    .set({
      ...Object.assign({}, ...changes.map((change) => columns[change])),
      revision: sql`revision + 1`,
      updated_at: now,
    })
    .where('id', '=', id)
    .where('state', 'not in', ['closed', 'retired'])
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) throw httpRefusals.overtaken() // signed off in the meantime
}

export async function recordImport(
  trx: Trx,
  actor: Actor,
  facts: {
    programmeId: string
    fileName: string
    sha256: string
    mapping: Mapping
    added: number
    changed: number
    unchanged: number
  },
): Promise<string> {
  const id = randomUUID()
  await trx
    .insertInto('ledger_import')
    .values({
      id,
      programme_id: facts.programmeId,
      file_name: facts.fileName,
      sha256: facts.sha256,
      mapping: JSON.stringify(facts.mapping),
      added: facts.added,
      changed: facts.changed,
      unchanged: facts.unchanged,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
  return id
}
