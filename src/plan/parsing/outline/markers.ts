import { classAt, DIGIT, HAN, NUMERAL, OPEN, SPACE, skipSpace } from '../chars.ts'
import { arabicNumeral, chineseNumeral, numeral } from './numerals.ts'

/** How a heading is marked. The order of RANKS is the order in which official documents nest them. */
export type Style =
  | 'annex'
  | 'bian'
  | 'pian'
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'chinese'
  | 'chinese_paren'
  | 'arabic'
  | 'arabic_comma'
  | 'dotted'
  | 'arabic_paren'
  | 'arabic_half_paren'
  | 'circled'
  | 'roman'
  | 'box'
  | 'stated'
  | 'plain'
  | 'ordinal'
  | 'dash'
  | 'horizon'
  | 'run_in'
  | 'inline'

export const RANKS: Record<Style, number> = {
  annex: 0,
  bian: 1,
  pian: 2,
  part: 3,
  chapter: 4,
  section: 5,
  article: 6,
  roman: 7,
  chinese: 8,
  chinese_paren: 9,
  arabic: 10,
  arabic_comma: 10,
  dotted: 10,
  arabic_paren: 12,
  arabic_half_paren: 13,
  circled: 14,
  // A box belongs to the section, not to the numbered item before it.
  box: 9.5,
  stated: 16,
  plain: 17,
  ordinal: 18,
  dash: 19,
  horizon: 20,
  run_in: 21,
  inline: 22,
}

/** A marker at the start of a line. Offsets are into the view. */
export interface Marker {
  style: Style
  number: number | null
  /** For 1.2.3: every component. */
  path?: readonly number[]
  start: number
  /** Where the title begins. */
  end: number
  /** The marker in its normal form, a segment of the node's address; '' where the title has to serve. */
  label: string
}

const PARTS: readonly (readonly [string, Style])[] = [
  ['部分', 'part'],
  ['编', 'bian'],
  ['篇', 'pian'],
  ['章', 'chapter'],
  ['节', 'section'],
  ['条', 'article'],
]
/** What a number at the start of a line measures rather than numbers: `1.5万公里`, `3.2%`. */
const MEASURES = new Set('万亿千百%‰倍个米公里元人吨年月日小时兆兆瓦度'.split(''))
const MEASURED = ['平方', '公里', '公顷', '立方', '左右']
const BULLETS = new Set([...'●•◆■★▲○◇□※▪◎'].map((sign) => sign.charCodeAt(0)))
const LEADING_WORDS: readonly (readonly [string, number])[] = [
  ['首先', 1],
  ['其次', 2],
  ['再次', 3],
  ['最后', 99],
]

/** The marker at `start` of a line that ends at `end`; null where the line has none. `text` is the folded view. */
export function markerAt(text: string, start: number, end: number): Marker | null {
  const code = text.charCodeAt(start)
  const kind = classAt(text, start)
  if (code === 0x7b2c) return ordinalMarker(text, start, end) // 第
  if (kind & NUMERAL) return chineseMarker(text, start, end)
  if (kind & DIGIT) return arabicMarker(text, start, end)
  if (code === 0x28 || code === 0x3014 || code === 0x5b) return parenMarker(text, start, end) // ( 〔 [
  if (code >= 0x2460 && code <= 0x249b) return enclosedMarker(code, start)
  if (code >= 0x3220 && code <= 0x3229)
    return {
      style: 'chinese_paren',
      number: code - 0x321f,
      start,
      end: start + 1,
      label: `(${CHINESE[code - 0x321f]})`,
    }
  if (code >= 0x2160 && code <= 0x216b) return romanMarker(text, code, start, end)
  if (isDash(code)) return dashMarker(text, start, end)
  if (BULLETS.has(code)) {
    return { style: 'dash', number: null, start, end: skipSpace(text, start + 1, end), label: '' }
  }
  if (code === 0x4e13 || code === 0x9644) return namedMarker(text, start, end) // 专 附
  for (const [word, number] of LEADING_WORDS) {
    if (word.charCodeAt(0) === code && text.startsWith(word, start) && isComma(text.charCodeAt(start + word.length))) {
      return { style: 'ordinal', number, start, end: start + word.length + 1, label: word }
    }
  }
  return null
}

