import type { SourceText } from '../reading/types.ts'
import { findFacts } from './facts.ts'
import type { ParsingInput } from './input.ts'
import { findOutline } from './outline/index.ts'
import { findDeadlines, findNamed, findPlaces } from './register/index.ts'
import { repair } from './repairs/index.ts'
import { findResponsibilities } from './responsibilities/index.ts'
import { findTables } from './tables.ts'
import { findTargets } from './targets/index.ts'
import type { Finding, ParsedDocument, Span } from './types.ts'

/**
 * Reads a document's text as a plan: outline, who answers for what, targets, repairs and the rest of the register.
 * Pure and linear in the length of the text; it never throws, whatever the text is.
 */
export function parseDocument(source: SourceText, facts: { sha256: string; fileName?: string }): ParsedDocument {
  const { view, repairs } = repair(source)
  const outline = findOutline(view, source.text.length)
  const input: ParsingInput = {
    source,
    view,
    outline: outline.nodes,
    headings: outline.spans,
    repairs,
    tables: findTables(view),
    provisionAt: (offset) => outline.nodes[lastAtOrBefore(outline.starts, offset)]?.id ?? '',
    quote: (span) => source.text.slice(span[0], span[1]),
  }
  const stated = findFacts(view, source, outline.starts[0] ?? -1, facts.fileName)
  const responsibilities = findResponsibilities(input)
  const contents = outline.contents && view.span(...outline.contents)
  const assigned = responsibilities.entries.map((entry) => entry.span)
  const named = findNamed(input)
  return {
    document: {
      ...stated,
      format: source.format,
      sha256: facts.sha256,
    },
    text: source.text,
    outline: input.outline,
    responsibilities: responsibilities.entries,
    targets: outside(contents, findTargets(input, outline, stated)),
    repairs: input.repairs,
    findings: inTextOrder([...outline.findings, ...responsibilities.findings]),
    projects: outside(contents, named.projects),
    mechanisms: outside(contents, named.mechanisms),
    zones: outside(contents, named.zones),
    places: outside(contents, findPlaces(input, assigned)),
    deadlines: findDeadlines(input, stated.date ? Number(stated.date.slice(0, 4)) : null),
  }
}

/** What does not stand in the table of contents. */
function outside<T extends { span: Span }>(contents: Span | null, entries: T[]): T[] {
  return contents ? entries.filter(({ span }) => span[1] <= contents[0] || span[0] >= contents[1]) : entries
}

/** Index of the last of the ascending numbers that is at most `offset`; -1 where none is. */
function lastAtOrBefore(ascending: readonly number[], offset: number): number {
  let low = -1
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((ascending[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

const inTextOrder = (findings: Finding[]) => findings.sort((a, b) => a.span[0] - b.span[0])
