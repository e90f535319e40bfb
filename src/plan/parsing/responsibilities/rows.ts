import type { Column } from '../tables.ts'
import type { Role, Span } from '../types.ts'
import { type Context, draftEntry, type EntryDraft } from './entry.ts'
import { fold } from './fold.ts'
import { findLeadRule } from './leadRule.ts'
import { LABEL, labelRole } from './markers.ts'
import { readPhrase } from './phrases.ts'

/** Reads the unit columns of task tables: one entry for each row that names somebody. */
export function findRows(context: Context): EntryDraft[] {
  const { tables, view } = context.input
  const found: EntryDraft[] = []
  const inTables = new Set<number>()
  for (const table of tables) {
    inTables.add(table.header)
    const roles = table.columns.map(roleOfColumn)
    if (!roles.some((role) => role !== null)) continue
    for (const row of table.rows) {
      inTables.add(row.line)
      const entry = readCells(context, row.cells, (index) => roles[index] ?? null)
      if (entry) found.push(entry)
    }
  }
  // Forms of two columns: 牵头单位 | 省发展改革委.
  for (let i = 0; i < view.lines.length; i++) {
    const line = view.lines[i]
    if (!line?.cells || line.cells.length < 2 || line.cells.length > 6 || inTables.has(i)) continue
    const labels = line.cells.map(([start, end]) =>
      end - start <= 14 && end > start ? labelOf(view.plain.slice(start, end)) : null,
    )
    if (!labels.some((role) => role !== null)) continue
    const entry = readCells(context, line.cells, (index) =>
      labels[index] === null ? (labels[index - 1] ?? null) : null,
    )
    if (entry) found.push(entry)
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Role of the names in a column; 责任单位(列首位的为牵头单位) names no leads but says by rank who leads. */
function roleOfColumn({ meaning, heading }: Column): Role | null {
  if (meaning !== 'lead' && meaning !== 'participant' && meaning !== 'responsible') return null
  return findLeadRule(heading) ? 'responsible' : meaning
}

/** Role of a cell that is nothing but a label. */
function labelOf(cell: string): Role | null {
  const text = `${cell.replace(/[\s::]/g, '')}:`
  LABEL.lastIndex = 0
  const match = LABEL.exec(text)
  if (match?.index !== 0 || match[0].length !== text.length) return null
  const role = labelRole(match[0])
  return role === 'skip' ? null : role
}

function readCells(
  context: Context,
  cells: readonly Span[],
  roleAt: (index: number) => Role | null,
): EntryDraft | null {
  const { plain } = context.input.view
  const parts: { role: Role; entry: EntryDraft }[] = []
  for (let index = 0; index < cells.length; index++) {
    const role = roleAt(index)
    const cell = cells[index]
    if (role === null || !cell || cell[1] - cell[0] < 2 || cell[1] - cell[0] > 2000) continue
    const folded = fold(plain, cell[0], cell[1])
    const entry = draftEntry(readPhrase(folded.text, 0, folded.text.length, role), folded, cell, 'label', context, true)
    if (entry) parts.push({ role, entry })
  }
  const first = parts[0]
  if (!first) return null
  return {
    start: first.entry.start,
    end: Math.max(...parts.map((part) => part.entry.end)),
    drafts: parts.flatMap((part) => part.entry.drafts),
    open: parts.some((part) => part.entry.open),
    list: true,
    findings: parts.flatMap((part) => part.entry.findings),
  }
}
