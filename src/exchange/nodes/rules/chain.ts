import { createHash } from 'node:crypto'

/** Where each channel's chain begins. */
export const BEGINNING = '0'.repeat(64)

/** The hash of a message: SHA-256 of the one before it, a line feed and the message, in hexadecimal. */
export function linkOf(previous: string, event: string): string {
  return createHash('sha256').update(`${previous}\n${event}`).digest('hex')
}

/** The hashes of messages that follow each other. */
export function linksOf(previous: string, events: readonly string[]): string[] {
  let last = previous
  return events.map((event) => {
    last = linkOf(last, event)
    return last
  })
}
