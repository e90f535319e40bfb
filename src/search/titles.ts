import { BETWEEN } from './types.ts'

/** The folded titles of all documents in one text, so that one look through it finds the few that hold a word. */
export class Titles {
  readonly #text: string
  /** Where the title of each rank begins in the text, and behind the last one where the text ends. */
  readonly #starts: Uint32Array

  /** @param titles folded, in the order in which they are to be found */
  constructor(titles: readonly string[]) {
    this.#text = titles.join(BETWEEN)
    this.#starts = new Uint32Array(titles.length + 1)
    let start = 0
    for (const [rank, title] of titles.entries()) {
      this.#starts[rank] = start
      start += title.length + BETWEEN.length
    }
    this.#starts[titles.length] = start
  }

  /** The ranks of the titles that hold one word of each group, in order. */
  *holding(groups: readonly (readonly string[])[]): Generator<number> {
    const sole = groups.filter((group) => group.length === 1).flat()
    const longest = sole.reduce((one, other) => (other.length > one.length ? other : one), '')
    const holds = (title: string) => groups.every((group) => group.some((word) => title.includes(word)))
    for (let rank = 0; rank < this.#starts.length - 1; rank++) {
      if (longest !== '') {
        const at = this.#text.indexOf(longest, this.#starts[rank])
        if (at < 0) return
        rank = this.#rankAt(at)
      }
      const title = this.#text.slice(this.#starts[rank], (this.#starts[rank + 1] as number) - BETWEEN.length)
      if (holds(title)) yield rank
    }
  }

  #rankAt(at: number): number {
    let [low, high] = [0, this.#starts.length - 1]
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if ((this.#starts[middle] as number) <= at) low = middle
      else high = middle
    }
    return low
  }
}
