import { markedEncoding } from './text/encoding.ts'

/** What the content of a file is. `office` is a compound file of old Office or an encrypted new one. */
export type Content =
  | { is: 'pdf' | 'zip' | 'html' | 'md' | 'txt' }
  | { is: 'unsupported'; format: string; saveAs: string }
  | { is: 'encrypted'; format: string }
  | { is: 'binary'; found: string }

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, index) => bytes[index] === byte)

const IMAGES: readonly (readonly [string, ...number[]])[] = [
  ['a PNG picture', 0x89, 0x50, 0x4e, 0x47],
  ['a JPEG picture', 0xff, 0xd8, 0xff],
  ['a GIF picture', 0x47, 0x49, 0x46, 0x38],
  ['a TIFF picture', 0x49, 0x49, 0x2a, 0x00],
  ['a TIFF picture', 0x4d, 0x4d, 0x00, 0x2a],
  ['a program', 0x7f, 0x45, 0x4c, 0x46],
  ['a program', 0x4d, 0x5a, 0x90, 0x00],
  ['an SQLite database', 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66],
]
const ARCHIVES: readonly (readonly [string, ...number[]])[] = [
  ['RAR', 0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
  ['7z', 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  ['gzip', 0x1f, 0x8b, 0x08],
  ['xz', 0xfd, 0x37, 0x7a, 0x58, 0x5a],
  ['bzip2', 0x42, 0x5a, 0x68],
  ['CAJ', 0x43, 0x41, 0x4a, 0x00],
]

/** Decides what a file is from its first bytes; its name only tells Markdown from other text. */
export function sniff(bytes: Uint8Array, fileName: string): Content {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return sniffCompound(bytes, extension)
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return { is: 'zip' }
  for (const [found, ...magic] of IMAGES) if (startsWith(bytes, ...magic)) return { is: 'binary', found }
  for (const [format, ...magic] of ARCHIVES)
    if (startsWith(bytes, ...magic)) return { is: 'unsupported', format, saveAs: format === 'CAJ' ? '.pdf' : '.zip' }

  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096))
  if (head.subarray(0, 1024).includes('%PDF-')) return { is: 'pdf' }
  // What document security software of offices leaves when a file is taken outside it.
  if (head.subarray(0, 64).includes('%TSD-Header') || head.subarray(0, 64).includes('E-SafeNet'))
    return { is: 'encrypted', format: 'document security software' }
  const opening = openingOf(head)
  if (opening.startsWith('{\\rtf')) return { is: 'unsupported', format: 'RTF', saveAs: '.docx' }
  if (/^mime-version:/i.test(opening)) return { is: 'unsupported', format: 'MHT web archive', saveAs: '.html or .docx' }
  if (/<html[\s>]|<!doctype html/i.test(opening)) return { is: 'html' }
  if (/^<\?xml/.test(opening)) {
    const program = /progid="(Word|Excel)\.(?:Document|Sheet)"/.exec(opening)?.[1]
    if (program === 'Word') return { is: 'unsupported', format: 'Word 2003 XML', saveAs: '.docx' }
    if (program === 'Excel') return { is: 'unsupported', format: 'Excel 2003 XML', saveAs: '.xlsx' }
    return { is: 'unsupported', format: 'XML', saveAs: '.html or .docx' }
  }
  if (/^<(?:head|body|meta|title|div|p|table|span|article|section|h[1-6]|!--)[\s>-]/i.test(opening))
    return { is: 'html' }
  if (/^(?:html?|shtml|xhtml)$/.test(extension) && /<[a-z!/]/i.test(opening)) return { is: 'html' }
  return { is: /^(?:md|markdown)$/.test(extension) ? 'md' : 'txt' }
}

/** The beginning of a text file, good enough to look for ASCII words, whatever its encoding. */
function openingOf(head: Buffer): string {
  const marked = markedEncoding(head)
  if (marked === 'utf-16le' || marked === 'utf-16be') return new TextDecoder(marked).decode(head).trimStart()
  return head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
}

/** Streams of a compound file are named in UTF-16; the name tells which program wrote it. */
function sniffCompound(bytes: Uint8Array, extension: string): Content {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const has = (stream: string) => buffer.includes(Buffer.from(stream, 'utf16le'))
  if (has('EncryptedPackage')) return { is: 'encrypted', format: /^xls|^et$/.test(extension) ? 'xlsx' : 'docx' }
  if (has('WordDocument')) {
    const format = extension === 'wps' ? 'WPS (.wps)' : 'Word 97–2003 (.doc)'
    return { is: 'unsupported', format, saveAs: '.docx' }
  }
  if (has('Workbook') || has('Book')) {
    const format = extension === 'et' ? 'WPS table (.et)' : 'Excel 97–2003 (.xls)'
    return { is: 'unsupported', format, saveAs: '.xlsx' }
  }
  if (has('PowerPoint Document')) return { is: 'unsupported', format: 'PowerPoint 97–2003 (.ppt)', saveAs: '.pdf' }
  if (extension === 'wps') return { is: 'unsupported', format: 'WPS (.wps)', saveAs: '.docx' }
  return { is: 'unsupported', format: 'Office 97–2003', saveAs: '.docx' }
}

/** What kind of document a zip archive is, by the names of its entries. */
export function sniffZip(names: readonly string[]): 'docx' | 'xlsx' | 'archive' | { format: string; saveAs: string } {
  const has = (name: string) => names.some((entry) => entry.toLowerCase() === name)
  if (has('ofd.xml')) return { format: 'OFD (.ofd)', saveAs: '.docx (or .pdf)' }
  if (has('[content_types].xml')) {
    if (names.some((name) => /^word\//i.test(name))) return 'docx'
    if (names.some((name) => /^xl\//i.test(name)))
      return has('xl/workbook.bin') ? { format: 'binary Excel (.xlsb)', saveAs: '.xlsx' } : 'xlsx'
    if (names.some((name) => /^ppt\//i.test(name))) return { format: 'PowerPoint (.pptx)', saveAs: '.pdf' }
    return { format: 'unknown Office', saveAs: '.docx' }
  }
  if (has('mimetype') && has('content.xml')) return { format: 'OpenDocument (.odt, .ods)', saveAs: '.docx or .xlsx' }
  if (has('mimetype') && has('meta-inf/container.xml')) return { format: 'EPUB', saveAs: '.html or .docx' }
  return 'archive'
}
