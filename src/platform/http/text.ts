import { httpRefusals } from './refusals.ts'

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

/** Whether a text that did not come by a schema (a cell, a field of a form) holds nothing that cannot be seen. */
export const isClean = (text: string, format: keyof typeof TEXT_FORMATS) => TEXT_FORMATS[format].test(text)

/** What cannot be seen stands as ␀, so that who is told of it sees where it is, and is told none of it. */
export const visible = (text: string) => text.replaceAll(/[^\P{C}\t\n\r]/gu, '␀')

/** @throws Refusal text_unclean, which names the field */
export function expectClean(field: string, text: string, format: keyof typeof TEXT_FORMATS): void {
  if (!isClean(text, format)) throw httpRefusals.textUnclean(field)
}
