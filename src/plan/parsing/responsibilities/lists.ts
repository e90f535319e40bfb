import { headOf } from '../lexicon/words.ts'
import type { Span } from '../types.ts'
import { type Context, draftEntry, type EntryDraft } from './entry.ts'
import { fold } from './fold.ts'
import type { Item } from './items.ts'
import { LABEL, labelRole } from './markers.ts'
import { readPhrase } from './phrases.ts'

const LONGEST = 1500
const DEEPEST = 3

interface Opening {
  at: number
  closer: number
  /** Deepest nesting seen inside. */
  inner: number
}

const CLOSER_OF = new Map<number, number>([
  [0x28, 0x29],
  [0x3014, 0x3015],
  [0x5b, 0x5d],
  [0x3010, 0x3011],
])

/** First characters of the verbs and labels that make a bracket worth reading: 牵 负 责 配 落 主 协 参 */
const TRIGGERS = new Set([...'牵负责配落主协参承'].map((unit) => unit.charCodeAt(0)))
/** What may stand before the colon of a label. */
const BEFORE_COLON = new Set([...'位门体区县市方构室企组) '].map((unit) => unit.charCodeAt(0)))

const KIND = new Uint8Array(65536)
for (const code of CLOSER_OF.keys()) KIND[code] = 1
for (const code of CLOSER_OF.values()) KIND[code] = 2
for (const code of TRIGGERS) KIND[code] = 3
KIND[0x3a] = 4

/**
 * Finds assignments in brackets (省发展改革委牵头,…) and under labels outside brackets (责任单位:…), in one pass over the
 * view that looks closer only at brackets with a verb or label inside, at lists of names that end a paragraph, and at
 * colons behind a word that can end a label.
 */
export function findLists(context: Context): EntryDraft[] {
  const { units } = context.input.view
  const found: EntryDraft[] = []
  const labels: number[] = []
  const stack: Opening[] = []
  let lastTrigger = -1
  for (let i = 0; i < units.length; i++) {
    const code = units[i] as number
    const kind = KIND[code]
    if (kind === 0) continue
    if (kind === 3) lastTrigger = i
    else if (kind === 1) {
      if (stack.length > 32) stack.shift()
      stack.push({ at: i, closer: CLOSER_OF.get(code) as number, inner: 0 })
    } else if (kind === 4) {
      if (i > 0 && BEFORE_COLON.has(units[i - 1] as number)) labels.push(i)
    } else {
      const opening = stack[stack.length - 1]
      if (opening?.closer !== code) continue
      stack.pop()
      const outer = stack[stack.length - 1]
      if (outer) outer.inner = Math.max(outer.inner, opening.inner + 1)
      const length = i - opening.at
      if (length < 3 || length > LONGEST || opening.inner > DEEPEST) continue
      const entry = readBracket(context, opening.at, i + 1, lastTrigger > opening.at)
      if (!entry) continue
      while (found.length > 0 && (found[found.length - 1] as EntryDraft).start >= opening.at) found.pop()
      found.push(entry)
    }
  }
  return merge(found, [...findLabelled(context, labels, found), ...findBlankLabels(context)])
}

/** Whether a list may start with this name: it is of the lexicon, or says at least whose body it is. */
const leads = (item: Item | undefined) =>
  item !== undefined && (item.reading.known || item.reading.prefix !== '' || item.reading.place !== '')

const DEFINES = /^(?:以下|含|如|即|包括|见|附件|试行|下同|简称|注|第(?!一责任|一牵头)|不含|其中|原|除)/

/** Reads one bracket (with its signs); null when it assigns nothing. */
function readBracket(context: Context, start: number, end: number, triggered: boolean): EntryDraft | null {
  const { plain } = context.input.view
  if (!triggered && !endsParagraph(plain, start, end)) return null
  const folded = fold(plain, start + 1, end - 1)
  const { text } = folded
  if (text.length < 3 || DEFINES.test(text)) return null
  const phrase = readPhrase(text, 0, text.length)
  if (phrase.groups.length === 0) return null
  if (!phrase.stated) {
    // Nothing but names, and at least one of them a body.
    const items = phrase.groups.flatMap((group) => group.items)
    if (!endsParagraph(plain, start, end) || text.length > 400) return null
    if (items.some((item) => item.reading.kind === 'unknown')) return null
    const bodies = items.filter((item) => item.reading.kind === 'body')
    // The first name must be of the lexicon; names after it may only have the form of one.
    if (bodies.length === 0 || !leads(items[0]) || bodies.every((item) => !item.reading.known)) return null
    return draftEntry(phrase, folded, [start, end], 'strict', context, true)
  }
  LABEL.lastIndex = 0
  const labelled = LABEL.test(text)
  const entry = draftEntry(phrase, folded, [start, end], labelled ? 'label' : 'verb', context, true)
  if (!entry) return null
  return entry
}

/** Whether a bracket stands where the list of a task stands: after a full sentence, or last in its paragraph. */
function endsParagraph(plain: string, start: number, end: number): boolean {
  let from = start
  while (from > 0 && start - from < 8 && ' \n\u3000'.includes(plain.charAt(from - 1))) from--
  const before = plain.charAt(from - 1)
  const after = plain.charAt(end)
  if (before === '。' || before === ';') return true
  if (after !== '' && after !== '\n' && after !== '\t' && after !== '。') return false
  // 领导小组办公室(省发展改革委)。 says what the office is, not who is to act.
  return before !== '' && from === start && headOf(`某${plain.slice(Math.max(0, start - 6), start)}`) === ''
}