const CHINESE = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const isComma = (code: number) => code === 0x2c || code === 0x3001
const isDash = (code: number) =>
  code === 0x2014 || code === 0x2015 || code === 0x2500 || code === 0x2d || code === 0x2013 || code === 0x2e3a

/** 第三章, 第一节, 第二部分, and 第一， as a word that counts. */
function ordinalMarker(text: string, start: number, end: number): Marker | null {
  const at = skipSpace(text, start + 1, Math.min(end, start + 3))
  const count = numeral(text, at, end)
  if (!count) return null
  const after = skipSpace(text, count.end, Math.min(end, count.end + 2))
  for (const [word, style] of PARTS) {
    if (!text.startsWith(word, after)) continue
    const label = `第${text.slice(at, count.end)}${word}`
    return { style, number: count.value, start, end: skipTitleGap(text, after + word.length, end), label }
  }
  if (isComma(text.charCodeAt(count.end))) {
    return { style: 'ordinal', number: count.value, start, end: count.end + 1, label: text.slice(start, count.end) }
  }
  return null
}

/** 一、 and 一是; 一． and 一 followed by a blank. */
function chineseMarker(text: string, start: number, end: number): Marker | null {
  const count = chineseNumeral(text, start, end)
  if (!count || count.value === 0 || count.value > 199) return null
  const label = text.slice(start, count.end)
  const next = text.charCodeAt(count.end)
  // 、 . and the full stop ．; a blank only before a short line (checked by whoever reads the title)
  if (next === 0x3001 || next === 0x2e || next === 0xfe52) {
    return { style: 'chinese', number: count.value, start, end: skipTitleGap(text, count.end + 1, end), label }
  }
  if (next === 0x662f) return { style: 'ordinal', number: count.value, start, end: count.end + 1, label: `${label}是` }
  if (classAt(text, count.end) & SPACE && count.end < end && end - start < 40) {
    return { style: 'chinese', number: count.value, start, end: skipSpace(text, count.end, end), label }
  }
  if (next === 0x29)
    return { style: 'chinese_paren', number: count.value, start, end: count.end + 1, label: `(${label})` }
  return null
}

/** 1. 1、 1) 1.2.3 */
function arabicMarker(text: string, start: number, end: number): Marker | null {
  const first = arabicNumeral(text, start, end)
  if (!first || first.value > 999) return null
  const label = text.slice(start, first.end)
  const next = text.charCodeAt(first.end)
  if (next === 0x3001) {
    return { style: 'arabic_comma', number: first.value, start, end: skipTitleGap(text, first.end + 1, end), label }
  }
  if (next === 0x29)
    return { style: 'arabic_half_paren', number: first.value, start, end: first.end + 1, label: `${label})` }
  if (next === 0x2e || next === 0xfe52) {
    if (classAt(text, first.end + 1) & DIGIT && first.end + 1 < end) return dottedMarker(text, start, end)
    return { style: 'arabic', number: first.value, start, end: skipTitleGap(text, first.end + 1, end), label }
  }
  if (classAt(text, first.end) & SPACE && first.end < end && end - start < 40) {
    const at = skipSpace(text, first.end, end)
    if (classAt(text, at) & HAN && !MEASURES.has(text.charAt(at))) {
      return { style: 'dotted', number: first.value, path: [first.value], start, end: at, label }
    }
  }
  return null
}

