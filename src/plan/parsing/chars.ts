/** What one UTF-16 unit is to the grammar; a unit may be several things. */
export const DIGIT = 1
/** 一二三 … 十百千零〇两 */
export const NUMERAL = 2
/** Where a sentence ends: 。！？ */
export const STOP = 4
/** Where a clause ends: ，、；： and their half-width forms, and every stop */
export const PAUSE = 8
export const SPACE = 16
/** A Chinese character. */
export const HAN = 32
export const LATIN = 64
/** Opening and closing brackets and quotation marks */
export const OPEN = 128
export const CLOSE = 256

const CLASSES = new Uint16Array(65536)

function mark(units: string, bits: number): void {
  for (let i = 0; i < units.length; i++) CLASSES[units.charCodeAt(i)] = (CLASSES[units.charCodeAt(i)] ?? 0) | bits
}

for (let code = 0x3400; code < 0xa000; code++) CLASSES[code] = HAN
mark('〇', HAN)
mark('0123456789０１２３４５６７８９', DIGIT)
mark('一二三四五六七八九十百千零〇两', NUMERAL)
mark('。！？!?', STOP | PAUSE)
mark('，,、；;：:', PAUSE)
mark(' \t\n\r\f\v\u00a0\u3000\ufeff\u200b\u2002\u2003\u2009', SPACE)
mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', LATIN)
mark('（(〔[【《〈“‘「『{', OPEN)
mark('）)〕]】》〉”’」』}', CLOSE)

/** The classes of the unit at `index` as a bit set; 0 outside the text. */
export function classAt(text: string, index: number): number {
  return index >= 0 && index < text.length ? (CLASSES[text.charCodeAt(index)] as number) : 0
}

/** The classes of a UTF-16 unit that is one (not NaN). */
export function classOf(code: number): number {
  return CLASSES[code] as number
}

/** First index from `start` that is no white space, at most `end`. */
export function skipSpace(text: string, start: number, end: number): number {
  let i = start
  while (i < end && classAt(text, i) & SPACE) i++
  return i
}

/** Index after the last unit before `end` that is no white space, at least `start`. */
export function trimEnd(text: string, start: number, end: number): number {
  let i = end
  while (i > start && classAt(text, i - 1) & SPACE) i--
  return i
}

const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true })

/** The UTF-16 units of a text: what reads every one of them reads an array at half the price of the string. */
export function unitsOf(text: string): Uint16Array {
  const bytes = Buffer.allocUnsafeSlow(text.length * 2)
  bytes.write(text, 'utf16le')
  return new Uint16Array(bytes.buffer)
}

/** What `foldWidths` changes. */
const WIDE = /[\uff01-\uff5e\u3000\u00a0\ufeff]/

/**
 * The text with full-width ASCII (，：（）０Ａ％) in half width and every kind of blank as a plain blank, unit for unit:
 * offsets stay the same, so the grammar needs one form of each sign.
 */
export function foldWidths(text: string): string {
  if (!WIDE.test(text)) return text
  const units = unitsOf(text)
  for (let i = 0; i < units.length; i++) {
    const code = units[i] as number
    if (code >= 0xff01 && code <= 0xff5e) units[i] = code - 0xfee0
    else if (code === 0x3000 || code === 0xa0 || code === 0xfeff) units[i] = 0x20
  }
  return UTF16.decode(units)
}
