import { walkXml } from '../container/xml.ts'
import { LIMITS } from '../limits.ts'
import type { Numbering } from './numbering.ts'
import { itemsOfTable, type StoryItem, type StoryParagraph, type WordCell, type WordRow } from './story.ts'
import type { Styles } from './styles.ts'

export interface WalkContext {
  file: string
  part: string
  styles: Styles
  numbering: Numbering
  /** Words of footnotes and endnotes by `footnote 3`. */
  notes: ReadonlyMap<string, string>
  /** Counts what was left out or decided. */
  tally: { insertions: number; deletions: number; pictures: number }
}

interface OpenParagraph {
  words: string
  style?: string
  numId?: string
  listLevel?: number
  outlineLevel?: number
  isCentred?: boolean
  /** Largest type size that its runs state, in half points. */
  size: number
  marker: string
  number: number
  notes: string[]
  /** Text boxes anchored in this paragraph; their paragraphs follow it. */
  boxes: StoryItem[]
}

interface OpenTable {
  rows: WordRow[]
  number: number
}

/** Old properties, deleted text, field codes, readings over characters: in the file, not on the page. */
const SKIPPED = new Set(
  'moveFrom instrText delText delInstrText Fallback rt sdtEndPr pPrChange rPrChange tblPrChange tblGridChange trPrChange tcPrChange sectPrChange numberingChange tblPrExChange'.split(
    ' ',
  ),
)
const isOff = (value: string | undefined) => value !== undefined && /^(?:0|false|off|none)$/.test(value)

/** Paragraphs and tables of one part of a Word document (body, header, footnotes), as its printed page shows them. */
export function walkStory(bytes: Uint8Array, context: WalkContext): StoryItem[] {
  const walker = new Walker(context)
  walkXml(bytes, context.file, context.part, 'docx', walker)
  return walker.items
}

/** Notes of word/footnotes.xml or endnotes.xml by their id. */
export function walkNotes(bytes: Uint8Array, context: WalkContext, kind: 'footnote' | 'endnote'): Map<string, string> {
  const notes = new Map<string, string>()
  const walker = new Walker(context, (id, items) => {
    notes.set(
      `${kind} ${id}`,
      items
        .map((item) => (item.is === 'paragraph' ? item.words.trim() : ''))
        .join(' ')
        .trim(),
    )
  })
  walkXml(bytes, context.file, context.part, 'docx', walker)
  return notes
}

class Walker {
  readonly #context: WalkContext
  readonly #onNote: ((id: string, items: StoryItem[]) => void) | undefined
  /** What holds the paragraphs being read: the body, a cell, a text box. */
  readonly #holders: StoryItem[][] = [[]]
  readonly #paragraphs: OpenParagraph[] = []
  readonly #tables: OpenTable[] = []
  readonly #runs: { isHidden: boolean }[] = []
  readonly #path: string[] = []
  readonly #contents: boolean[] = []
  #skipping = 0
  #isText = false
  #paragraphNumber = 0
  #tableNumber = 0
  #noteId = ''

  constructor(context: WalkContext, onNote?: (id: string, items: StoryItem[]) => void) {
    this.#context = context
    this.#onNote = onNote
  }

  get items(): StoryItem[] {
    return this.#holders[0] ?? []
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    const parent = this.#path.at(-1)
    this.#path.push(name)
    if (this.#skipping > 0 || SKIPPED.has(name) || (name === 'del' && parent !== 'rPr' && parent !== 'trPr')) {
      if (this.#skipping++ === 0 && (name === 'del' || name === 'moveFrom')) this.#context.tally.deletions++
      return
    }
    const value = attributes.get('val')
    switch (name) {
      case 'p':
        this.#paragraphs.push({ words: '', size: 0, marker: '', number: ++this.#paragraphNumber, notes: [], boxes: [] })
        return
      case 'r':
        this.#runs.push({ isHidden: false })
        return
      case 't':
        this.#isText = true
        return
      case 'ins':
        if (parent !== 'rPr' && parent !== 'trPr' && parent !== 'numPr') this.#context.tally.insertions++
        return
      case 'tbl':
        this.#tables.push({ rows: [], number: ++this.#tableNumber })
        return
      case 'tr':
        this.#tables.at(-1)?.rows.push({ cells: [], before: 0, isDeleted: false })
        return
      case 'tc':
        this.#tables.at(-1)?.rows.at(-1)?.cells.push({ items: [], columnSpan: 1, merge: null, joinsLeft: false })
        this.#holders.push(this.#cell?.items ?? [])
        return
      case 'txbxContent':
        this.#holders.push([])
        return
      case 'sdt':
        this.#contents.push(false)
        return
      case 'footnote':
      case 'endnote':
        this.#noteId =
          attributes.get('type') === undefined || attributes.get('type') === 'normal'
            ? (attributes.get('id') ?? '')
            : ''
        return
    }
    if (parent === 'r') this.#openInRun(name, attributes)
    else this.#openProperty(name, parent, value)
  }

  #openInRun(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'tab' || name === 'ptab') this.#write(' ')
    else if (
      name === 'cr' ||
      (name === 'br' && attributes.get('type') !== 'page' && attributes.get('type') !== 'column')
    )
      this.#write('\n')
    else if (name === 'noBreakHyphen') this.#write('-')
    else if (name === 'sym')
      this.#write(String.fromCodePoint(Number.parseInt(attributes.get('char') ?? '', 16) || 0x25a1))
    else if (name === 'drawing' || name === 'pict' || name === 'object') this.#context.tally.pictures++
    else if (name === 'footnoteReference' || name === 'endnoteReference')
      this.#paragraphs.at(-1)?.notes.push(`${name.slice(0, -9)} ${attributes.get('id') ?? ''}`)
  }