function dottedMarker(text: string, start: number, end: number): Marker | null {
  const path: number[] = []
  let i = start
  for (;;) {
    const part = arabicNumeral(text, i, end)
    if (!part || part.value > 199 || path.length >= 6) return null
    path.push(part.value)
    i = part.end
    const code = text.charCodeAt(i)
    if ((code === 0x2e || code === 0xfe52) && i + 1 < end && classAt(text, i + 1) & DIGIT) i++
    else break
  }
  const label = text.slice(start, i)
  const code = text.charCodeAt(i)
  if (code === 0x2e || code === 0x3001) i++
  const at = skipSpace(text, i, end)
  // A decimal number is no marker: 1.5万公里, 3.2% …
  if (at >= end || !(classAt(text, at) & (HAN | OPEN)) || MEASURES.has(text.charAt(at))) return null
  if (at === i && MEASURED.some((unit) => text.startsWith(unit, at))) return null
  return { style: 'dotted', number: path[path.length - 1] as number, path, start, end: at, label }
}

/** (一) (1) */
function parenMarker(text: string, start: number, end: number): Marker | null {
  const at = skipSpace(text, start + 1, Math.min(end, start + 3))
  const count = numeral(text, at, end)
  if (!count || count.value === 0 || count.value > 199) return null
  const close = skipSpace(text, count.end, Math.min(end, count.end + 2))
  const code = text.charCodeAt(close)
  if (code !== 0x29 && code !== 0x3015 && code !== 0x5d) return null
  const style: Style = classAt(text, at) & DIGIT ? 'arabic_paren' : 'chinese_paren'
  return {
    style,
    number: count.value,
    start,
    end: skipTitleGap(text, close + 1, end),
    label: `(${text.slice(at, count.end)})`,
  }
}

/** ① ⑴ ⒈ */
function enclosedMarker(code: number, start: number): Marker | null {
  if (code <= 0x2473) {
    return { style: 'circled', number: code - 0x245f, start, end: start + 1, label: String.fromCharCode(code) }
  }
  if (code <= 0x2487) {
    return { style: 'arabic_paren', number: code - 0x2473, start, end: start + 1, label: `(${code - 0x2473})` }
  }
  return { style: 'arabic', number: code - 0x2487, start, end: start + 1, label: `${code - 0x2487}` }
}

function romanMarker(text: string, code: number, start: number, end: number): Marker | null {
  const next = text.charCodeAt(start + 1)
  if (next !== 0x2e && next !== 0x3001) return null
  return {
    style: 'roman',
    number: code - 0x215f,
    start,
    end: skipSpace(text, start + 2, end),
    label: text.charAt(start),
  }
}

/** —— at least two dashes, or one dash of full length. */
function dashMarker(text: string, start: number, end: number): Marker | null {
  let i = start
  while (i < end && isDash(text.charCodeAt(i))) i++
  if (i - start < 2 && text.charCodeAt(start) !== 0x2e3a) return null
  return { style: 'dash', number: null, start, end: skipSpace(text, i, end), label: '' }
}

/** 专栏2 …, 附件1, 附录 */
function namedMarker(text: string, start: number, end: number): Marker | null {
  const word = text.startsWith('专栏', start)
    ? '专栏'
    : (['附件', '附录', '附表'].find((w) => text.startsWith(w, start)) ?? null)
  if (!word) return null
  const at = skipSpace(text, start + word.length, end)
  const count = numeral(text, at, Math.min(end, at + 4))
  const after = count ? count.end : start + word.length
  const box = word === '专栏'
  if (!count && box && at < end && classAt(text, at) & HAN && at === after) return null
  if (!box) {
    // 附件 stands alone or with its number, as a label over the annex; 附件：1.… is a list of annexes.
    const rest = skipSpace(text, after, end)
    if (rest < end && !(count && classAt(text, after) & SPACE) && text.charCodeAt(rest) !== 0x3a) return null
  }
  const label = `${word}${count ? text.slice(at, count.end) : ''}`
  return {
    style: box ? 'box' : 'annex',
    number: count?.value ?? null,
    start,
    end: skipTitleGap(text, after, end),
    label,
  }
}

/** Past the blanks and the colon, comma or dot that may stand between a marker and its title. */
function skipTitleGap(text: string, start: number, end: number): number {
  let i = skipSpace(text, start, end)
  const code = text.charCodeAt(i)
  if (i < end && (code === 0x3a || code === 0x3001 || code === 0x2e || code === 0xb7)) i = skipSpace(text, i + 1, end)
  return i
}
