import type { RepairEntry } from './parsing/types.ts'
import type { Span } from './reading/types.ts'

const ENDS = new Set(['。', '！', '？', '!', '?', '；', ';', '\n'])
const CLOSERS = new Set(['”', '’', '"', '》', '」', '』', ')', '）'])

/**
 * Where each sentence of a text ends, so that the sentence around any place is found by halving. A sentence ends with
 * 。！？； or a line end, closing quotes included; a full stop inside brackets does not end the one around them.
 */
export class Sentences {
  readonly #ends: readonly number[]

  constructor(text: string) {
    const ends: number[] = []
    for (let at = 0; at < text.length; at++) {
      if (!ENDS.has(text.charAt(at))) continue
      let end = at + 1
      while (end < text.length && CLOSERS.has(text.charAt(end))) end++
      ends.push(end)
      at = end - 1
    }
    if (ends.at(-1) !== text.length) ends.push(text.length)
    this.#ends = ends
  }

  /** The sentence or sentences that a span touches. */
  around([start, end]: Span): Span {
    const first = this.#indexAt(start)
    const last = this.#indexAt(Math.max(start, end - 1))
    return [first === 0 ? 0 : (this.#ends[first - 1] ?? 0), this.#ends[last] ?? end]
  }

  /** The sentences of a range, cut to it. */
  *within([start, end]: Span): Iterable<Span> {
    let from = start
    for (let index = this.#indexAt(start); from < end; index++) {
      const to = Math.min(this.#ends[index] ?? end, end)
      if (to > from) yield [from, to]
      from = Math.max(to, from + 1)
    }
  }

  /** Index of the first sentence that ends behind a place. */
  #indexAt(place: number): number {
    let low = 0
    let high = this.#ends.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ends[middle] ?? 0) > place) high = middle
      else low = middle + 1
    }
    return Math.max(0, low)
  }
}

/** Where lines begin and which of them are rows of a table (cells joined by TAB). */
export class Lines {
  readonly #newlines: number[] = []
  readonly #tabs: number[] = []
  readonly #length: number

  constructor(text: string) {
    this.#length = text.length
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#newlines.push(at)
    for (let at = text.indexOf('\t'); at !== -1; at = text.indexOf('\t', at + 1)) this.#tabs.push(at)
  }

  startOf(place: number): number {
    const before = lowerBound(this.#newlines, place) - 1
    return before < 0 ? 0 : (this.#newlines[before] ?? 0) + 1
  }

  /** The line that holds a span, if it is a row of a table. */
  rowAround([start, end]: Span): Span | null {
    const from = this.startOf(start)
    const to = this.#newlines[lowerBound(this.#newlines, start)] ?? this.#length
    return to >= end && this.hasRow([from, to]) ? [from, to] : null
  }

  hasRow([start, end]: Span): boolean {
    return (this.#tabs[lowerBound(this.#tabs, start)] ?? end) < end
  }
}

/** Index of the first number that is at least `value`. */
function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) >= value) high = middle
    else low = middle + 1
  }
  return low
}

/** A range cut to what stands within a length around a place in it, so that a run-on text costs no more than its part. */
export function bounded([start, end]: Span, [from, to]: Span, length: number): Span {
  if (end - start <= length) return [start, end]
  const room = Math.max(0, Math.floor((length - (to - from)) / 2))
  return [Math.max(start, from - room), Math.min(end, Math.max(to, from) + room)]
}

/** A span without the white space at its ends. */
export function trimmed(text: string, [start, end]: Span): Span {
  let from = start
  let to = end
  while (from < to && text.charAt(from).trim() === '') from++
  while (to > from && text.charAt(to - 1).trim() === '') to--
  return [from, to]
}

/**
 * Reads spans of a text as the document meant them: repairs that prove what must have stood there are applied, a figure
 * caption or page number in the flow is left out, line ends and runs of white space become one space (none between
 * Chinese characters).
 */
export class RepairedReader {
  readonly #text: string
  readonly #repairs: readonly RepairEntry[]

  constructor(text: string, repairs: readonly RepairEntry[]) {
    this.#text = text
    this.#repairs = repairs.filter((repair) => repair.fix !== null).toSorted((a, b) => a.span[0] - b.span[0])
  }

  read([start, end]: Span): string {
    let out = ''
    let from = start
    for (let index = this.#firstAt(start); index < this.#repairs.length; index++) {
      const repair = this.#repairs[index]
      if (!repair || repair.span[0] >= end) break
      if (repair.span[0] < from || repair.span[1] > end) continue
      out += this.#text.slice(from, repair.span[0]) + (repair.fix ?? '')
      from = repair.span[1]
    }
    return tidy(out + this.#text.slice(from, end))
  }

  #firstAt(place: number): number {
    let low = 0
    let high = this.#repairs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#repairs[middle]?.span[0] ?? 0) >= place) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** One line, single spaces, and none between two Chinese characters. */
export function tidy(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/(?<=[\p{Script=Han}，。；：、！？（）《》“”]) (?=[\p{Script=Han}，。；：、！？（）《》“”])/gu, '')
    .trim()
}
