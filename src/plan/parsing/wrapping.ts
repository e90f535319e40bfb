import type { Block, SourceText } from '../reading/types.ts'
import { classAt, foldWidths, STOP, skipSpace, trimEnd } from './chars.ts'
import { markerAt } from './outline/markers.ts'

/** Widths (a Chinese character is 2) between which tools break the lines of a page. */
const NARROWEST = 36
const WIDEST = 120
/** How much narrower a broken line may be: a sign that must not begin a line goes to the next with its character. */
const SLACK = 4
const LEAST_LINES = 10

/**
 * Which blocks go on with the paragraph of the block before: in a text whose lines were broken at a fixed width, as
 * PDF-to-text tools leave it, a line as wide as the page that does not end a sentence runs into the next one, unless
 * that begins with a marker. Null for a text whose lines are its paragraphs.
 */
export function continuedBlocks(source: SourceText): Uint8Array | null {
  const { text, blocks } = source
  const page = pageOf(source)
  if (page === null) return null
  const continued = new Uint8Array(blocks.length)
  let full = false
  for (let b = 0; b < blocks.length; b++) {
    const block = blocks[b] as Block
    if (block.kind === 'furniture') continue
    if (full && isPlain(block) && !beginsAnew(text, block)) continued[b] = 1
    full = isPlain(block) && isFull(text, block, page) && !endsParagraph(text, block)
  }
  return continued
}

const isPlain = (block: Block) => block.kind === 'paragraph' && block.level === undefined

/** Where the lines of a text were broken: at so many columns, or at so many characters. */
interface Page {
  width: number
  length: number
}

const lengthOf = (block: Block) => block.span[1] - block.span[0]

const isFull = (text: string, block: Block, page: Page) =>
  widthOf(text, block) >= page.width - SLACK || lengthOf(block) >= page.length - 1

/** The page of a text with broken lines: many lines are full, none is fuller, and most full ones stop in mid-sentence. */
function pageOf({ text, blocks }: SourceText): Page | null {
  const lines: Block[] = []
  const page = { width: 0, length: 0 }
  for (const block of blocks) {
    if (!isPlain(block)) continue
    const width = widthOf(text, block)
    if (width > WIDEST) return null
    page.width = Math.max(page.width, width)
    page.length = Math.max(page.length, lengthOf(block))
    lines.push(block)
    if (lines.length >= 3000) break
  }
  if (lines.length < LEAST_LINES || page.width < NARROWEST) return null
  const full = lines.filter((block) => isFull(text, block, page))
  const open = full.filter((block) => !endsParagraph(text, block))
  return full.length * 5 >= lines.length && full.length >= 5 && open.length * 2 >= full.length ? page : null
}

function widthOf(text: string, block: Block): number {
  const [start, end] = block.span
  if (end - start > WIDEST) return WIDEST + 1
  let width = 0
  for (let i = start; i < end; i++) width += text.charCodeAt(i) > 0xff ? 2 : 1
  return width
}

/** Whether a line ends with a stop, a colon, a semicolon or a closed bracket: no break in mid-sentence. */
function endsParagraph(text: string, block: Block): boolean {
  const end = trimEnd(text, block.span[0], block.span[1])
  if (end === block.span[0]) return true
  return (classAt(text, end - 1) & STOP) !== 0 || '：:；;'.includes(text.charAt(end - 1))
}

/** An indent or a marker begins a paragraph of its own. */
function beginsAnew(text: string, block: Block): boolean {
  const start = skipSpace(text, block.span[0], block.span[1])
  if (start > block.span[0]) return true
  const head = foldWidths(text.slice(start, Math.min(block.span[1], start + 24)))
  const marker = markerAt(head, 0, head.length)
  return marker !== null && marker.style !== 'ordinal'
}
