import type { RepairEntry, Span } from '../plan/parsing/types.ts'
import type { PlainText } from './types.ts'

/** What a unit becomes: 0 is left out, CLAUSE and SENTENCE end a clause or a sentence, all else stands for itself. */
const FOLDED = new Uint16Array(65536)
const CLAUSE = 0x20
const SENTENCE = 0x0a

for (let code = 0; code < 65536; code++) FOLDED[code] = fold(code)

function fold(code: number): number {
  const unit = String.fromCharCode(code)
  if ('。；！？;!?'.includes(unit)) return SENTENCE
  if ('，、：,:·・|/'.includes(unit)) return CLAUSE
  if ('—－–-~～─―'.includes(unit)) return '—'.charCodeAt(0)
  if (/[\p{P}\p{S}\p{Z}\p{C}]/u.test(unit) && !'%‰+'.includes(unit)) return 0
  const plain = unit.normalize('NFKC').toLowerCase()
  return plain.length === 1 ? plain.charCodeAt(0) : code
}

const DASH = '—'.charCodeAt(0)

/**
 * The words of a stretch of text in one width and case. Quotation marks, brackets and blanks are left out, so that
 * “三南” and 三南 are the same; proven repairs are applied; `without` names what is not part of the words.
 */
export function plainText(
  text: string,
  [start, end]: Span,
  repairs: readonly RepairEntry[],
  without: readonly Span[] = [],
): PlainText {
  const units: number[] = []
  const at: number[] = []
  const put = (code: number, offset: number) => {
    const last = units.at(-1)
    if (code === CLAUSE && (last === undefined || last === CLAUSE || last === SENTENCE)) return
    if (code === SENTENCE && last === CLAUSE) units[units.length - 1] = SENTENCE
    else if ((code === SENTENCE && (last === undefined || last === SENTENCE)) || (code === DASH && last === DASH))
      return
    else {
      units.push(code)
      at.push(offset)
    }
  }
  let repair = lowerBound(repairs, start)
  let skip = lowerBound(without, start)
  for (let offset = start; offset < end; offset++) {
    const mended = repairs[repair]
    if (mended && mended.span[0] <= offset) {
      repair++
      if (mended.fix !== null && mended.span[0] === offset && mended.span[1] <= end) {
        for (const unit of mended.fix) {
          const code = FOLDED[unit.charCodeAt(0)] as number
          if (code !== 0) put(code, offset)
        }
        offset = Math.max(offset, mended.span[1]) - 1
        continue
      }
    }
    const left = without[skip]
    if (left && left[0] <= offset) {
      skip++
      offset = Math.max(offset, left[1]) - 1
      put(SENTENCE, offset)
      continue
    }
    const code = FOLDED[text.charCodeAt(offset)] as number
    if (code !== 0) put(code, offset)
    else if (text.charCodeAt(offset) === 0x0a && offset > start) put(CLAUSE, offset)
  }
  return { text: decode(units), at: Int32Array.from(at) }
}

/** The same folding for a short text whose place does not matter. */
export function plain(text: string): string {
  const units: number[] = []
  for (let i = 0; i < text.length; i++) {
    const code = FOLDED[text.charCodeAt(i)] as number
    if (code !== 0) units.push(code)
  }
  return decode(units).trim()
}

function decode(units: readonly number[]): string {
  let text = ''
  for (let i = 0; i < units.length; i += 4096) text += String.fromCharCode(...units.slice(i, i + 4096))
  return text
}

/** Index of the first entry that ends behind a place; entries are in text order and do not overlap. */
function lowerBound(entries: readonly ({ span: Span } | Span)[], place: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    const entry = entries[middle] as { span: Span } | Span
    if (('span' in entry ? entry.span : entry)[1] > place) high = middle
    else low = middle + 1
  }
  return low
}
