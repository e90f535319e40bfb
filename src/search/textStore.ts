/** Texts lie in pages of so many UTF-16 units; none is longer than a page. */
const PAGE_BITS = 22
const PAGE = 1 << PAGE_BITS
const IN_PAGE = PAGE - 1

/** Many short texts in typed arrays, numbered in the order of adding. */
export class TextStore {
  readonly #pages: Uint16Array[] = []
  #used = PAGE
  #starts = new Uint32Array(1024)
  #ends = new Uint32Array(1024)
  #size = 0

  get size(): number {
    return this.#size
  }

  get bytes(): number {
    return this.#pages.length * PAGE * 2 + this.#starts.byteLength + this.#ends.byteLength
  }

  add(text: string): number {
    const length = Math.min(text.length, PAGE)
    if (this.#used + length > PAGE) {
      // Places are told in 32 bits.
      if ((this.#pages.length + 1) * PAGE > 2 ** 32)
        throw new RangeError('The search index holds at most 4,294,967,296 units of text.')
      this.#pages.push(new Uint16Array(PAGE))
      this.#used = 0
    }
    const page = this.#pages[this.#pages.length - 1] as Uint16Array
    for (let i = 0; i < length; i++) page[this.#used + i] = text.charCodeAt(i)
    if (this.#size === this.#starts.length) {
      this.#starts = grown(this.#starts)
      this.#ends = grown(this.#ends)
    }
    const start = (this.#pages.length - 1) * PAGE + this.#used
    this.#starts[this.#size] = start
    this.#ends[this.#size] = start + length
    this.#used += length
    return this.#size++
  }

  text(number: number): string {
    const start = this.#starts[number] as number
    const end = this.#ends[number] as number
    let text = ''
    const page = this.#pages[start >>> PAGE_BITS] ?? new Uint16Array(0)
    const from = start & IN_PAGE
    for (let at = from; at < from + (end - start); at += 8192)
      text += String.fromCharCode(...page.subarray(at, Math.min(at + 8192, from + (end - start))))
    return text
  }

  /**
   * Whether a text holds the units within its first `within`. Looks for the one at `pivot` first: the rarer it is, the
   * faster.
   */
  holds(number: number, units: Uint16Array, pivot: number, within = PAGE): boolean {
    const start = this.#starts[number] as number
    const page = this.#pages[start >>> PAGE_BITS]
    if (!page) return false
    const from = start & IN_PAGE
    const end = from + Math.min((this.#ends[number] as number) - start, within) - (units.length - 1 - pivot)
    const wanted = units[pivot] as number
    for (let at = from + pivot; at < end; at++) {
      if (page[at] !== wanted) continue
      const first = at - pivot
      let i = 0
      while (i < units.length && page[first + i] === units[i]) i++
      if (i === units.length) return true
    }
    return false
  }
}

function grown(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const into = new Uint32Array(from.length * 2)
  into.set(from)
  return into
}
