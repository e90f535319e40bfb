import { classAt, DIGIT } from '../chars.ts'

/**
 * Which year a target is for: the year of its sentence, else the last one that its paragraph aims at, else the one that
 * the heading above it, or the heading above that, aims at; in a programme for one year, that year.
 */
export class YearSense {
  /** A year before the document's own, or 2015年末…: what the sentence tells is where things stood. */
  baseline = false
  #sentence: number | null = null
  #aims = false
  #line: number | null = null
  readonly #nodes: (number | null)[] = []
  readonly #parents: readonly number[]
  readonly #documentYear: number | null
  readonly #annual: number | null
  #node = -1

  /** @param parents for each outline node the index of its parent or -1 */
  constructor(parents: readonly number[], documentYear: number | null, annual: number | null) {
    this.#parents = parents
    this.#documentYear = documentYear
    this.#annual = annual
  }

  enterNode(index: number): void {
    this.#node = index
  }

  startLine(year: number | null): void {
    this.#line = year
    this.startSentence()
  }

  startSentence(): void {
    this.#sentence = null
    this.baseline = false
  }

  /** Behind a semicolon the year that the sentence aims at still holds, that of the item before does not. */
  startItem(): void {
    if (!this.#aims) this.#sentence = null
  }

  get inSentence(): boolean {
    return this.#sentence !== null
  }

  current(): number | null {
    if (this.#sentence !== null) return this.#sentence
    if (this.#line !== null) return this.#line
    for (let node = this.#node, steps = 0; node >= 0 && steps < 30; node = this.#parents[node] ?? -1, steps++) {
      const year = this.#nodes[node]
      if (year !== undefined && year !== null) return year
    }
    return this.#annual
  }

  /** Reads a year at `at`; returns where it ends, or 0 where the digits are no year. */
  read(text: string, at: number, end: number): number {
    if (at + 4 >= end || text.charAt(at + 4) !== '年') return 0
    const century = text.slice(at, at + 2)
    if ((century !== '20' && century !== '19') || !(classAt(text, at + 2) & DIGIT) || !(classAt(text, at + 3) & DIGIT))
      return 0
    const year = Number(text.slice(at, at + 4))
    const before = at > 0 ? text.charAt(at - 1) : '\n'
    const after = text.charAt(at + 5) || '\n'
    // 2021—2025年 is a period, not a year to aim at.
    if ('—-~～'.includes(before) || '—-~～'.includes(after)) return at + 5
    // 比2020年下降: a year to compare with.
    if ('比较自从以'.includes(before)) return at + 5
    const aims =
      '到至在前于'.includes(before) ||
      after === '前' ||
      text.startsWith('底前', at + 5) ||
      text.startsWith('年底', at + 4)
    const stood = (this.#documentYear !== null && year < this.#documentYear) || (!aims && after === '末')
    if (stood) {
      this.baseline = true
      return at + 5
    }
    this.baseline = false
    this.#sentence = year
    this.#aims = '到至'.includes(before)
    if ('到至'.includes(before) || after === ',') this.#line = year
    if ((before === '到' || before === '至') && this.#node >= 0) this.#nodes[this.#node] = year
    return at + 5
  }
}
