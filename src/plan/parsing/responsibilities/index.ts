import type { ParsingInput } from '../input.ts'
import { readName } from '../lexicon/names.ts'
import type { Finding, ResponsibilityEntry } from '../types.ts'
import { collectivesOf } from './collectives.ts'
import { type Context, type EntryDraft, finishEntry, settleRoles } from './entry.ts'
import { findLeadRule } from './leadRule.ts'
import { findLists } from './lists.ts'
import { findNarrative } from './narrative.ts'
import { findRows } from './rows.ts'
import type { Spelled } from './spell.ts'

/**
 * Finds every place of a document that assigns units, with all names spelled out and each unit's role.
 * Pure, linear in the length of the text, never throws. The grammar is in this folder's README.
 */
export function findResponsibilities(input: ParsingInput): { entries: ResponsibilityEntry[]; findings: Finding[] } {
  const { plain } = input.view
  const context: Context = { input, collectives: collectivesOf(plain), rule: findLeadRule(plain) }
  const rows = findRows(context)
  const lists = withoutOverlap(rows, findLists(context))
  const drafts = withoutOverlap(lists, findNarrative(context, lists))
  const nameOf = namesInDocument(drafts)
  const entries: ResponsibilityEntry[] = []
  const findings: Finding[] = []
  for (const draft of drafts) {
    for (const one of draft.drafts) if (one.spelled.kind === 'unit') one.spelled.name = nameOf(one.spelled)
    settleRoles(draft, context.rule)
    entries.push(finishEntry(draft, input))
    findings.push(...draft.findings)
  }
  return { entries, findings }
}

/** `strong` and those of `weak` that touch none of them, in text order. Both are sorted. */
function withoutOverlap(strong: readonly EntryDraft[], weak: readonly EntryDraft[]): EntryDraft[] {
  const kept: EntryDraft[] = []
  let next = 0
  for (const entry of weak) {
    while (next < strong.length && (strong[next] as EntryDraft).end <= entry.start)
      kept.push(strong[next++] as EntryDraft)
    const other = strong[next]
    if (other && other.start < entry.end) continue
    kept.push(entry)
  }
  while (next < strong.length) kept.push(strong[next++] as EntryDraft)
  return kept
}

const PROVINCIAL = /^(?:省|自治区)$/

/**
 * Whose a bare department is, where its own list does not say: the document's other lists may name it with one prefix
 * (水利厅 beside 自治区水利厅), and a 厅 belongs to the one province the document speaks for.
 */
function namesInDocument(drafts: readonly EntryDraft[]): (spelled: Spelled) => string {
  const prefixesOf = new Map<string, Set<string>>()
  const provincial = new Set<string>()
  for (const { drafts: names } of drafts)
    for (const { spelled } of names) {
      if (spelled.kind !== 'unit' || spelled.bare) continue
      const reading = readName(spelled.name)
      if (reading.kind !== 'body' || reading.prefix === '' || reading.place !== '') continue
      if (PROVINCIAL.test(reading.prefix)) provincial.add(reading.prefix)
      const known = prefixesOf.get(reading.core) ?? new Set()
      known.add(reading.prefix)
      prefixesOf.set(reading.core, known)
    }
  return (spelled) => {
    if (!spelled.bare) return spelled.name
    const known = prefixesOf.get(spelled.name)
    if (known?.size === 1) return [...known][0] + spelled.name
    if (!known && provincial.size === 1 && /厅$/.test(spelled.name)) return [...provincial][0] + spelled.name
    return spelled.name
  }
}
