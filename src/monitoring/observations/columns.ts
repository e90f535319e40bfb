/** Observations as columns: many rows without an object each. */
export interface Columns {
  length: number
  datastream: Int32Array
  /** ms */
  time: Float64Array
  /** NaN where there is none. */
  value: Float64Array
  qualifier: Uint8Array
}

/** Columns that grow. */
export class ColumnsBuilder implements Columns {
  length = 0
  datastream: Int32Array
  time: Float64Array
  value: Float64Array
  qualifier: Uint8Array

  constructor(capacity = 1024) {
    this.datastream = new Int32Array(capacity)
    this.time = new Float64Array(capacity)
    this.value = new Float64Array(capacity)
    this.qualifier = new Uint8Array(capacity)
  }

  add(datastream: number, time: number, value: number, qualifier: number): void {
    if (this.length === this.datastream.length) this.#grow()
    const at = this.length++
    this.datastream[at] = datastream
    this.time[at] = time
    this.value[at] = value
    this.qualifier[at] = qualifier
  }

  #grow(): void {
    const capacity = this.length * 2
    const larger = <T extends Int32Array | Float64Array | Uint8Array>(made: T, old: T): T => {
      made.set(old)
      return made
    }
    this.datastream = larger(new Int32Array(capacity), this.datastream)
    this.time = larger(new Float64Array(capacity), this.time)
    this.value = larger(new Float64Array(capacity), this.value)
    this.qualifier = larger(new Uint8Array(capacity), this.qualifier)
  }
}

/** The rows of one datastream, in the order of their times: `order[from]` … `order[to - 1]`. */
export interface Slice {
  datastream: number
  from: number
  to: number
}

/**
 * Rows by datastream and time, those of one moment in the order in which they came. Counting sort by datastream; times
 * are sorted only where they are not in order.
 */
export function inOrder(columns: Columns): { order: Int32Array; slices: Slice[] } {
  const { length, datastream, time } = columns
  const counts = new Map<number, number>()
  let last = -1
  let run = 0
  for (let row = 0; row < length; row++) {
    const id = datastream[row] as number
    if (id === last) run++
    else {
      if (run > 0) counts.set(last, (counts.get(last) ?? 0) + run)
      last = id
      run = 1
    }
  }
  if (run > 0) counts.set(last, (counts.get(last) ?? 0) + run)
  const slices: Slice[] = []
  const next = new Map<number, number>()
  let from = 0
  for (const id of [...counts.keys()].sort((a, b) => a - b)) {
    const to = from + (counts.get(id) ?? 0)
    slices.push({ datastream: id, from, to })
    next.set(id, slices.length - 1)
    from = to
  }
  const order = new Int32Array(length)
  const filled = Int32Array.from(slices, (slice) => slice.from)
  let slice = -1
  last = -1
  for (let row = 0; row < length; row++) {
    const id = datastream[row] as number
    if (id !== last) {
      slice = next.get(id) as number
      last = id
    }
    const at = filled[slice] as number
    order[at] = row
    filled[slice] = at + 1
  }
  for (const one of slices) sortSlice(order, one, time)
  return { order, slices }
}

function sortSlice(order: Int32Array, { from, to }: Slice, time: Float64Array): void {
  for (let at = from + 1; at < to; at++) {
    if ((time[order[at - 1] as number] as number) > (time[order[at] as number] as number)) {
      order.subarray(from, to).sort((a, b) => (time[a] as number) - (time[b] as number) || a - b)
      return
    }
  }
}
