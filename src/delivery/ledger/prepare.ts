import type { SourceText } from '../../plan/reading/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import type { NewTask, OwnProgramme } from '../tasks/index.ts'
import { ledgerRefusals } from './refusals.ts'
import { guessMapping, type Mapping, mappingProblem } from './rules/mapping.ts'
import { type LedgerTask, type RowError, readRows } from './rules/rows.ts'
import { type LedgerTable, ledgerTables } from './rules/table.ts'
import { type KnownTask, knownTasks, type LedgerChange } from './store.ts'
import { jurisdictionOfProgramme, type NamedUnit, unitsOfLedger } from './units.ts'

/** A row that will be a task, and what it is now. */
export interface PlannedTask {
  row: number
  task: NewTask
  /** Null: it is new. */
  known: KnownTask | null
  /** Fields that the file changes; empty where it says what is known already. */
  changes: LedgerChange[]
}

export interface PreparedImport {
  table: LedgerTable
  mapping: Mapping
  errors: RowError[]
  planned: PlannedTask[]
}

/**
 * What importing the file would do, with everything that is wrong with it. Nothing is changed.
 * @throws Refusal ledger_without_table, ledger_mapping_unfit
 */
export async function prepareImport(
  trx: Trx,
  programme: OwnProgramme,
  source: SourceText,
  { sheet, mapping: wanted, today }: { sheet?: string | undefined; mapping?: Mapping | undefined; today: string },
): Promise<PreparedImport> {
  const tables = ledgerTables(source)
  const table = sheet === undefined ? tables[0] : tables.find((one) => one.sheet === sheet)
  if (!table) throw ledgerRefusals.withoutTable()
  const headings = table.headings.cells
  const mapping = wanted ?? guessMapping(headings)
  const problem = mappingProblem(mapping, headings.length)
  if (problem && wanted) throw ledgerRefusals.mappingUnfit(problem.field, problem.why)
  if (problem) return { table, mapping, errors: [], planned: [] } // the person completes it
  const { tasks, errors } = readRows(table.rows, headings, mapping)
  const units = await unitsOfLedger(trx, tasks, await jurisdictionOfProgramme(trx, programme), today)
  errors.push(...unitErrors(tasks, units, headings, mapping))
  errors.sort((a, b) => a.row - b.row)
  if (errors.length > 0) return { table, mapping, errors, planned: [] }
  const known = await knownTasks(trx, programme.id)
  const planned = tasks.map((task) => plan(programme.id, task, units, known.get(task.externalKey) ?? null, mapping))
  return { table, mapping, errors, planned }
}

function unitErrors(
  tasks: readonly LedgerTask[],
  units: ReadonlyMap<string, NamedUnit>,
  headings: readonly string[],
  mapping: Mapping,
): RowError[] {
  const errors: RowError[] = []
  for (const task of tasks) {
    const seen = new Map<string, string>()
    for (const field of ['lead', 'responsible', 'participants'] as const) {
      for (const name of task[field]) {
        const unit = units.get(name)
        const at = { row: task.row, column: headings[mapping[field] ?? -1] ?? '', field }
        if (!unit || 'why' in unit) {
          const candidates = unit?.candidates.length ? `（${unit.candidates.slice(0, 5).join('、')}）` : ''
          errors.push({ ...at, code: unit?.why ?? 'unit_unknown', found: `${name}${candidates}` })
        } else if (seen.has(unit.organizationId)) {
          if (seen.get(unit.organizationId) === name) continue // said of the names already
          errors.push({ ...at, code: 'unit_twice', found: `${seen.get(unit.organizationId)}、${name}` })
        } else seen.set(unit.organizationId, name)
      }
    }
  }
  return errors
}

function plan(
  programmeId: string,
  row: LedgerTask,
  named: ReadonlyMap<string, NamedUnit>,
  known: KnownTask | null,
  mapping: Mapping,
): PlannedTask {
  const task: NewTask = {
    programmeId,
    origin: 'import',
    externalKey: row.externalKey,
    title: row.title,
    text: row.text,
    measure: row.measure,
    pace: row.pace,
    dueOn: row.dueOn,
    provisionLabel: row.provision,
    chapter: row.chapter,
    chapterLabel: row.chapter,
    units: unitsOf(row, named),
  }
  return { row: row.row, task, known, changes: known ? changesOf(task, known, mapping) : [] }
}

/** Where a row names no lead, the first unit that is responsible leads if others are with it, and answers alone if not. */
function unitsOf(
  { lead, responsible, participants }: LedgerTask,
  named: ReadonlyMap<string, NamedUnit>,
): NewTask['units'] {
  const idOf = (name: string) => {
    const unit = named.get(name)
    return unit && 'organizationId' in unit ? unit.organizationId : ''
  }
  const all = [
    ...lead.map((name) => ({ name, role: 'lead' as const })),
    ...responsible.map((name, index) => ({
      name,
      role: lead.length > 0 || index > 0 ? ('participant' as const) : ('responsible' as const),
    })),
    ...participants.map((name) => ({ name, role: 'participant' as const })),
  ]
  const [first] = all
  if (first && first.role === 'responsible' && all.length > 1) {
    return all.map(({ name, role }, index) => ({
      organizationId: idOf(name),
      printed: name,
      role: index === 0 ? 'lead' : role,
    }))
  }
  return all.map(({ name, role }) => ({ organizationId: idOf(name), printed: name, role }))
}

function changesOf(task: NewTask, known: KnownTask, mapping: Mapping): LedgerChange[] {
  const changes: LedgerChange[] = []
  if (task.title !== known.title) changes.push('title')
  if (mapping.text !== undefined && task.text !== known.text) changes.push('text')
  if (mapping.measure !== undefined && task.measure !== known.measure) changes.push('measure')
  if (mapping.chapter !== undefined && task.chapterLabel !== known.chapterLabel) changes.push('chapter')
  if (mapping.provision !== undefined && task.provisionLabel !== known.provisionLabel) changes.push('provision')
  if (mapping.dueOn !== undefined && task.dueOn !== known.dueOn) changes.push('dueOn')
  if ((mapping.pace !== undefined || mapping.dueOn !== undefined) && task.pace !== known.pace) changes.push('pace')
  const list = (units: readonly { organizationId: string; role: string }[]) =>
    units
      .map(({ organizationId, role }) => `${organizationId} ${role}`)
      .sort()
      .join()
  if (list(task.units) !== list(known.units)) changes.push('units')
  return changes
}
