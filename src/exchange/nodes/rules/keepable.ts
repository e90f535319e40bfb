/** How deep what is told may be nested: more would end whoever walks through it. */
const MOST_DEPTH = 64

/** Whether the database can keep a text: it holds no half characters and no NUL. */
export const isKeepableText = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** Whether the database can keep a value that came as JSON, as it came. */
export function isKeepable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isKeepableText(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth === MOST_DEPTH) return false
  return Object.entries(value).every(([name, one]) => isKeepableText(name) && isKeepable(one, depth + 1))
}

/** Whether a text is a moment that there is, as nodes write it: ISO 8601, UTC. */
export function isMomentText(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(text)) return false
  const meant = new Date(text)
  return !Number.isNaN(meant.getTime()) && text >= '0001' && meant.toISOString().startsWith(text.slice(0, 19))
}
