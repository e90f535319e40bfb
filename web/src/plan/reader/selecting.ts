import type { Span } from '../../../../src/plan/schemas.ts'

/** What holds running text on the page; its characters follow one another in the canonical text from `data-start` on. */
const HOLDERS = '.head[data-start], .para[data-start], .furniture[data-start], td[data-start], th[data-start]'

/**
 * The span of the canonical text that is selected on the page, without blanks at its ends. Where a repair is shown
 * instead of what the source has, the whole damaged place is taken. Null: nothing of the text is selected.
 */
export function selectedSpan(page: HTMLElement, selection: Selection | null, text: string): Span | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const holders = [...page.querySelectorAll<HTMLElement>(HOLDERS)].filter((holder) => range.intersectsNode(holder))
  const [first] = holders
  const last = holders.at(-1)
  if (!first || !last) return null
  const start = positionIn(first, range.startContainer, range.startOffset, 'start')
  const end = positionIn(last, range.endContainer, range.endOffset, 'end')
  return trimmedSpan(text, [start, end])
}

/** Without the blanks at either end; null where nothing is left. */
export function trimmedSpan(text: string, [start, end]: Span): Span | null {
  const words = text.slice(start, end)
  const from = start + (words.length - words.trimStart().length)
  const to = end - (words.length - words.trimEnd().length)
  return from < to ? [from, to] : null
}

/** Where an edge of the selection lies in the canonical text. An edge outside of the holder is the holder's own. */
function positionIn(holder: HTMLElement, node: Node, offset: number, edge: 'start' | 'end'): number {
  const begin = Number(holder.dataset.start)
  if (edge === 'start' && !holder.contains(node)) return begin
  const point = document.createRange()
  if (holder.contains(node)) point.setStart(node, offset)
  let position = begin
  for (const part of partsOf(holder)) {
    if (part instanceof HTMLElement) {
      const [from = position, to = position] = (part.dataset.span ?? '').split(' ').map(Number)
      if (part.contains(node)) return edge === 'start' ? from : to
      if (holder.contains(node) && point.comparePoint(part, 0) > 0) return position
      position = to
    } else {
      if (part === node) return position + Math.min(offset, part.length)
      if (holder.contains(node) && point.comparePoint(part, 0) > 0) return position
      position += part.length
    }
  }
  return position
}

/** The texts of a holder in order, and the places where a repair stands for another text (`data-span`). */
function* partsOf(parent: Node): Iterable<Text | HTMLElement> {
  for (const child of parent.childNodes) {
    if (child instanceof Text) yield child
    else if (child instanceof HTMLElement && child.dataset.span !== undefined) yield child
    else yield* partsOf(child)
  }
}

/** Selects what a commitment stands for now, so that its end can be moved by Shift and the arrow keys as well. */
export function selectCommitment(page: HTMLElement, id: string): void {
  const parts = page.querySelectorAll(`span[data-c~="${CSS.escape(id)}"]`)
  const [first] = parts
  const last = parts[parts.length - 1]
  if (!first || !last) return
  const range = document.createRange()
  range.setStart(first, 0)
  range.setEnd(last, last.childNodes.length)
  const selection = window.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
}
