import { getResolvedPDFJS } from 'unpdf'
import { Assembly } from '../assembly.ts'
import { lexicalFurniture } from '../furniture.ts'
import { LIMITS } from '../limits.ts'
import { refusals } from '../refusals.ts'
import type { Remark, SourceText } from '../types.ts'
import { readCMap } from './cmaps.ts'
import { Composition } from './composition.ts'
import { inReadingOrder, linesOf } from './lines.ts'
import { findMargins } from './margins.ts'
import { type Operators, type PdfPage, readPage } from './page.ts'
import { takeTables } from './tables.ts'

/**
 * Reads the text layer of a PDF: lines put together into paragraphs by geometry, tables by their rules, page numbers
 * and running heads as furniture.
 * @throws Refusal pdf_encrypted, pdf_without_text, pdf_text_unreadable, pdf_too_many_pages, file_damaged, too_complex
 */
export async function readPdf(bytes: Uint8Array, file: string): Promise<SourceText> {
  const pages = await readPages(bytes, file)
  const withoutText = pages
    .filter((page) => page.isDrawn && page.pieces.every((piece) => piece.words.trim() === ''))
    .map((page) => page.number)
  checkText(pages, withoutText, file)
  const taken = pages.map((page) => {
    const { tables, rest } = takeTables(page.pieces, page.rules)
    return { ...page, tables, lines: inReadingOrder(linesOf(rest), page.width) }
  })
  const margins = findMargins(taken)
  const assembly = new Assembly(file)
  const composition = new Composition(assembly, taken, margins)
  for (const page of taken) composition.addPage(page)
  composition.finish()
  if (!assembly.hasWords) throw refusals.pdfWithoutText(file, withoutText.length, pages.length)
  const remarks: Remark[] = []
  if (withoutText.length > 0)
    remarks.push({
      code: 'pages_without_text',
      message: `Pages without a text layer (pictures or maps) were left out: ${withoutText.join(', ')}.`,
      facts: { pages: withoutText },
    })
  return {
    format: 'pdf',
    text: assembly.text,
    blocks: assembly.blocks,
    stated: {},
    ...(remarks.length > 0 && { remarks }),
  }
}

async function readPages(bytes: Uint8Array, file: string): Promise<PdfPage[]> {
  const pdfjs = await getResolvedPDFJS()
  const task = pdfjs.getDocument({
    // pdf.js takes the buffer away from its caller.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    // Pictures are not needed and cost the most: none is decoded.
    maxImageSize: 1,
    verbosity: 0,
    cMapUrl: 'cmaps/',
    cMapPacked: true,
    BinaryDataFactory: CMapFactory,
    useWorkerFetch: false,
  } as Parameters<typeof pdfjs.getDocument>[0])
  try {
    const document = await task.promise
    if (document.numPages > LIMITS.pdfPages) throw refusals.pdfTooManyPages(file, document.numPages, LIMITS.pdfPages)
    const pages: PdfPage[] = []
    let length = 0
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const read = await readPage(page, pdfjs.OPS as unknown as Operators, file)
      page.cleanup()
      for (const piece of read.pieces) length += piece.words.length
      if (length > LIMITS.textLength)
        throw refusals.tooComplex(file, `more than ${LIMITS.textLength} characters of text`)
      pages.push(read)
    }
    return pages
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'Refusal') throw error
    if (name === 'PasswordException') throw refusals.pdfEncrypted(file)
    throw refusals.fileDamaged(file, 'PDF', error instanceof Error ? error.message : String(error))
  } finally {
    await task.destroy()
  }
}

/** Gives pdf.js the character maps of Chinese fonts that are not embedded. */
class CMapFactory {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    if (kind !== 'cMapUrl') throw new Error(`${filename} is not provided`)
    return readCMap(filename)
  }
}

const PAGES_THAT_MAY_BE_PICTURES = 0.5

/** Refuses what is mostly scanned, and text whose characters have no meaning. */
function checkText(pages: readonly PdfPage[], withoutText: readonly number[], file: string): void {
  if (withoutText.length > pages.length * PAGES_THAT_MAY_BE_PICTURES || withoutText.length === pages.length)
    throw refusals.pdfWithoutText(file, withoutText.length, pages.length)
  let characters = 0
  let unreadable = 0
  for (const page of pages) {
    for (const piece of page.pieces) {
      for (let at = 0; at < piece.words.length; at++) {
        const unit = piece.words.charCodeAt(at)
        if (unit <= 0x20) {
          if (unit !== 0x20 && unit !== 0x09) unreadable++
          continue
        }
        characters++
        if (unit === 0xfffd || (unit >= 0xe000 && unit <= 0xf8ff)) unreadable++
      }
    }
  }
  // Stamped scans carry a page number or a header as their only text.
  const readable = pages
    .flatMap((page) => page.pieces)
    .filter((piece) => lexicalFurniture(piece.words.trim()) === null && !/^\s*\d*\s*$/.test(piece.words))
  if (readable.length === 0) throw refusals.pdfWithoutText(file, pages.length, pages.length)
  if (unreadable * 5 > characters) throw refusals.pdfTextUnreadable(file, unreadable, characters)
}
