import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { GridCell } from '../grid.ts'
import { LIMITS } from '../limits.ts'
import {
  attribute,
  type ElementRecord,
  isBlockElement,
  isElement,
  isTextNode,
  isUnshown,
  numberAttribute,
} from './elements.ts'
import { isLayoutTable } from './tables.ts'

/** One line or one table of a page as a browser shows it, with the element that holds it. */
export interface FlowItem {
  element: number
  words: string
  /** How many of its characters are links. */
  linked: number
  level?: number
  rows?: GridCell[][]
}

export interface Page {
  elements: ElementRecord[]
  items: FlowItem[]
}

interface OpenTable {
  element: number
  rows: GridCell[][]
  row: GridCell[] | null
  /** Lines of the open cell. */
  lines: string[] | null
}

const WHITE_SPACE = /[ \t\n\r\f]+/g
const isWide = (unit: number) => unit >= 0x2e80 && unit <= 0xffef

/**
 * Turns a parsed page into lines and tables in reading order. Walks the tree without recursion: pages that were never
 * closed properly nest thousands deep.
 */
export function flowOf(root: Tree.Element): Page {
  return new Flow().walk(root)
}

class Flow {
  readonly #elements: ElementRecord[] = []
  readonly #items: FlowItem[] = []
  readonly #tables: OpenTable[] = []
  readonly #lists: { ordered: boolean; next: number }[] = []
  #line = ''
  /** Number of a list item that waits for its first word. */
  #marker = ''
  #linked = 0
  #links = 0
  #preformatted = 0
  #level: number | undefined
  #block = 0
  /** White space seen since the last character of the line: nothing, a space, or one with a line end in it. */
  #pending: '' | 'space' | 'break' = ''

