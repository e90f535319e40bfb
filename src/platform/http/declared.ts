/** A schema of what a request sends, as far as is looked into here. */
interface Node {
  type?: string | readonly string[]
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  const?: unknown
  minLength?: number
  properties?: Readonly<Record<string, Node>>
  items?: Node
  anyOf?: readonly Node[]
}

/**
 * Where a schema takes a text without saying what it may hold: no format, no pattern, no list of values, or one that has
 * to be there and may yet be blank. Of `Text` and `LongText` nobody has to think of it.
 */
export function looseTexts(schema: unknown, at = ''): string[] {
  const node = (schema ?? {}) as Node
  const under = Object.entries(node.properties ?? {}).flatMap(([name, one]) =>
    looseTexts(one, at ? `${at}.${name}` : name),
  )
  const further = [node.items, ...(node.anyOf ?? [])].flatMap((one) => (one ? looseTexts(one, at) : []))
  return [...(isLoose(node) ? [at] : []), ...under, ...further]
}

function isLoose({ type, format, pattern, enum: values, const: value, minLength = 0 }: Node): boolean {
  if (![type].flat().includes('string') || values !== undefined || value !== undefined) return false
  if (format === 'line' || format === 'prose') return minLength > 0
  return format === undefined && pattern === undefined
}
