import type { Assembly } from '../assembly.ts'
import { findFurniture } from '../furniture.ts'
import { layRows } from '../grid.ts'
import type { StoryItem, StoryParagraph } from './story.ts'

/** A longer paragraph with a heading style is text whose author forgot to end the heading. */
const LONGEST_HEADING = 120

/** Adds the body of a document. Pages pasted into Word bring their navigation and repeated lines along. */
export function addStory(assembly: Assembly, items: readonly StoryItem[]): void {
  const reasons = furnitureOf(items)
  let lineNumber = 0
  for (const item of items) {
    if (item.is === 'table') {
      const table = assembly.newTable()
      let number = 0
      for (const row of layRows(item.rows))
        assembly.addRow(row.cells, `${item.source} row ${++number}`, table, row.repeats)
      continue
    }
    for (const line of item.words.split('\n')) addLine(assembly, item, line, reasons.get(lineNumber++))
  }
}

function addLine(assembly: Assembly, item: StoryParagraph, line: string, reason: string | undefined): void {
  if (item.isContents) assembly.add('furniture', line, item.source, { reason: 'table of contents' })
  else if (item.level !== undefined && line.length <= LONGEST_HEADING)
    assembly.add('heading', line, item.source, { level: item.level })
  else if (item.isTitle) assembly.add('heading', line, item.source)
  else if (reason !== undefined) assembly.add('furniture', line, item.source, { reason })
  else assembly.add('paragraph', line, item.source)
}

/** Reasons by the number of the line among the lines of all paragraphs. */
function furnitureOf(items: readonly StoryItem[]): ReadonlyMap<number, string> {
  let start = 0
  const lines = items.flatMap((item) => {
    if (item.is === 'table') return []
    return item.words.split('\n').map((line) => {
      const words = line.trim()
      start += words.length
      return { words, start: start - words.length }
    })
  })
  return findFurniture(lines)
}

/** Adds what stands in the margins of pages, each line once. */
export function addMargins(assembly: Assembly, stories: readonly (readonly StoryItem[])[], reason: string): void {
  const seen = new Set<string>()
  for (const item of stories.flat()) {
    const rows = item.is === 'paragraph' ? [] : item.rows.map((row) => row.map((cell) => cell.words).join(' '))
    const words = item.is === 'paragraph' ? item.words : rows.join(' ')
    if (seen.has(words.trim())) continue
    seen.add(words.trim())
    for (const line of words.split('\n')) assembly.add('furniture', line, reason, { reason })
  }
}
