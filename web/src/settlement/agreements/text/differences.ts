import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'

/** What differs between two versions, place by place; a side that has nothing there is null. */
export interface Difference {
  kind: 'years' | 'sections' | 'items' | 'source' | 'party' | 'term' | 'part' | 'evidence' | 'openPoint'
  /** Which party, term or part. */
  name: string
  before: unknown
  after: unknown
}

const same = (one: unknown, other: unknown) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

/** Fields in order, for what was stored may come back in another. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}

/** Every place in which two versions of an agreement differ, in the order in which it is read. */
export function differencesOf(before: AgreementContent, after: AgreementContent): Difference[] {
  const [old, now] = [before.agreement, after.agreement]
  const found: Difference[] = []
  const add = (kind: Difference['kind'], name: string, one: unknown, other: unknown) => {
    if (!same(one ?? null, other ?? null)) found.push({ kind, name, before: one ?? null, after: other ?? null })
  }
  for (const kind of ['years', 'sections', 'items', 'source'] as const) add(kind, '', old[kind], now[kind])
  for (const name of keysOf(old.parties, now.parties)) add('party', name, old.parties[name], now.parties[name])
  for (const name of keysOf(old.terms, now.terms)) add('term', name, old.terms[name], now.terms[name])
  const named = (parts: typeof old.parts) => Object.fromEntries(parts.map((part, at) => [nameOf(parts, at), part]))
  const [oldParts, nowParts] = [named(old.parts), named(now.parts)]
  for (const name of keysOf(oldParts, nowParts)) add('part', name, oldParts[name], nowParts[name])
  for (const rule of before.evidence)
    if (!after.evidence.some((one) => same(one, rule))) add('evidence', '', rule, null)
  for (const rule of after.evidence)
    if (!before.evidence.some((one) => same(one, rule))) add('evidence', '', null, rule)
  const [oldPoints, nowPoints] = [old.openPoints ?? [], now.openPoints ?? []]
  for (const point of oldPoints) if (!nowPoints.includes(point)) add('openPoint', '', point, null)
  for (const point of nowPoints) if (!oldPoints.includes(point)) add('openPoint', '', null, point)
  return found
}

const keysOf = (one: object, other: object) => [...new Set([...Object.keys(one), ...Object.keys(other)])]

/** Parts are known by their names; of several with one name, by which of them it is. */
function nameOf(parts: readonly { zh: string }[], at: number): string {
  const name = parts[at]?.zh ?? ''
  const before = parts.slice(0, at).filter(({ zh }) => zh === name).length
  return before === 0 ? name : `${name} ${before + 1}`
}
