import type { DraftContent } from '../../../../../src/delivery/reporting/schemas.ts'
import { differenceOf, SENTENCES } from '../difference.ts'

export const MERGED_FIELDS = [
  'claim',
  'percent',
  'progress',
  'problems',
  'next',
  'milestones',
  'figures',
  'consolidates',
  'evidence',
] as const
export type MergedField = (typeof MERGED_FIELDS)[number]
export type Choice = 'mine' | 'theirs' | 'both'

const isText = (field: MergedField): field is 'progress' | 'problems' | 'next' =>
  field === 'progress' || field === 'problems' || field === 'next'

/** The parts in which two people wrote different things. */
export function conflictsOf(mine: DraftContent, theirs: DraftContent): MergedField[] {
  return MERGED_FIELDS.filter((field) => textOf(mine[field]) !== textOf(theirs[field]))
}

export const isSame = (one: DraftContent, other: DraftContent) => conflictsOf(one, other).length === 0

/** The order of keys says nothing: the database has one of its own. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
}

/** Whether both can stand, one after the other. */
export function mayKeepBoth(field: MergedField): boolean {
  return isText(field) || field === 'consolidates' || field === 'evidence'
}

/** What stands where nobody has chosen: both wherever both can, so that nothing is left out unasked. */
export const choiceOf = (field: MergedField, choices: Partial<Record<MergedField, Choice>>): Choice =>
  choices[field] ?? (mayKeepBoth(field) ? 'both' : 'mine')

/** Two texts as one: sentences that both have stand once, what only one of them has stands too. */
export function joinTexts(theirs: string, mine: string): string {
  return differenceOf(theirs, mine, SENTENCES)
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .reduce((all, text) => all + seamOf(all, text) + text, '')
}

/** What has to stand between two sentences that came from two sides. */
function seamOf(before: string, after: string): string {
  if (before === '' || /[。；！？\s]$/.test(before)) return ''
  if (/[.;!?]$/.test(before)) return /^\w/.test(after) ? ' ' : ''
  return '\n'
}

/** One report of two. No text is lost unless somebody leaves it out. */
export function merged(
  mine: DraftContent,
  theirs: DraftContent,
  choices: Partial<Record<MergedField, Choice>>,
): DraftContent {
  const result: DraftContent = { ...mine }
  for (const field of conflictsOf(mine, theirs)) {
    const choice = choiceOf(field, choices)
    if (choice === 'mine') continue
    if (choice === 'theirs') Object.assign(result, { [field]: theirs[field] })
    else if (isText(field)) result[field] = joinTexts(theirs[field], mine[field])
    else if (field === 'consolidates' || field === 'evidence')
      result[field] = [...new Set([...mine[field], ...theirs[field]])]
  }
  return result
}
