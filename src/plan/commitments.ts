import { Cover } from './cover.ts'
import type { DerivedCommitment, DerivedResponsibility } from './derived.ts'
import type { Comparator, ParsedDocument, Span } from './parsing/types.ts'
import { PlanText } from './planText.ts'
import type { CommitmentKind } from './schemas.ts'
import { type AssignedTask, assignedTasks, unassignedTasks } from './tasks.ts'

/**
 * What a plan obliges, as the officials who must account for it see it.
 * - A place that assigns units makes one task: the text that it governs. A bracket or line at the end (（责任单位：…）) governs
 *   everything since the last assignment of the same provision; an assignment within a sentence governs that sentence; a
 *   row of a task table is one task.
 * - A provision at the end of its branch that tells somebody to do something and that no assignment covers is a task
 *   nobody is named for. In a plan that assigns nobody these are all its tasks.
 * - Targets, projects, zones and mechanisms are commitments of their own; units of the task around them answer for them.
 * Pure, and linear but for sorting.
 */
export function deriveCommitments(parsed: ParsedDocument): DerivedCommitment[] {
  const document = new PlanText(parsed)
  const tasks = assignedTasks(document)
  const assigned = new Cover(tasks.map((task) => task.reach))
  const commitments: DerivedCommitment[] = tasks.map((task) => task.commitment)
  for (const task of unassignedTasks(document, assigned)) commitments.push(task)
  const heirs = new Heirs(tasks)
  for (const entry of parsed.targets) {
    commitments.push({
      ...document.part('target', titleOfTarget(entry), entry.span, entry.provision),
      ...heirs.of(entry.span, entry.provision),
      deadline: entry.year
        ? { date: `${entry.year}-12-31`, recurs: null, quote: `${entry.year}年`, span: null }
        : document.deadlineWithin(document.sentenceAround(entry.span)),
      target: {
        subject: entry.subject,
        comparator: entry.comparator,
        value: entry.value,
        unit: entry.unit,
        year: entry.year,
        damaged: entry.damaged === true,
      },
    })
  }
  for (const entry of once(parsed.projects)) {
    commitments.push({
      ...document.part('project', entry.name, entry.span, entry.provision),
      ...heirs.of(entry.span, entry.provision),
      project: { name: entry.name, stage: entry.stage, box: entry.box },
    })
  }
  for (const entry of once(parsed.zones)) {
    commitments.push({
      ...document.part('zone', entry.name, entry.span, entry.provision),
      ...heirs.of(entry.span, entry.provision),
    })
  }
  for (const entry of once(parsed.mechanisms)) {
    commitments.push({
      ...document.part('mechanism', entry.name, entry.span, entry.provision),
      ...heirs.of(entry.span, entry.provision),
    })
  }
  return commitments.sort((a, b) => a.span[0] - b.span[0] || KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind))
}

const KIND_ORDER: readonly CommitmentKind[] = ['task', 'target', 'project', 'zone', 'mechanism']

/** Finds the task whose units answer for something that names nobody itself. */
class Heirs {
  readonly #tasks: readonly AssignedTask[]
  readonly #byProvision = new Map<string, AssignedTask[]>()

  constructor(tasks: readonly AssignedTask[]) {
    this.#tasks = tasks.toSorted((a, b) => a.reach[0] - b.reach[0])
    for (const task of this.#tasks) {
      const siblings = this.#byProvision.get(task.commitment.provision)
      if (siblings) siblings.push(task)
      else this.#byProvision.set(task.commitment.provision, [task])
    }
  }

  of(span: Span, provision: string): { responsibilities: DerivedResponsibility[]; open: boolean } {
    const siblings = this.#byProvision.get(provision)
    const task = this.#around(span) ?? (siblings?.length === 1 ? siblings[0] : undefined)
    if (!task) return { responsibilities: [], open: false }
    return {
      responsibilities: task.commitment.responsibilities.map((named) => ({
        ...named,
        inheritedFrom: task.commitment.provision,
      })),
      open: task.commitment.open,
    }
  }

  #around([start, end]: Span): AssignedTask | undefined {
    let low = 0
    let high = this.#tasks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#tasks[middle]?.reach[0] ?? 0) <= start) low = middle + 1
      else high = middle
    }
    // A sentence that assigns may lie within what a later bracket governs, so the innermost is not always the last.
    for (let index = low - 1; index >= Math.max(0, low - 8); index--) {
      const task = this.#tasks[index]
      if (task && task.reach[1] >= end) return task
    }
    return undefined
  }
}

/** Named things of the same name in the same provision are one. */
function* once<Entry extends { name: string; provision: string }>(entries: readonly Entry[]): Iterable<Entry> {
  const seen = new Set<string>()
  for (const entry of entries) {
    const key = `${entry.provision}\n${entry.name}`
    if (seen.has(key)) continue
    seen.add(key)
    yield entry
  }
}

const COMPARATOR_WORDS: Record<Comparator, string> = { '=': '', '>=': '≥', '<=': '≤', '>': '>', '<': '<', '~': '约' }

function titleOfTarget(entry: ParsedDocument['targets'][number]): string {
  const year = entry.year && !entry.subject.includes(String(entry.year)) ? `${entry.year}年` : ''
  const unit = entry.unit === 'grade' ? '' : entry.unit
  return `${year}${entry.subject} ${COMPARATOR_WORDS[entry.comparator]}${entry.value}${unit}`.trim()
}
