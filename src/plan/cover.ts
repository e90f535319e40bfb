import type { Span } from './parsing/types.ts'

/** Ranges of text, merged, with how much of another range they cover. */
export class Cover {
  readonly #ranges: [number, number][] = []

  constructor(spans: readonly Span[]) {
    for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
      const last = this.#ranges.at(-1)
      if (last && start <= last[1]) last[1] = Math.max(last[1], end)
      else this.#ranges.push([start, end])
    }
  }

  /** The parts of a range that nothing covers. */
  *gapsIn([start, end]: Span): Iterable<Span> {
    let from = start
    for (let index = this.#firstBehind(start); index < this.#ranges.length; index++) {
      const range = this.#ranges[index]
      if (!range || range[0] >= end) break
      if (range[0] > from) yield [from, range[0]]
      from = Math.max(from, range[1])
    }
    if (from < end) yield [from, end]
  }

  share([start, end]: Span): number {
    let covered = 0
    for (let index = this.#firstBehind(start); index < this.#ranges.length; index++) {
      const range = this.#ranges[index]
      if (!range || range[0] >= end) break
      covered += Math.min(end, range[1]) - Math.max(start, range[0])
    }
    return end > start ? covered / (end - start) : 1
  }

  /** Index of the first range that ends behind a place. */
  #firstBehind(place: number): number {
    let low = 0
    let high = this.#ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ranges[middle]?.[1] ?? 0) > place) high = middle
      else low = middle + 1
    }
    return low
  }
}
