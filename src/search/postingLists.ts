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
  #features = new Uint32Array(1024)
  #lists = new Uint32Array(1024 * FIELDS)
  #slots = 0
  readonly #pages: Uint8Array[] = [new Uint8Array(PAGE)]
  /** Place 0 stays empty. */
  #used = 1

  /** Bytes of all arrays, room to grow included. */
  get bytes(): number {
    return this.#features.byteLength + this.#lists.byteLength + this.#pages.length * PAGE
  }

  get size(): number {
    return this.#slots
  }

  /** How many numbers a feature has. */
  count(feature: number): number {
    return this.#lists[this.#slotOf(feature) * FIELDS + 3] as number
  }

  /** Adds a number that is not less than the last one; the same again is left out. */
  add(feature: number, number: number): void {
    let slot = this.#slotOf(feature)
    if (this.#features[slot] === 0) {
      if (this.#slots * 2 >= this.#features.length) {
        this.#growTable()
        slot = this.#slotOf(feature)
      }
      this.#slots++
      this.#features[slot] = feature
      const start = this.#block(FIRST_BLOCK)
      this.#lists.set([start, start, start + FIRST_BLOCK, 0, 0], slot * FIELDS)
    }
    const list = slot * FIELDS
    const lists = this.#lists
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
    const list = this.#slotOf(feature) * FIELDS
    if (this.#features[list / FIELDS] === 0) return 0
    let at = this.#lists[list] as number
    const next = this.#lists[list + 1] as number
    const last = this.#lists[list + 2] as number
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
    const lists = this.#lists
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
    let at = this.#lists[list] as number
    const last = this.#lists[list + 2] as number
    let size = FIRST_BLOCK
    // Once blocks are of the largest size they all are: no need to walk further.
    while (at + size !== last && size < LARGEST_BLOCK) {
      at = pointerAt(this.#pages[at >>> PAGE_BITS] as Uint8Array, (at & IN_PAGE) + size)
      size *= 2
    }
    return size
  }

  /** Slot of a feature, or the empty one where it belongs. */
  #slotOf(feature: number): number {
    const mask = this.#features.length - 1
    let slot = (Math.imul(feature, 0x9e3779b1) >>> 8) & mask
    while (this.#features[slot] !== 0 && this.#features[slot] !== feature) slot = (slot + 1) & mask
    return slot
  }

  #growTable(): void {
    const [features, lists] = [this.#features, this.#lists]
    this.#features = new Uint32Array(features.length * 2)
    this.#lists = new Uint32Array(lists.length * 2)
    for (let old = 0; old < features.length; old++) {
      const feature = features[old] as number
      if (feature === 0) continue
      const slot = this.#slotOf(feature)
      this.#features[slot] = feature
      this.#lists.set(lists.subarray(old * FIELDS, old * FIELDS + FIELDS), slot * FIELDS)
    }
  }

  /** Room for a block and the place of the next one behind it, within one page. */
  #block(size: number): number {
    const wanted = size + POINTER
    if ((this.#used & IN_PAGE) + wanted > PAGE || this.#used >>> PAGE_BITS === this.#pages.length) {
      this.#used = this.#pages.length * PAGE
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
