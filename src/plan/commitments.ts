import { explains, obliges } from './obligation.ts'
import type {
  Comparator,
  DeadlineEntry,
  OutlineNode,
  ParsedDocument,
  ResponsibilityEntry,
  Role,
  Span,
} from './parsing/types.ts'
import type { CommitmentKind } from './schemas.ts'
import { bounded, Lines, RepairedReader, Sentences, tidy, trimmed } from './sentences.ts'

export interface DerivedResponsibility {
  kind: 'unit' | 'class'
  printed: string
  role: Role
  span: Span
  /** Address of the provision whose assignment covers a target, project … that names nobody itself. */
  inheritedFrom: string | null
}

export interface DerivedCommitment {
  kind: CommitmentKind
  title: string
  /** The sentences that create it, repairs applied, without the brackets that name the units. */
  text: string
  /** Canonical place of those sentences. */
  span: Span
  provision: string
  chapter: string
  responsibilities: readonly DerivedResponsibility[]
  open: boolean
  deadline: { date: string | null; recurs: DeadlineEntry['recurs']; quote: string; span: Span | null } | null
  target: {
    subject: string
    comparator: Comparator
    value: number | string
    unit: string
    year: number | null
    damaged: boolean
  } | null
  project: { name: string; stage: string | null; box: string | null } | null
}

const OPENING_BRACKETS = '(（[【〔［'
const TITLE_LENGTH = 60
const SENTENCE_LENGTH = 1000

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
  const document = new Plan(parsed)
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

/** The parsed document with what the derivation looks up again and again. */
class Plan {
  readonly parsed: ParsedDocument
  readonly sentences: Sentences
  readonly lines: Lines
  readonly reader: RepairedReader
  readonly nodes: ReadonlyMap<string, OutlineNode>
  readonly #deadlines: readonly DeadlineEntry[]

  constructor(parsed: ParsedDocument) {
    this.parsed = parsed
    this.sentences = new Sentences(parsed.text)
    this.lines = new Lines(parsed.text)
    this.reader = new RepairedReader(parsed.text, parsed.repairs)
    this.nodes = new Map(parsed.outline.map((node) => [node.id, node]))
    this.#deadlines = parsed.deadlines.toSorted((a, b) => a.span[0] - b.span[0])
  }

  chapterOf(provision: string): string {
    let node = this.nodes.get(provision)
    for (let depth = 0; node?.parent != null && depth < 64; depth++) node = this.nodes.get(node.parent)
    return node?.id ?? provision
  }

  /** The last day named in a range: the whole is done when its last part is. A recurring deadline counts if it is alone. */
  deadlineWithin([start, end]: Span): DerivedCommitment['deadline'] {
    let best: DeadlineEntry | undefined
    for (let index = firstAtOrAfter(this.#deadlines, start); index < this.#deadlines.length; index++) {
      const entry = this.#deadlines[index]
      if (!entry || entry.span[0] >= end) break
      if (!best || (entry.date ?? '') > (best.date ?? '')) best = entry
    }
    return best ? { date: best.date, recurs: best.recurs, quote: best.quote, span: best.span } : null
  }

  /** The sentence around a place; of a run-on of thousands of characters, what stands near. */
  sentenceAround(span: Span): Span {
    return trimmed(this.parsed.text, bounded(this.sentences.around(span), span, SENTENCE_LENGTH))
  }

  /** A commitment that a part of a sentence creates: its text is the whole sentence, or the cell or row of a table. */
  part(kind: CommitmentKind, title: string, span: Span, provision: string): DerivedCommitment {
    const around = this.sentenceAround(span)
    return {
      kind,
      title: shortened(title),
      text: this.reader.read(around),
      span: around,
      provision,
      chapter: this.chapterOf(provision),
      responsibilities: [],
      open: false,
      deadline: this.deadlineWithin(around),
      target: null,
      project: null,
    }
  }
}

interface AssignedTask {
  commitment: DerivedCommitment
  /** The text and the assignment itself: what lies in it is covered by the assignment. */
  reach: Span
}

function assignedTasks(document: Plan): AssignedTask[] {
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
function* unassignedTasks(document: Plan, assigned: Cover): Iterable<DerivedCommitment> {
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

/** Ranges of text, merged, with how much of another range they cover. */
class Cover {
  readonly #ranges: [number, number][] = []

  constructor(spans: readonly Span[]) {
    for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
      const last = this.#ranges.at(-1)
      if (last && start <= last[1]) last[1] = Math.max(last[1], end)
      else this.#ranges.push([start, end])
    }
  }

  /** The parts of a range that nothing covers. */
  *gapsIn([start, end]: Span): Iterable<Span> {
    let from = start
    for (let index = this.#firstBehind(start); index < this.#ranges.length; index++) {
      const range = this.#ranges[index]
      if (!range || range[0] >= end) break
      if (range[0] > from) yield [from, range[0]]
      from = Math.max(from, range[1])
    }
    if (from < end) yield [from, end]
  }

  share([start, end]: Span): number {
    let covered = 0
    for (let index = this.#firstBehind(start); index < this.#ranges.length; index++) {
      const range = this.#ranges[index]
      if (!range || range[0] >= end) break
      covered += Math.min(end, range[1]) - Math.max(start, range[0])
    }
    return end > start ? covered / (end - start) : 1
  }

  /** Index of the first range that ends behind a place. */
  #firstBehind(place: number): number {
    let low = 0
    let high = this.#ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ranges[middle]?.[1] ?? 0) > place) high = middle
      else low = middle + 1
    }
    return low
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
  document: Plan,
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

function firstAtOrAfter(entries: readonly { span: Span }[], place: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.span[0] ?? 0) >= place) high = middle
    else low = middle + 1
  }
  return low
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

/** The words up to the first stop, without a leading marker, for a title that no heading gives. */
export function firstClause(text: string): string {
  const plain = text
    .replace(
      /^(?:第[一二三四五六七八九十百零〇\d]+[章节条]\s*|[（(][一二三四五六七八九十\d]+[)）]\s*|[一二三四五六七八九十]+、|\d+[.．、]\s*|——)/u,
      '',
    )
    .trim()
  const stop = plain.search(/[。；;！？]/u)
  const sentence = stop > 0 ? plain.slice(0, stop) : plain
  if (sentence.length <= 40) return shortened(sentence)
  const comma = sentence.slice(8).search(/[，,：:]/u)
  return shortened(comma === -1 ? sentence : sentence.slice(0, comma + 8))
}

function shortened(title: string): string {
  const plain = tidy(title).replace(/[。；;：:，,]+$/u, '')
  if (plain.length <= TITLE_LENGTH) return plain
  return `${plain.slice(0, TITLE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`
}
