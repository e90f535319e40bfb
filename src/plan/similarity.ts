/** Length of the runs of characters that two texts are compared by. Shorter ones are common to all plans. */
const RUN = 8
/** One in so many runs is kept in a document's fingerprint. */
const SAMPLE = 16
const MOST_FINGERPRINTS = 20_000

/** The characters that say something, in one width and case: no blanks, no punctuation, no markup. */
export function essence(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()
}

/** Hashes (32 bits) of all runs of RUN characters of a text's essence; of a shorter text, of the whole. */
export function runsOf(text: string): Set<number> {
  const plain = essence(text)
  const runs = new Set<number>()
  if (plain.length === 0) return runs
  if (plain.length <= RUN) return runs.add(hashOf(plain, 0, plain.length))
  // A rolling hash: one step per character, whatever the length of a run.
  let hash = hashOf(plain, 0, RUN)
  runs.add(hash)
  for (let end = RUN; end < plain.length; end++) {
    hash = (hash - Math.imul(plain.charCodeAt(end - RUN), LEADING)) | 0
    hash = (Math.imul(hash, BASE) + plain.charCodeAt(end)) | 0
    runs.add(hash)
  }
  return runs
}

const BASE = 16_777_619
const LEADING = (() => {
  let power = 1
  for (let step = 1; step < RUN; step++) power = Math.imul(power, BASE)
  return power
})()

function hashOf(text: string, from: number, to: number): number {
  let hash = 0
  for (let at = from; at < to; at++) hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0
  return hash
}

/** A sample of runs that depends on the runs alone, so that two documents with text in common sample the same of it. */
export function fingerprintOf(runs: ReadonlySet<number>): number[] {
  const sample: number[] = []
  for (const run of runs) if (mixed(run) % SAMPLE === 0) sample.push(run)
  // The smallest by mixed order, so that the cut depends on the runs alone as well.
  return sample.length <= MOST_FINGERPRINTS
    ? sample
    : sample.sort((a, b) => mixed(a) - mixed(b)).slice(0, MOST_FINGERPRINTS)
}

function mixed(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x45d9f3b)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** How much of `part` stands in `whole`, 0 to 1. */
export function containment(part: ReadonlySet<number>, whole: ReadonlySet<number>): number {
  if (part.size === 0) return 0
  let shared = 0
  for (const run of part) if (whole.has(run)) shared++
  return shared / part.size
}

/** How alike two short texts are by their pairs of characters (Dice), 0 to 1; equal but for blanks and marks is 1. */
export function likeness(one: string, other: string): number {
  const a = essence(one)
  const b = essence(other)
  if (a === b) return 1
  const pairs = new Map<string, number>()
  for (let at = 0; at + 1 < a.length; at++) {
    const pair = a.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let shared = 0
  for (let at = 0; at + 1 < b.length; at++) {
    const pair = b.slice(at, at + 2)
    const left = pairs.get(pair) ?? 0
    if (left > 0) {
      shared++
      pairs.set(pair, left - 1)
    }
  }
  const total = Math.max(0, a.length - 1) + Math.max(0, b.length - 1)
  return total === 0 ? 0 : (2 * shared) / total
}
