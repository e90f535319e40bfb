import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { createTasks, type NewTask, type OwnProgramme, reassign, recordEvent } from '../tasks/index.ts'
import type { PreparedImport } from './prepare.ts'
import { ledgerRefusals } from './refusals.ts'
import { type KnownTask, type LedgerChange, recordImport, saveTexts } from './store.ts'

export interface Imported {
  id: string
  added: number
  changed: number
  unchanged: number
}

/**
 * Imports what was prepared, all of it or nothing: new rows are dispatched, changed ones changed, the others left alone.
 * The same file again changes nothing.
 * @throws Refusal ledger_rows_unfit, ledger_tasks_closed
 */
export async function applyImport(
  trx: Trx,
  actor: Actor,
  programme: OwnProgramme,
  prepared: PreparedImport,
  file: { name: string; sha256: string },
  now: Date,
): Promise<Imported> {
  const { errors, planned, mapping } = prepared
  if (errors.length > 0) throw ledgerRefusals.rowsUnfit(errors)
  const fresh = planned.filter(({ known }) => known === null)
  const changed = planned.filter(({ known, changes }) => known !== null && changes.length > 0)
  const closed = changed.filter(({ known }) => known?.state === 'closed' || known?.state === 'retired')
  if (closed.length > 0) throw ledgerRefusals.tasksClosed(closed.map(({ row }) => row))
  await createTasks(
    trx,
    actor,
    programme,
    fresh.map(({ task }) => task),
    now,
  )
  for (const { task, known, changes } of changed) {
    if (!known) continue
    const words = changes.filter((field) => field !== 'units')
    if (words.length > 0) {
      await saveTexts(trx, known.id, task, words, now)
      const [before, after] = [wordsOf(known, words), wordsOf(task, words)]
      await recordEvent(trx, actor, known.id, 'amended', { reason: file.name, changes, before, after })
      await appendAudit(trx, { ...AMENDED, subjectId: known.id, before, after: { ...after, reason: file.name } })
    }
    if (changes.includes('units')) await reassign(trx, actor, known.id, task.units, now)
  }
  const counts = {
    added: fresh.length,
    changed: changed.length,
    unchanged: planned.length - fresh.length - changed.length,
  }
  const id = await recordImport(trx, actor, {
    programmeId: programme.id,
    fileName: file.name,
    sha256: file.sha256,
    mapping,
    ...counts,
  })
  await appendAudit(trx, {
    action: 'ledger.import',
    subjectKind: 'programme',
    subjectId: programme.id,
    after: { id, ...counts },
  })
  await announce(trx, 'delivery.ledger_imported', { programmeId: programme.id, ...counts })
  return { id, ...counts }
}

const AMENDED = { action: 'delivery.amend_task', subjectKind: 'task' } as const

/** What stands in these fields: what is written over stays readable on the timeline and in the audit log. */
const wordsOf = (task: KnownTask | NewTask, fields: readonly LedgerChange[]) =>
  Object.fromEntries(
    fields.map((field) => {
      const key = field === 'chapter' || field === 'provision' ? (`${field}Label` as const) : field
      return [field, (task as Partial<Record<typeof key, unknown>>)[key] ?? null]
    }),
  )
