import { Cover } from './cover.ts'
import type { DerivedCommitment, DerivedResponsibility } from './derived.ts'
import { explains, obliges } from './obligation.ts'
import type { ResponsibilityEntry, Role, Span } from './parsing/types.ts'
import type { PlanText } from './planText.ts'
import { trimmed } from './sentences.ts'
import { firstClause, shortened } from './titles.ts'

const OPENING_BRACKETS = '(（[【〔［'

export interface AssignedTask {
  commitment: DerivedCommitment
  /** The text and the assignment itself: what lies in it is covered by the assignment. */
  reach: Span
}

export function assignedTasks(document: PlanText): AssignedTask[] {
  const { text } = document.parsed
  const entries = document.parsed.responsibilities.toSorted((a, b) => a.span[0] - b.span[0])
  const perProvision = new Map<string, number>()
  const tasks: { provision: string; span: Span; entries: ResponsibilityEntry[]; row: boolean; trailing: boolean }[] = []
  let previousEnd = 0
  for (const entry of entries) {
    const row = document.lines.rowAround(entry.span)
    const last = tasks.at(-1)
    let span: Span
    if (row) {
      span = row
      if (last?.row && last.span[0] === row[0]) {
        last.entries.push(entry)
        continue
      }
    } else if (isTrailing(text, entry)) {
      const node = document.nodes.get(entry.provision)
      const from = Math.max(previousEnd, node?.span[1] ?? document.lines.startOf(entry.span[0]))
      span = withoutOpening(text, [from, entry.span[0]])
      // A heading with nothing behind it is itself what is to be done.
      if (isEmpty(text, span) && node && node.span[0] >= previousEnd) {
        span = withoutOpening(text, [node.span[0], Math.max(node.span[0], Math.min(node.span[1], entry.span[0]))])
      }
      const nothingBetween = isEmpty(text, span)
      if (nothingBetween) {
        // 牵头单位：… on one line and 配合单位：… on the next speak of the same task.
        if (last && last.entries.at(-1)?.provision === entry.provision) {
          last.entries.push(entry)
          previousEnd = entry.span[1]
        } else
          tasks.push({ provision: entry.provision, span: entry.span, entries: [entry], row: false, trailing: false })
        continue
      }
    } else {
      span = document.sentenceAround(entry.span)
      if (last && !last.row && last.span[0] === span[0]) {
        last.entries.push(entry)
        continue
      }
    }
    previousEnd = Math.max(previousEnd, entry.span[1])
    tasks.push({
      ...{ provision: entry.provision, span, entries: [entry] },
      row: row !== null,
      trailing: row === null && isTrailing(text, entry),
    })
    perProvision.set(entry.provision, (perProvision.get(entry.provision) ?? 0) + 1)
  }

  return tasks.map((task, index) => {
    const ends = task.entries.map((entry) => entry.span[1])
    const reach: Span = [task.span[0], Math.max(task.span[1], ...ends)]
    const content = task.row ? contentOfRow(document, task, tasks[index - 1]) : null
    const span = content?.span ?? task.span
    const read = document.reader.read(span)
    const heading = document.nodes.get(task.provision)?.title ?? ''
    const isOnlyTask = perProvision.get(task.provision) === 1 && task.trailing
    return {
      reach,
      commitment: {
        kind: 'task',
        title: content?.title ?? (isOnlyTask && heading ? shortened(heading) : firstClause(read)),
        text: read,
        span,
        provision: task.provision,
        chapter: document.chapterOf(task.provision),
        responsibilities: distinct(task.entries.flatMap(namedBy)),
        open: task.entries.some((entry) => entry.open),
        deadline: document.deadlineWithin(reach),
        target: null,
        project: null,
      },
    }
  })
}

