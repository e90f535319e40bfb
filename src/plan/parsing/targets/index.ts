import { classAt, DIGIT } from '../chars.ts'
import type { ParsingInput } from '../input.ts'
import type { Outline } from '../outline/index.ts'
import type { Table } from '../tables.ts'
import type { TargetEntry } from '../types.ts'
import type { View } from '../view.ts'
import { indicatorTargets } from './indicators.ts'
import { type RawTarget, TargetScanner } from './scan.ts'
import { YearSense } from './years.ts'

/** Headings under which a plan tells of what is, not of what is to be. */
const BACKGROUND =
  /^(?:规划|发展|现实|合作|建设|工作|编制|区域|自然)?(?:背景|基础|现状|形势|机遇|成效|进展|条件|优势)(?:和|与|及|$)|^(?:突出|主要|存在|面临)的?.{0,4}(?:问题|短板|不足|困难)|机遇.{0,2}挑战|^面临|发展环境$|回顾|^(?:发展|主要|工作|建设)?成[就效]/

/** Whether a heading (without its marker) opens a part that tells of what is, and sets no task. */
export function tellsOfSituation(title: string): boolean {
  return BACKGROUND.test(title)
}

/**
 * Finds the targets: quantities and grades that the text aims at, with comparator, unit, year and subject; what it
 * describes, and what was, is none.
 */
export function findTargets(
  input: ParsingInput,
  { starts, parents }: Pick<Outline, 'starts' | 'parents'>,
  facts: { title: string; date?: string },
): TargetEntry[] {
  const { view, outline } = input
  const background: boolean[] = []
  outline.forEach((node, i) => {
    background.push(tellsOfSituation(node.title) || background[parents[i] as number] === true)
  })
  const annual = annualYear(facts)
  const years = new YearSense(parents, yearOf(facts.date) ?? annual, annual)
  const scanner = new TargetScanner(view, damagedNumbers(input), years)
  const rows = tableRows(input.tables)
  const deadlines = rowYears(view, input.tables)

  let node = -1
  for (let l = 0; l < view.lines.length; l++) {
    const line = view.lines[l] as (typeof view.lines)[number]
    const row = rows.get(l)
    let at = line.start
    // A line may hold several nodes (text without line breaks): each stretch is read under its own heading.
    while (at <= line.end) {
      while (node + 1 < starts.length && (starts[node + 1] as number) <= at) node++
      years.enterNode(node)
      const next = starts[node + 1] ?? Number.POSITIVE_INFINITY
      const stop = Math.min(line.end, next)
      if (node < 0 || !background[node]) {
        if (row === 'indicators' || row === 'header') break
        const headingEnd = node >= 0 && (starts[node] as number) >= line.start ? at + 40 : at
        scanner.scan(at, stop, Math.min(headingEnd, stop), deadlines.get(l) ?? null)
      }
      if (stop >= line.end) break
      at = stop
    }
  }
  const found = [...scanner.found, ...input.tables.flatMap((table) => indicatorTargets(view, table))]
  return found.sort((a, b) => a.start - b.start).map((target) => entryOf(input, target))
}

function entryOf(input: ParsingInput, target: RawTarget): TargetEntry {
  const span = input.view.span(target.start, target.end)
  const { year, subject, comparator, value, unit } = target
  const entry = {
    quote: input.quote(span),
    span,
    provision: input.provisionAt(target.start),
    year,
    subject,
    comparator,
    value,
    unit,
  }
  return isDamaged(input, span) ? { ...entry, damaged: true } : entry
}

/** Whether a lost sign was found inside a span; repairs are in text order. */
function isDamaged(input: ParsingInput, span: readonly [number, number]): boolean {
  const { repairs } = input
  let low = 0
  let high = repairs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((repairs[middle]?.span[0] ?? 0) < span[0]) low = middle + 1
    else high = middle
  }
  for (let i = low; i < repairs.length && (repairs[i]?.span[0] ?? 0) < span[1]; i++) {
    if (repairs[i]?.kind.startsWith('lost_')) return true
  }
  return false
}

/** Tells the numbers of the view that lost a sign or a unit. */
function damagedNumbers({ repairs, view }: ParsingInput): (start: number) => boolean {
  const lost = new Set(repairs.filter(({ kind }) => kind.startsWith('lost_')).map(({ span }) => span[0]))
  if (lost.size === 0) return () => false
  return (start) => !(classAt(view.plain, start - 1) & DIGIT) && lost.has(view.canonical(start))
}

const yearOf = (date: string | undefined) => (date ? Number(date.slice(0, 4)) : null)

/** The year of a programme for one year (2024年工作要点, the tasks of a yearly report), not of 行动计划（2021—2025年）. */
function annualYear({ title, date }: { title: string; date?: string }): number | null {
  if (/20\d\d年?\s*[—\-~～至]+\s*20\d\d/.test(title)) return null
  const match = /(20\d\d)年/.exec(title)
  if (match) return Number(match[1])
  return /政府工作报告|年度|工作要点/.test(title) ? yearOf(date) : null
}

/** Which lines are headers and rows of recognized tables, and whether the table lists indicators. */
function tableRows(tables: readonly Table[]): Map<number, 'header' | 'indicators' | 'tasks'> {
  const rows = new Map<number, 'header' | 'indicators' | 'tasks'>()
  for (const table of tables) {
    const indicators =
      table.columns.some((column) => column.meaning === 'target') &&
      table.columns.some((column) => column.meaning === 'indicator')
    rows.set(table.header, 'header')
    for (const row of table.rows) rows.set(row.line, indicators ? 'indicators' : 'tasks')
  }
  return rows
}

/** The year in the deadline column of a row: what the row's targets are due in. */
function rowYears(view: View, tables: readonly Table[]): Map<number, number> {
  const found = new Map<number, number>()
  for (const table of tables) {
    const column = table.columns.findIndex(({ meaning }) => meaning === 'deadline')
    if (column < 0) continue
    for (const row of table.rows) {
      const cell = row.cells[column]
      const year = cell && /20\d\d/.exec(view.plain.slice(cell[0], Math.min(cell[1], cell[0] + 40)))
      if (year) found.set(row.line, Number(year[0]))
    }
  }
  return found
}
