import { refusals } from '../refusals.ts'
import { decodeStrictly, decodeText, isCertainlyChinese, markedEncoding } from '../text/encoding.ts'

/**
 * The text of a web page: by byte order mark, else by the charset it states when its bytes agree, else like any text.
 * @throws Refusal not_text, encoding_undecidable, encoding_damaged
 */
export function decodeHtml(bytes: Uint8Array, file: string): string {
  if (markedEncoding(bytes) !== null) return decodeText(bytes, file)
  const stated = statedCharset(bytes)
  if (stated === null || bytes.includes(0)) return decodeText(bytes, file)
  const text = decodeStrictly(bytes, stated)
  if (text !== null) return text
  // Pages are often saved in another encoding than they state.
  const utf8 = decodeStrictly(bytes, 'utf-8')
  if (utf8 !== null) return utf8
  const gb18030 = decodeStrictly(bytes, 'gb18030')
  if (gb18030 !== null && isCertainlyChinese(gb18030)) return gb18030
  throw refusals.encodingDamaged(file, stated.toUpperCase(), null)
}

/** The charset of `<meta charset>` or `<meta http-equiv="Content-Type">`, in the first bytes as browsers look for it. */
function statedCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1')
  const label = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})/i.exec(head)?.[1]?.toLowerCase()
  if (label === undefined) return null
  if (/^gb|^x-gbk/.test(label)) return 'gb18030'
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}
