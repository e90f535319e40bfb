import { plain, plainText } from './plainText.ts'
import type { Provision } from './types.ts'

export { plain }

/** For tests and benchmarks: a provision of our own making, from its title and clauses. */
export function provisionOf(title: string, clauses: readonly string[], path: readonly string[] = []): Provision {
  const text = `${clauses.join('，')}。`
  return {
    address: title,
    span: [0, text.length],
    title,
    path,
    body: plainText(text, [0, text.length], []),
    heading: plainText(title, [0, title.length], []),
    box: false,
    named: [],
    works: [],
    targets: [],
    leads: [],
    situation: false,
  }
}
