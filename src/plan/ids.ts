import { randomBytes } from 'node:crypto'

/** Ids of one millisecond that count up; beyond them the next millisecond is borrowed. */
const COUNTS = 0x1000
let lastMillisecond = 0
let count = 0

/**
 * A new commitment's id: a UUID of version 7 (RFC 9562, method 1) whose order is that of the calls in this process, so
 * that commitments of one sentence keep the order of its words.
 */
export function newCommitmentId(now: number = Date.now()): string {
  count = now > lastMillisecond ? 0 : count + 1
  lastMillisecond = Math.max(now, lastMillisecond)
  if (count === COUNTS) {
    lastMillisecond++
    count = 0
  }
  const time = lastMillisecond.toString(16).padStart(12, '0')
  const random = randomBytes(8)
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
  const tail = random.toString('hex')
  const counted = count.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counted}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