  walk(root: Tree.Element): Page {
    const open: { element: number; children: Tree.ChildNode[]; next: number; layout: boolean }[] = []
    const enter = (node: Tree.Element) => {
      const parent = open.at(-1)?.element ?? -1
      this.#elements.push({ node, parent, end: 0, depth: open.length })
      const element = this.#elements.length - 1
      const layout = node.tagName === 'table' && (this.#tables.length > 0 ? false : isLayoutTable(node))
      open.push({ element, children: node.childNodes, next: 0, layout })
      this.#open(node, element, this.#isLaidOut(node, open))
    }
    enter(root)
    while (open.length > 0) {
      const top = open.at(-1)
      if (!top) break
      const child = top.children[top.next++]
      if (child === undefined) {
        const record = this.#elements[top.element]
        if (record) {
          record.end = this.#elements.length
          this.#close(record.node, this.#isLaidOut(record.node, open))
        }
        open.pop()
        this.#block = this.#blockOf(open.at(-1)?.element ?? 0)
      } else if (isTextNode(child)) this.#text(child.value)
      else if (isElement(child) && !isUnshown(child)) enter(child)
    }
    this.#endLine()
    return { elements: this.#elements, items: this.#items }
  }

  /** Whether a table part belongs to a table that only lays out the page. */
  #isLaidOut(node: Tree.Element, open: readonly { element: number; layout: boolean }[]): boolean {
    if (!/^(?:table|tr|td|th|tbody|thead|tfoot|caption)$/.test(node.tagName)) return false
    for (let at = open.length - 1; at >= 0; at--) {
      const one = open[at]
      if (one && this.#elements[one.element]?.node.tagName === 'table') return one.layout
    }
    return true
  }

  #blockOf(element: number): number {
    let at = element
    while (at > 0) {
      const record = this.#elements[at]
      if (!record || isBlockElement(record.node)) break
      at = record.parent
    }
    return Math.max(0, at)
  }

  #open(node: Tree.Element, element: number, laidOut: boolean): void {
    if (node.tagName === 'a') this.#links++
    const isBlock = isBlockElement(node)
    if (isBlock || node.tagName === 'br') this.#endLine()
    if (!isBlock) return
    this.#block = element
    if (node.tagName === 'pre') this.#preformatted++
    if (/^h[1-6]$/.test(node.tagName)) this.#level = Number(node.tagName.slice(1))
    if (node.tagName === 'ol' || node.tagName === 'ul') {
      const unmarked = /list-style(?:-type)?\s*:[^;]*none/i.test(attribute(node, 'style') ?? '')
      this.#lists.push({
        ordered: node.tagName === 'ol' && !unmarked,
        next: numberAttribute(node, 'start', 0, 9999, 1),
      })
    }
    if (node.tagName === 'li') this.#openItem(node)
    const table = this.#tables.at(-1)
    if (laidOut) return
    if (node.tagName === 'table') this.#tables.push({ element, rows: [], row: null, lines: null })
    else if (node.tagName === 'tr' && table) {
      this.#closeRow(table)
      table.row = []
    } else if ((node.tagName === 'td' || node.tagName === 'th') && table) {
      table.row ??= []
      table.lines = []
    }
  }

  #openItem(node: Tree.Element): void {
    const list = this.#lists.at(-1)
    if (!list?.ordered) return
    const number = numberAttribute(node, 'value', 0, 9999, list.next)
    list.next = number + 1
    this.#marker = `${number}. `
  }

  #close(node: Tree.Element, laidOut: boolean): void {
    if (node.tagName === 'a') this.#links--
    if (!isBlockElement(node)) return
    this.#endLine()
    if (node.tagName === 'pre') this.#preformatted--
    if (/^h[1-6]$/.test(node.tagName)) this.#level = undefined
    if (node.tagName === 'ol' || node.tagName === 'ul') this.#lists.pop()
    if (node.tagName === 'li') this.#marker = ''
    const table = this.#tables.at(-1)
    if (laidOut || !table) return
    if (node.tagName === 'td' || node.tagName === 'th') {
      table.row?.push({
        words: (table.lines ?? []).join(' '),
        rowSpan: numberAttribute(node, 'rowspan', 0, 65_534, 1) || 65_534,
        columnSpan: numberAttribute(node, 'colspan', 1, LIMITS.tableColumns, 1),
      })
      table.lines = null
    } else if (node.tagName === 'tr') this.#closeRow(table)
    else if (node.tagName === 'table') {
      this.#closeRow(table)
      this.#tables.pop()
      this.#addTable(table)
    }
  }

  #closeRow(table: OpenTable): void {
    if (table.row && table.row.length > 0) table.rows.push(table.row)
    table.row = null
  }

  /** A table inside a cell of another becomes words of that cell, its rows separated by spaces. */
  #addTable(table: OpenTable): void {
    const outer = this.#tables.at(-1)
    if (outer) {
      for (const row of table.rows)
        outer.lines?.push(
          row
            .map((cell) => cell.words)
            .filter(Boolean)
            .join(' '),
        )
    } else if (table.rows.length > 0) {
      const words = table.rows.flatMap((row) => row.map((cell) => cell.words)).join(' ')
      this.#items.push({ element: table.element, words, linked: 0, rows: table.rows })
    }
  }

  #text(text: string): void {
    if (this.#preformatted > 0) {
      const lines = text.split(/\r\n|[\r\n]/)
      lines.forEach((line, index) => {
        if (index > 0) this.#endLine()
        this.#append(line)
      })
      return
    }
    let at = 0
    for (const space of text.matchAll(WHITE_SPACE)) {
      this.#append(text.slice(at, space.index))
      if (this.#pending !== 'space') this.#pending = /[\n\r]/.test(space[0]) ? 'break' : 'space'
      at = space.index + space[0].length
    }
    this.#append(text.slice(at))
  }

  #append(words: string): void {
    if (words === '') return
    if (this.#marker !== '' && this.#line === '' && words.trim() !== '') {
      this.#line = this.#marker
      this.#marker = ''
      this.#pending = ''
    }
    // As browsers do: a line end of the source between two wide characters is no space.
    const joins =
      this.#pending === 'break' && isWide(this.#line.charCodeAt(this.#line.length - 1)) && isWide(words.charCodeAt(0))
    if (this.#pending !== '' && this.#line !== '' && !joins) this.#line += ' '
    this.#pending = ''
    this.#line += words
    if (this.#links > 0) this.#linked += words.length
  }

  #endLine(): void {
    const words = this.#line
    const linked = this.#linked
    this.#line = ''
    this.#linked = 0
    this.#pending = ''
    if (words.trim() === '') return
    const table = this.#tables.at(-1)
    if (table) {
      // Words between the cells (a caption) stand before the table.
      if (table.lines) table.lines.push(words.trim())
      else if (this.#tables.length === 1) this.#items.push({ element: this.#block, words, linked })
      else this.#tables.at(-2)?.lines?.push(words.trim())
    } else
      this.#items.push({
        element: this.#block,
        words,
        linked,
        ...(this.#level !== undefined && { level: this.#level }),
      })
  }
}
