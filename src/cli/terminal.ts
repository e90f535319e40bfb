import { Refusal } from '../platform/refusal.ts'

/** Lines for people go to stderr, so that stdout holds the result alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** A line that is written over while something goes on; on anything but a terminal it is silent. */
export class ProgressLine {
  readonly #isTerminal = process.stderr.isTTY === true

  show(text: string): void {
    if (this.#isTerminal) process.stderr.write(`\r\u001b[2K${text}`)
  }

  clear(): void {
    if (this.#isTerminal) process.stderr.write('\r\u001b[2K')
  }
}

/** What went wrong, in words that say what to do; with QUNCE_DEBUG the whole of it. */
export function describe(error: unknown): string {
  if (error instanceof Refusal) return `${error.message} (${error.code})`
  if (!(error instanceof Error)) return String(error)
  return process.env.QUNCE_DEBUG ? (error.stack ?? error.message) : error.message
}

/** Characters as columns of a terminal: Chinese ones take two. */
export function padded(text: string, width: number): string {
  let columns = 0
  for (const character of text) columns += (character.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1
  return text + ' '.repeat(Math.max(0, width - columns))
}
