import { NumberTable } from '../platform/numberTable.ts'

/** Bytes of a list's first block, and of its largest. Blocks double, so that rare features stay small. */
const FIRST_BLOCK = 8
const LARGEST_BLOCK = 1024
/** Bytes of the place of the next block, behind each. */
const POINTER = 4
/** Blocks lie in pages, so that growing copies nothing. */
const PAGE_BITS = 22
const PAGE = 1 << PAGE_BITS
const IN_PAGE = PAGE - 1
/** What is kept of a list: first block, place of the next byte, end of the last block, how many, the last of them. */
const FIELDS = 5

/**
 * Ascending lists of numbers by feature: the distance to the number before, seven bits a byte. Adding to one touches
 * nothing else. A feature is any number but 0.
 */
export class PostingLists {
  readonly #lists = new NumberTable(FIELDS)
  readonly #pages: Uint8Array[] = [new Uint8Array(PAGE)]
  /** Place 0 stays empty: a list that begins there is none. */
  #used = 1

  /** Bytes of all arrays, room to grow included. */
  get bytes(): number {
    return this.#lists.bytes + this.#pages.length * PAGE
  }

  get size(): number {
    return this.#lists.size
  }

  /** How many numbers a feature has. */
  count(feature: number): number {
    return this.#lists.get(feature, 3)
  }

  /** Adds a number that is not less than the last one; the same again is left out. */
  add(feature: number, number: number): void {
    let list = this.#lists.find(feature)
    if (this.#lists.rows[list] === 0) {
      list = this.#lists.add(feature)
      const start = this.#block(FIRST_BLOCK)
      this.#lists.rows.set([start, start, start + FIRST_BLOCK, 0, 0], list)
    }
    const lists = this.#lists.rows
    const held = lists[list + 3] as number
    let left = number - (lists[list + 4] as number)
    if (held > 0 && left === 0) return
    lists[list + 3] = held + 1
    lists[list + 4] = number
    while (left > 127) {
      this.#push(list, (left & 127) | 128)
      left >>>= 7
    }
    this.#push(list, left)
  }

  /** Writes the numbers of a feature, ascending; returns how many there are. */
  read(feature: number, into: Uint32Array): number {
    const list = this.#lists.find(feature)
    const lists = this.#lists.rows
    let at = lists[list] as number
    if (at === 0) return 0
    const next = lists[list + 1] as number
    const last = lists[list + 2] as number
    let size = FIRST_BLOCK
    let number = 0
    let count = 0
    let part = 0
    let shift = 0
    for (;;) {
      const page = this.#pages[at >>> PAGE_BITS] as Uint8Array
      const isLast = at + size === last
      const from = at & IN_PAGE
      const end = isLast ? from + (next - at) : from + size
      for (let i = from; i < end; i++) {
        const byte = page[i] as number
        if (byte < 128) {
          number += part | (byte << shift)
          into[count++] = number
          part = 0
          shift = 0
        } else {
          part |= (byte & 127) << shift
          shift += 7
        }
      }
      if (isLast) return count
      at = pointerAt(page, end)
      size = Math.min(LARGEST_BLOCK, size * 2)
    }
  }

  #push(list: number, byte: number): void {
    const lists = this.#lists.rows
    let next = lists[list + 1] as number
    const end = lists[list + 2] as number
    if (next === end) {
      // Blocks are 8, 16, 32 … bytes: how many came before is told by how large the last one is.
      const size = Math.min(LARGEST_BLOCK, this.#sizeOfLast(list) * 2)
      const start = this.#block(size)
      const page = this.#pages[(end - 1) >>> PAGE_BITS] as Uint8Array
      const at = ((end - 1) & IN_PAGE) + 1
      page[at] = start & 255
      page[at + 1] = (start >>> 8) & 255
      page[at + 2] = (start >>> 16) & 255
      page[at + 3] = start >>> 24
      next = start
      lists[list + 2] = start + size
    }
    ;(this.#pages[next >>> PAGE_BITS] as Uint8Array)[next & IN_PAGE] = byte
    lists[list + 1] = next + 1
  }

  #sizeOfLast(list: number): number {
    let at = this.#lists.rows[list] as number
    const last = this.#lists.rows[list + 2] as number
    let size = FIRST_BLOCK
    // Once blocks are of the largest size they all are: no need to walk further.
    while (at + size !== last && size < LARGEST_BLOCK) {
      at = pointerAt(this.#pages[at >>> PAGE_BITS] as Uint8Array, (at & IN_PAGE) + size)
      size *= 2
    }
    return size
  }

  /** Room for a block and the place of the next one behind it, within one page. */
  #block(size: number): number {
    const wanted = size + POINTER
    if ((this.#used & IN_PAGE) + wanted > PAGE || this.#used >>> PAGE_BITS === this.#pages.length) {
      this.#used = this.#pages.length * PAGE
      // Places are told in 32 bits.
      if (this.#used + PAGE > 2 ** 32) throw new RangeError('The lists of the search index hold at most 4 GB.')
      this.#pages.push(new Uint8Array(PAGE))
    }
    const start = this.#used
    this.#used += wanted
    return start
  }
}

function pointerAt(page: Uint8Array, at: number): number {
  return (
    ((page[at] as number) |
      ((page[at + 1] as number) << 8) |
      ((page[at + 2] as number) << 16) |
      ((page[at + 3] as number) << 24)) >>>
    0
  )
}