  #openProperty(name: string, parent: string | undefined, value: string | undefined): void {
    const paragraph = this.#paragraphs.at(-1)
    const cell = this.#cell
    const row = this.#tables.at(-1)?.rows.at(-1)
    if (parent === 'pPr' && paragraph) {
      if (name === 'pStyle') paragraph.style = value ?? ''
      else if (name === 'outlineLvl') paragraph.outlineLevel = Number(value)
      else if (name === 'jc') paragraph.isCentred = value === 'center'
    } else if (parent === 'numPr' && paragraph) {
      if (name === 'numId') paragraph.numId = value ?? ''
      else if (name === 'ilvl') paragraph.listLevel = Number(value)
    } else if (parent === 'rPr' && name === 'sz' && paragraph) {
      paragraph.size = Math.max(paragraph.size, Number(value) || 0)
    } else if (parent === 'rPr' && name === 'vanish' && this.#path.at(-3) === 'r') {
      const run = this.#runs.at(-1)
      if (run) run.isHidden = !isOff(value)
    } else if (parent === 'tcPr' && cell) {
      if (name === 'gridSpan') cell.columnSpan = Math.min(LIMITS.tableColumns, Math.max(1, Number(value) || 1))
      else if (name === 'vMerge') cell.merge = value === 'restart' ? 'restart' : 'continue'
      else if (name === 'hMerge') cell.joinsLeft = value !== 'restart'
    } else if (parent === 'trPr' && row) {
      if (name === 'gridBefore') row.before = Math.min(LIMITS.tableColumns, Math.max(0, Number(value) || 0))
      else if (name === 'del') row.isDeleted = true
    } else if (name === 'docPartGallery' && /table of contents/i.test(value ?? '') && this.#contents.length > 0) {
      this.#contents[this.#contents.length - 1] = true
    }
  }

  text(text: string): void {
    if (this.#isText && this.#skipping === 0 && !this.#runs.at(-1)?.isHidden) this.#write(text)
  }

  close(name: string): void {
    this.#path.pop()
    if (this.#skipping > 0) {
      this.#skipping--
      return
    }
    if (name === 't') this.#isText = false
    else if (name === 'r') this.#runs.pop()
    else if (name === 'pPr' && this.#path.at(-1) === 'p') this.#number()
    else if (name === 'p') this.#closeParagraph()
    else if (name === 'tc') this.#holders.pop()
    else if (name === 'tbl') this.#closeTable()
    else if (name === 'txbxContent') this.#closeBox()
    else if (name === 'sdt') this.#contents.pop()
    else if ((name === 'footnote' || name === 'endnote') && this.#onNote) {
      const items = this.#holders[0]?.splice(0) ?? []
      if (this.#noteId !== '') this.#onNote(this.#noteId, items)
    }
  }

  get #cell(): WordCell | undefined {
    return this.#tables.at(-1)?.rows.at(-1)?.cells.at(-1)
  }

  #write(words: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph) paragraph.words += words
  }

  /** Computes the automatic marker once the properties are known, in document order. */
  #number(): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph) return
    const { styles, numbering } = this.#context
    let { numId, listLevel } = paragraph
    if (numId === undefined) {
      const style = styles.chain(paragraph.style).find((one) => one.numId !== undefined)
      numId = style?.numId
      if (style && numId !== undefined) listLevel ??= numbering.levelOfStyle(numId, style.id) ?? style.level
    }
    if (numId !== undefined && numId !== '0') paragraph.marker = numbering.next(numId, listLevel ?? 0) ?? ''
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    const holder = this.#holders.at(-1)
    if (!paragraph || !holder) return
    const isInCell = this.#tables.length > 0
    const hasWords = paragraph.words.trim() !== ''
    if (hasWords || (isInCell && paragraph.marker !== '')) holder.push(this.#itemOf(paragraph))
    for (const note of paragraph.notes) {
      const words = this.#context.notes.get(note)
      if (words) holder.push({ is: 'paragraph', words, source: note })
    }
    for (const item of paragraph.boxes) holder.push(item)
  }

  #itemOf(paragraph: OpenParagraph): StoryParagraph {
    const { styles } = this.#context
    const outline = paragraph.outlineLevel
    const level = outline === undefined ? styles.headingLevel(paragraph.style) : outline < 9 ? outline + 1 : undefined
    const isContents = this.#contents.some(Boolean) || styles.isContents(paragraph.style)
    return {
      is: 'paragraph',
      words: paragraph.marker + paragraph.words,
      source: `paragraph ${paragraph.number}`,
      ...(level !== undefined && { level }),
      ...(paragraph.isCentred && { centredSize: paragraph.size }),
      ...(styles.isTitle(paragraph.style) && { isTitle: true }),
      ...(isContents && { isContents: true }),
    }
  }

  #closeTable(): void {
    const table = this.#tables.pop()
    if (table) for (const item of itemsOfTable(table.rows, `table ${table.number}`)) this.#holders.at(-1)?.push(item)
  }

  #closeBox(): void {
    const items = this.#holders.pop() ?? []
    const anchor = this.#paragraphs.at(-1)
    for (const item of items) {
      item.source = `text box, ${item.source}`
      anchor?.boxes.push(item)
    }
  }
}
