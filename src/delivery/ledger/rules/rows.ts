import { createHash } from 'node:crypto'
import { isClean, visible } from '../../../platform/http/index.ts'
import { FIELDS, type Field } from './fields.ts'
import type { Mapping } from './mapping.ts'
import type { LedgerRow } from './table.ts'
import { deadlineIn, isOngoing, unitsIn } from './values.ts'

/** A row as a task, its units still names. */
export interface LedgerTask {
  row: number
  /** Tells the task again at the next import: the file's own number of it, else what it says. */
  externalKey: string
  chapter: string
  title: string
  text: string
  measure: string
  provision: string
  lead: string[]
  participants: string[]
  responsible: string[]
  dueOn: string | null
  pace: 'finite' | 'ongoing'
}

export type RowErrorCode =
  | 'missing'
  | 'too_long'
  | 'text_unclean'
  | 'date_unreadable'
  | 'pace_unreadable'
  | 'key_twice'
  | 'unit_unknown'
  | 'unit_ambiguous'
  | 'unit_twice'
  | 'no_unit'

/** What is wrong with one cell: where it is, what stands there, what was expected. */
export interface RowError {
  row: number
  /** Heading of the column as the file has it. */
  column: string
  field: Field
  code: RowErrorCode
  found: string
}

const LONGEST: Partial<Record<Field, number>> = {
  externalKey: 100,
  chapter: 200,
  title: 500,
  text: 20_000,
  measure: 2000,
  provision: 500,
}

/** Reads every row by the mapping; all that is wrong with the whole file, not only the first of it. */
export function readRows(
  rows: readonly LedgerRow[],
  headings: readonly string[],
  mapping: Mapping,
): { tasks: LedgerTask[]; errors: RowError[] } {
  const errors: RowError[] = []
  const tasks: LedgerTask[] = []
  const rowOfKey = new Map<string, number>()
  for (const row of rows) {
    const cell = (field: Field) => row.cells[mapping[field] ?? -1] ?? ''
    const fail = (field: Field, code: RowErrorCode, found = cell(field)) =>
      errors.push({
        row: row.number,
        column: headings[mapping[field] ?? -1] ?? '',
        field,
        code,
        found: found.slice(0, 200),
      })
    for (const [field, most] of Object.entries(LONGEST) as [Field, number][]) {
      if (cell(field).length > most) fail(field, 'too_long')
    }
    for (const field of FIELDS) if (!isClean(cell(field), 'prose')) fail(field, 'text_unclean', visible(cell(field)))
    const task = readTask(row.number, cell, fail)
    const first = rowOfKey.get(task.externalKey)
    if (first !== undefined)
      fail(mapping.externalKey === undefined ? 'title' : 'externalKey', 'key_twice', `${task.externalKey} (${first})`)
    rowOfKey.set(task.externalKey, first ?? row.number)
    tasks.push(task)
  }
  return { tasks, errors }
}

function readTask(
  row: number,
  cell: (field: Field) => string,
  fail: (field: Field, code: RowErrorCode, found?: string) => void,
): LedgerTask {
  const title = cell('title')
  if (title === '') fail('title', 'missing')
  const units = {
    lead: unitsIn(cell('lead')),
    participants: unitsIn(cell('participants')),
    responsible: unitsIn(cell('responsible')),
  }
  if (units.lead.length + units.responsible.length === 0) fail('lead', 'no_unit', '')
  const seen = new Set<string>()
  for (const field of ['lead', 'responsible', 'participants'] as const) {
    for (const name of units[field]) {
      if (seen.has(name)) fail(field, 'unit_twice', name)
      seen.add(name)
    }
  }
  const { dueOn, pace } = readTime(cell, fail)
  const text = cell('text') || title
  return {
    row,
    externalKey: cell('externalKey') || keyOf(title, text),
    chapter: cell('chapter'),
    title,
    text,
    measure: cell('measure'),
    provision: cell('provision'),
    ...units,
    dueOn,
    pace,
  }
}

function readTime(
  cell: (field: Field) => string,
  fail: (field: Field, code: RowErrorCode) => void,
): Pick<LedgerTask, 'dueOn' | 'pace'> {
  const due = cell('dueOn')
  const pace = cell('pace')
  const endless = isOngoing(due) || isOngoing(pace)
  if (pace !== '' && !isOngoing(pace) && !/^(?:限期(?:完成)?|阶段性(?:任务)?|一次性|年度(?:任务)?|当年)$/u.test(pace))
    fail('pace', 'pace_unreadable')
  if (due === '' || isOngoing(due)) return { dueOn: null, pace: endless ? 'ongoing' : 'finite' }
  const dueOn = deadlineIn(due)
  if (dueOn === null) fail('dueOn', 'date_unreadable')
  return { dueOn, pace: endless ? 'ongoing' : 'finite' }
}

/** Where the file has no number of its own, a task is known again by its words. */
function keyOf(title: string, text: string): string {
  return `#${createHash('sha256').update(`${title}\n${text}`).digest('hex').slice(0, 24)}`
}
