import type { Heading } from './headings.ts'

/** A document that runs its titles into the paragraphs does so below this many headings. */
const HABIT = 4
/** One paragraph alone below a heading begins with a title only where so many other groups do. */
const HABIT_ALONE = 2
const LONGEST_ALONE = 18

/**
 * Decides which paragraphs begin with a title of their own. Parallel paragraphs begin with titles together or not at
 * all; where a document does so throughout, a paragraph that goes on with the one before it does no harm.
 */
export class RunIns {
  #group: (Heading | null)[] = []
  #accepted: Heading[] = []
  readonly #doubtful: Heading[][] = []
  readonly #alone: Heading[] = []
  #groups = 0

  /** A body paragraph below the heading in force, with the title it may begin with. */
  add(candidate: Heading | null): void {
    this.#group.push(candidate)
  }

  /** The heading in force ends: the next paragraphs are another group. */
  close(): void {
    const group = this.#group
    this.#group = []
    const first = group.findIndex((candidate) => candidate !== null)
    if (first < 0) return
    const titles = group.filter((candidate) => candidate !== null)
    const without = group.length - first - titles.length
    if (titles.length >= 2 && without * 4 <= titles.length) {
      this.#groups++
      this.#accepted = this.#accepted.concat(titles)
    } else if (titles.length >= 2 && without <= titles.length) this.#doubtful.push(titles)
    else if (group.length === 1) {
      const [only] = titles
      if (only && only.titleEnd - only.titleStart <= LONGEST_ALONE) this.#alone.push(only)
    }
  }

  /** The titles of the document, in no order. */
  titles(): Heading[] {
    const doubtful = this.#groups >= HABIT ? this.#doubtful.flat() : []
    return this.#accepted.concat(doubtful, this.#groups >= HABIT_ALONE ? this.#alone : [])
  }
}
