import { httpRefusals } from './refusals.ts'

/** Selectors of a form of the character before them: of an emoji, of a rare Chinese name, of a Mongolian letter. */
const SELECTOR = String.raw`\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}`
/** They join letters or keep them apart: Uyghur, Tibetan, Mongolian and Kazakh spell with them, and so do emoji. */
const JOINER = String.raw`\u200c\u200d\u180e`
const SHOWN = String.raw`\p{L}\p{M}\p{N}\p{P}\p{S}\p{Co}`

/**
 * What nobody types and nobody sees, by which a text can look like another one or break a line of a log: controls (C0,
 * DEL, C1), half a surrogate pair, marks of writing direction, separators of lines and paragraphs, blanks without width,
 * fillers, tags, code points that are no characters. Selectors and joiners count where nothing stands that they
 * belong to.
 */
const unseen = (controls: string) =>
  [
    String.raw`(?![${JOINER}${SELECTOR}])[${controls}\p{Cs}\p{Zl}\p{Zp}\p{DI}\p{NChar}\ufff9-\ufffb]`,
    String.raw`[${JOINER}](?![\p{L}\p{M}\p{N}\p{S}])|(?<![${SHOWN}])[${JOINER}]|(?<=[${JOINER}])[${JOINER}]`,
    `(?<![${SHOWN}])[${SELECTOR}]|(?<=[${SELECTOR}])[${SELECTOR}]`,
  ].join('|')

const UNSEEN = {
  line: new RegExp(unseen(String.raw`\p{Cc}`), 'u'),
  /** The same, but a long text has paragraphs and tabs. */
  prose: new RegExp(unseen(String.raw`\0-\x08\v\f\x0e-\x1f\x7f-\x9f`), 'u'),
} as const
const EVERY_UNSEEN = new RegExp(UNSEEN.prose.source, 'gu')

/** The blank of Braille is a sign to Unicode, and a blank to who reads. */
const SEEN = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u

type Kind = keyof typeof UNSEEN

/** Whether a text that did not come by a schema (a cell, a field of a form) holds nothing that cannot be seen. */
export const isClean = (text: string, kind: Kind) => !UNSEEN[kind].test(text)

/** Whether there is something to see: blanks alone are no name and no reason. */
export const isSaid = (text: string) => SEEN.test(text)

/**
 * Formats of texts that people send, for the schema compiler. `line` and `prose` may be empty: a note that nobody has to
 * give. A text that has to be there (`Text`, `LongText`) says something.
 */
export const TEXT_FORMATS = {
  line: (text: string) => isClean(text, 'line'),
  prose: (text: string) => isClean(text, 'prose'),
  'said-line': (text: string) => isClean(text, 'line') && isSaid(text),
  'said-prose': (text: string) => isClean(text, 'prose') && isSaid(text),
} as const

/** The same for answers: what was taken in by an older rule is still read. */
export const ANSWERED_FORMATS = Object.fromEntries(Object.keys(TEXT_FORMATS).map((format) => [format, true as const]))

/** The refusal of a text that failed one of our formats; null where the format is not ours. */
export function textRefusal(field: string, format: unknown, text: unknown) {
  if (typeof format !== 'string' || !Object.hasOwn(TEXT_FORMATS, format)) return null
  const isBlank = typeof text === 'string' && isClean(text, format.endsWith('line') ? 'line' : 'prose')
  return isBlank ? httpRefusals.textBlank(field) : httpRefusals.textUnclean(field)
}

/** What cannot be seen stands as ␀, so that who is told of it sees where it is, and is told none of it. */
export const visible = (text: string) => text.replaceAll(EVERY_UNSEEN, '␀')

/** @throws Refusal text_unclean, which names the field */
export function expectClean(field: string, text: string, kind: Kind): void {
  if (!isClean(text, kind)) throw httpRefusals.textUnclean(field)
}

/** The beginning of what somebody sent, whatever it is: also what is nested too deep to be written out. */
export function shown(value: unknown, most: number): string {
  try {
    return (JSON.stringify(value) ?? 'nothing').slice(0, most)
  } catch {
    return Array.isArray(value) ? '[…]' : '{…}'
  }
}