/** Provisions at the end of their branch that oblige and that no assignment reaches. */
export function* unassignedTasks(document: PlanText, assigned: Cover): Iterable<DerivedCommitment> {
  const parents = new Set(document.parsed.outline.map((node) => node.parent))
  const explaining = new Set<string>()
  for (const node of document.parsed.outline) {
    if (explains(node.title) || (node.parent !== null && explaining.has(node.parent))) {
      explaining.add(node.id)
      continue
    }
    if (parents.has(node.id) || assigned.share(node.extent) > 0.5) continue
    if (document.lines.hasRow(node.extent)) continue
    const whole = assigned.share(node.extent) === 0
    for (const gap of assigned.gapsIn([node.span[1], node.extent[1]])) {
      const span = withoutOpening(document.parsed.text, gap)
      const read = document.reader.read(span)
      const sentences = [...document.sentences.within(span)]
      if (!sentences.some((sentence) => obliges(document.reader.read(sentence)))) continue
      yield {
        kind: 'task',
        title: (whole && shortened(node.title)) || firstClause(read),
        text: read,
        span,
        provision: node.id,
        chapter: document.chapterOf(node.id),
        responsibilities: [],
        open: false,
        deadline: document.deadlineWithin(span),
        target: null,
        project: null,
      }
    }
  }
}

function namedBy(entry: ResponsibilityEntry): DerivedResponsibility[] {
  return [
    ...entry.units.map((unit) => ({ kind: 'unit' as const, printed: unit.name, ...roleAndSpan(unit) })),
    ...entry.classes.map((named) => ({ kind: 'class' as const, printed: named.name, ...roleAndSpan(named) })),
  ]
}

const roleAndSpan = ({ role, span }: { role: Role; span: Span }) => ({ role, span, inheritedFrom: null })

/** The same unit in the same role counts once, at its first place. */
function distinct(responsibilities: readonly DerivedResponsibility[]): DerivedResponsibility[] {
  const seen = new Set<string>()
  return responsibilities.filter(({ kind, printed, role }) => {
    const key = `${kind}\n${printed}\n${role}`
    return !seen.has(key) && seen.add(key)
  })
}

/** Whether the units stand behind what they are to do: in a bracket, or on a line of their own that begins with a label. */
function isTrailing(text: string, entry: ResponsibilityEntry): boolean {
  const first = entry.quote.trimStart().charAt(0)
  if (OPENING_BRACKETS.includes(first)) return true
  const before = text.charAt(entry.span[0] - 1)
  if (before !== '' && OPENING_BRACKETS.includes(before)) return true
  return /^\s*(?:责任|牵头|配合|负责|参与|协办|主办|承办|实施|协同|参加)(?:单位|部门|主体)/u.test(entry.quote)
}

const isEmpty = (text: string, [start, end]: Span) => !/[\p{L}\p{N}]/u.test(text.slice(start, end))

/** A span without white space, without the bracket that opens behind it, and without what closes the one before. */
function withoutOpening(text: string, [start, end]: Span): Span {
  let to = end
  while (to > start && (OPENING_BRACKETS.includes(text.charAt(to - 1)) || text.charAt(to - 1).trim() === '')) to--
  let from = start
  while (from < to && ')）]】〕］。；;，,、'.includes(text.charAt(from))) from++
  return trimmed(text, [from, to])
}

function cellsOf(text: string, [start, end]: Span): Span[] {
  const cells: Span[] = []
  for (let from = start; from <= end; ) {
    const tab = text.indexOf('\t', from)
    const to = tab === -1 || tab > end ? end : tab
    cells.push([from, to])
    from = to + 1
  }
  return cells
}

/** Of a table row: the cells that say what is to be done, and the first of them that the row above does not repeat. */
function contentOfRow(
  document: PlanText,
  task: { span: Span; entries: readonly ResponsibilityEntry[] },
  above: { span: Span; row: boolean } | undefined,
): { span: Span; title: string } | null {
  const { text } = document.parsed
  const aboveCells = above?.row ? cellsOf(text, above.span).map(([start, end]) => text.slice(start, end)) : []
  const units = new Cover(task.entries.map((entry) => entry.span))
  const content = cellsOf(text, task.span).flatMap((cell, column) => {
    const words = text.slice(cell[0], cell[1]).trim()
    if (cell[1] > cell[0] && units.share(cell) > 0) return []
    if (words.length < 2 || !/\p{Script=Han}{2}/u.test(words)) return []
    const due = document.deadlineWithin(cell)
    if (due && due.quote.length > words.length / 2) return []
    return [{ cell, words, repeated: aboveCells[column]?.trim() === words }]
  })
  const first = content[0]
  const last = content.at(-1)
  if (!first || !last) return null
  const own = content.filter(({ repeated }) => !repeated)
  const titled = own[0] ?? last
  const from = own[0]?.cell[0] ?? first.cell[0]
  return { span: trimmed(text, [from, last.cell[1]]), title: firstClause(document.reader.read(titled.cell)) }
}
