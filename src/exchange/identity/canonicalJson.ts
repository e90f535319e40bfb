/** What canonical JSON is written of: no undefined, no date, nothing that JSON does not hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * JSON in its one canonical form (RFC 8785): no blanks, names sorted by their UTF-16 units, texts and numbers as ECMAScript
 * writes them. What is signed is signed in this form, so that whoever reads it back writes the same bytes.
 * @throws RangeError for a number that JSON does not hold, or half a surrogate pair
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('JSON holds finite numbers alone')
  if (typeof value === 'string' && !value.isWellFormed())
    throw new RangeError('A text of half a character has no bytes')
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${canonicalJson(name)}:${canonicalJson(value[name] as Json)}`).join(',')}}`
}

const isList = (value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] =>
  Array.isArray(value)