/** What may stand before a label at the start of a line. */
const NUMBERING = /^[\s\d.、*★☆▲●■◆【[(-]*$/

/** Reads labels outside brackets: the names up to the end of the line or sentence, and lines that go on with other labels. */
function findLabelled(context: Context, colons: readonly number[], brackets: readonly EntryDraft[]): EntryDraft[] {
  const { plain } = context.input.view
  const found: EntryDraft[] = []
  let bracket = 0
  let done = 0
  for (const colon of colons) {
    if (colon < done) continue
    while (bracket < brackets.length && (brackets[bracket] as EntryDraft).end <= colon) bracket++
    const open = brackets[bracket]
    if (open && open.start < colon) continue
    const start = labelStart(plain, colon, done)
    if (start < 0) continue
    const end = runEnd(plain, colon + 1)
    const folded = fold(plain, start, end)
    if (/ICP备|公网安备|版权所有|网站标识码/.test(folded.text)) continue
    // Labels further on in this run were read with it.
    done = end
    const phrase = readPhrase(folded.text, 0, folded.text.length)
    if (phrase.groups.length === 0 || !phrase.stated) continue
    const entry = draftEntry(phrase, folded, trimmed(plain, start, end), 'label', context, true)
    if (!entry) continue
    found.push(entry)
  }
  return found
}

/** Lines that start with a label and a blank: 责任单位 市发展改革委 市财政局. */
function findBlankLabels(context: Context): EntryDraft[] {
  const { plain, lines } = context.input.view
  const found: EntryDraft[] = []
  for (const { start, end, cells } of lines) {
    if (cells || !LABEL_STARTS.has(plain.charAt(start))) continue
    const label = /^([一-龥]{4,8})[ \t]+(?=[^ \t])/.exec(plain.slice(start, Math.min(end, start + 16)))
    if (!label) continue
    LABEL.lastIndex = 0
    const match = LABEL.exec(`${label[1]}:`)
    const role =
      match && match.index === 0 && match[0].length === (label[1] ?? '').length + 1 ? labelRole(match[0]) : 'skip'
    if (role === 'skip') continue
    const folded = fold(plain, start + label[0].length, Math.min(end, start + LONGEST))
    const entry = draftEntry(
      readPhrase(folded.text, 0, folded.text.length, role),
      folded,
      [start, end],
      'verb',
      context,
      true,
    )
    if (entry) found.push(entry)
  }
  return found
}

const LABEL_STARTS = new Set('责牵配主协参负实承')

/** Where the label before a colon starts, -1 if it is none that names bodies. */
function labelStart(plain: string, colon: number, done: number): number {
  const from = Math.max(done, colon - 26)
  const stretch = plain.slice(from, colon + 1).replace(/[ \u3000]+:$/, ':')
  const shift = colon + 1 - from - stretch.length
  LABEL.lastIndex = 0
  let last = -1
  for (;;) {
    const match = LABEL.exec(stretch)
    if (!match) break
    if (match.index + match[0].length === stretch.length && labelRole(match[0]) !== 'skip') {
      last = match.index
      break
    }
    if (LABEL.lastIndex <= match.index) LABEL.lastIndex = match.index + 1
  }
  if (last < 0) return -1
  // 各责任单位: or 明确牵头单位: inside a sentence is no label: one stands at the start of a line or after a stop.
  const at = from + last + (shift > 0 ? 0 : 0)
  const before = plain.charAt(at - 1)
  if (before === '' || '\n\t。;,、 )(【[|'.includes(before)) return at
  let lineStart = at
  while (lineStart > 0 && at - lineStart <= 8 && plain.charAt(lineStart - 1) !== '\n') lineStart--
  return at - lineStart <= 8 && NUMBERING.test(plain.slice(lineStart, at)) ? at : -1
}

/** End of the names that start at `from`: the end of the line or sentence, unless another label goes on from there. */
function runEnd(plain: string, from: number): number {
  let at = from
  let depth = 0
  for (let lines = 0; lines < 8; lines++) {
    let i = at
    while (i < plain.length && i - from < LONGEST) {
      const unit = plain.charAt(i)
      if (unit === '\n' || unit === '。' || unit === '\t') break
      if (unit === '(') depth++
      // The bracket that the label stands in ends here.
      else if (unit === ')' && depth-- === 0) return i
      i++
    }
    let next = i
    while (next < plain.length && next - i < 6 && /[\s。*★]/.test(plain.charAt(next))) next++
    const ahead = plain.slice(next, next + 24)
    LABEL.lastIndex = 0
    const label = LABEL.exec(ahead)
    // The same label again belongs to the next task.
    const again = label && plain.slice(from - 14, from).includes(label[0].replace(/[::为]$/, ''))
    if (!label || label.index > 1 || again || plain.charAt(i) === '\t') return i
    at = next + label.index + label[0].length
  }
  return at
}

function trimmed(plain: string, start: number, end: number): Span {
  let from = start
  let to = end
  while (from < to && /\s/.test(plain.charAt(from))) from++
  while (to > from && /\s/.test(plain.charAt(to - 1))) to--
  return [from, to]
}

/** Both lists in text order; of two that overlap the bracket wins. */
function merge(brackets: EntryDraft[], labelled: EntryDraft[]): EntryDraft[] {
  const all = [...brackets, ...labelled].sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: EntryDraft[] = []
  for (const entry of all) {
    const previous = kept[kept.length - 1]
    if (previous && entry.start < previous.end) continue
    kept.push(entry)
  }
  return kept
}
