/**
 * Without characters that nobody types and nobody sees, by which a text can look like another one or break a line of a
 * log: controls (C0, DEL, C1), half a surrogate pair, the overrides and isolates of writing direction.
 */
const LINE = /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u
/** The same, but a long text has paragraphs and tabs. */
const PROSE = /^(?:[\t\n\r]|[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069])*$/u

/** Formats of texts that people send, for the schema compiler; `Text` and `LongText` ask for them. */
export const TEXT_FORMATS = { line: LINE, prose: PROSE } as const

export function isTextFormat(format: unknown): boolean {
  return typeof format === 'string' && Object.hasOwn(TEXT_FORMATS, format)
}
