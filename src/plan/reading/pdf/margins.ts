import { bareNumber, lexicalFurniture } from '../furniture.ts'
import type { PrintedLine } from './lines.ts'

interface PageLines {
  number: number
  height: number
  lines: PrintedLine[]
}

/** Lines at each edge of a page that can be a running head or a page number. */
const EDGE_LINES = 3
const LEAST_PAGES = 3

/** Why lines at the upper and lower edge of pages are furniture: page numbers, and heads that repeat from page to page. */
export function findMargins(pages: readonly PageLines[]): Map<PrintedLine, string> {
  const reasons = new Map<PrintedLine, string>()
  const repeated = new Map<string, { line: PrintedLine; isHead: boolean }[]>()
  for (const page of pages) {
    for (const [isHead, edge] of [
      [true, page.lines.slice(0, EDGE_LINES)],
      [false, page.lines.slice(-EDGE_LINES)],
    ] as const) {
      for (const line of edge) {
        if (isHead ? line.y > page.height * 0.2 : line.y < page.height * 0.8) continue
        const key = `${isHead}/${Math.round(line.y / 6)}/${line.words.replace(/\s+/g, '').replace(/\d+/g, '#')}`
        const known = repeated.get(key)
        if (known) known.push({ line, isHead })
        else repeated.set(key, [{ line, isHead }])
        if (isPageNumber(line, page)) reasons.set(line, 'page number')
      }
    }
  }
  for (const places of repeated.values()) {
    if (places.length < LEAST_PAGES || places.length * 4 < pages.length) continue
    for (const { line, isHead } of places)
      if (!reasons.has(line)) reasons.set(line, isHead ? 'running head' : 'running foot')
  }
  return reasons
}

function isPageNumber(line: PrintedLine, page: PageLines): boolean {
  if (lexicalFurniture(line.words) === 'page number') return true
  // A bare number is one only as the outermost line.
  if (bareNumber(line.words) === null && !/^[ivxlⅠ-Ⅻ]{1,6}$/i.test(line.words)) return false
  return line === page.lines[0] || line === page.lines.at(-1)
}
