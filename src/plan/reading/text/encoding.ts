import { refusals } from '../refusals.ts'
import { COMMON_HANZI } from './commonHanzi.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

const SAMPLE_CHARACTERS = 200_000
/** Fewer Chinese characters than this prove nothing about an encoding. */
const LEAST_EVIDENCE = 6

/** Decodes with an encoding of the WHATWG list; null when a byte does not belong to it. A byte order mark is dropped. */
export function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The encoding that a byte order mark states, if there is one. */
export function markedEncoding(bytes: Uint8Array): Encoding | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0x84 && b === 0x31 && c === 0x95 && d === 0x33) return 'gb18030'
  return null
}

/**
 * Share of the Chinese characters of a text that are common ones, 0 to 1; null when there are too few to tell.
 * Running Chinese text has 0.5 or more; bytes decoded in the wrong encoding stay under 0.15.
 */
function commonShare(text: string, leastEvidence: number = LEAST_EVIDENCE): number | null {
  let hanzi = 0
  let common = 0
  const end = Math.min(text.length, SAMPLE_CHARACTERS)
  for (let at = 0; at < end; at++) {
    const unit = text.charCodeAt(at)
    // Everything beyond Latin counts, so that stray scripts and private-use characters lower the share.
    const isPunctuation = (unit >= 0x2000 && unit <= 0x2bff) || (unit >= 0x3000 && unit <= 0x303f) || unit >= 0xff00
    if (unit < 0x80 || isPunctuation) continue
    hanzi++
    if (COMMON_HANZI.has(text.charAt(at))) common++
  }
  return hanzi < leastEvidence ? null : common / hanzi
}

/** Whether text looks like Chinese prose rather than bytes decoded in a wrong encoding. */
export function isCertainlyChinese(text: string): boolean {
  const share = commonShare(text)
  return share !== null && share >= 0.3
}

/** How many characters of a long sample belong to no text: controls other than white space, U+FFFE, U+FFFF. */
function countControls(text: string): number {
  let controls = 0
  for (let at = 0; at < Math.min(text.length, SAMPLE_CHARACTERS * 5); at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x20 ? unit < 0x09 || unit > 0x0d : unit === 0x7f || unit >= 0xfffe) controls++
  }
  return controls
}

/** Throws when decoded text is binary data that happens to decode. */
function assertText(text: string, file: string): string {
  if (text.includes('\0')) throw refusals.notText(file, 'binary data')
  const controls = countControls(text)
  if (controls > 8 && controls * 100 > Math.min(text.length, SAMPLE_CHARACTERS * 5))
    throw refusals.notText(file, 'binary data')
  return text
}

/**
 * The text of a plain text file: UTF-8 with or without mark, UTF-16 with mark, or GB18030 where that is certain.
 * A wrong guess is worse than a refusal.
 * @throws Refusal not_text, encoding_undecidable, encoding_damaged
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const marked = markedEncoding(bytes)
  if (marked !== null) {
    const text = decodeStrictly(bytes, marked)
    if (text === null) throw refusals.encodingDamaged(file, marked.toUpperCase(), null)
    return assertText(text.startsWith('\ufeff') ? text.slice(1) : text, file)
  }
  if (bytes.includes(0)) {
    if (looksLikeUtf16(bytes)) throw refusals.encodingUndecidable(file, 'perhaps UTF-16 without a byte order mark')
    throw refusals.notText(file, 'binary data')
  }
  const utf8 = decodeStrictly(bytes, 'utf-8')
  if (utf8 !== null) {
    if (commonShare(utf8) === null && hasTwoByteLetters(utf8)) {
      const other = decodeStrictly(bytes, 'gb18030')
      if (other !== null && (commonShare(other, 1) ?? 0) >= 0.5)
        throw refusals.encodingUndecidable(file, 'it can be read both as UTF-8 and as GB18030')
    }
    return assertText(utf8, file)
  }
  const gb18030 = decodeStrictly(bytes, 'gb18030')
  if (gb18030 !== null && isCertainlyChinese(gb18030)) return assertText(gb18030, file)
  if (looksBinary(bytes)) throw refusals.notText(file, 'binary data')
  throw refusals.encodingUndecidable(file, describe(bytes, gb18030))
}

/** UTF-16 text of ASCII or Chinese has its zero bytes on one side only. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  if (bytes.length % 2 !== 0) return false
  let even = 0
  let odd = 0
  const end = Math.min(bytes.length, 65_536)
  for (let at = 0; at + 1 < end; at += 2) {
    if (bytes[at] === 0) even++
    if (bytes[at + 1] === 0) odd++
  }
  return Math.min(even, odd) === 0
}

function hasTwoByteLetters(text: string): boolean {
  for (let at = 0; at < Math.min(text.length, SAMPLE_CHARACTERS); at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0x80 && unit < 0x800) return true
  }
  return false
}

function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0
  const end = Math.min(bytes.length, 65_536)
  for (let at = 0; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) controls++
  }
  return controls * 100 > end
}

/** What to say of bytes that are neither UTF-8 nor certain GB18030. */
function describe(bytes: Uint8Array, gb18030: string | null): string {
  const damage = firstInvalidUtf8(bytes)
  // A long valid beginning means UTF-8 that was damaged or cut, not another encoding.
  if (damage > 200 && commonShare(new TextDecoder().decode(bytes.subarray(0, damage))) !== null)
    return `UTF-8 up to byte ${damage}, then something else`
  return gb18030 === null ? 'neither UTF-8 nor GB18030' : 'not UTF-8, and as GB18030 it does not read as Chinese'
}

function firstInvalidUtf8(bytes: Uint8Array): number {
  let low = 0
  let high = bytes.length
  // In a stream decoder an incomplete last character is no error, so "decodes" is monotonic in the length.
  while (low < high) {
    const middle = (low + high + 1) >> 1
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      low = middle
    } catch {
      high = middle - 1
    }
  }
  return low
}
