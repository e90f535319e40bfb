import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { attribute, isElement, isTextNode, isUnshown } from './elements.ts'

interface Shape {
  rows: number
  mostCells: number
  text: number
  /** Text inside nested tables. */
  nested: number
  largestCell: number
}

/**
 * Whether a table only lays out the page (or frames a box), so that its cells hold paragraphs rather than data:
 * it says so, it has one column, most of its words are in tables inside it, or one cell is an article.
 */
export function isLayoutTable(table: Tree.Element): boolean {
  if (/^(?:presentation|none)$/.test(attribute(table, 'role') ?? '')) return true
  const shape = shapeOf(table)
  if (shape.mostCells <= 1) return true
  if (shape.nested * 2 > shape.text) return true
  return shape.largestCell > 1500 && shape.largestCell * 5 > shape.text * 4 && shape.rows <= 6
}

/** Measures a table by walking its subtree once, without recursion. */
function shapeOf(table: Tree.Element): Shape {
  const shape: Shape = { rows: 0, mostCells: 0, text: 0, nested: 0, largestCell: 0 }
  let cells = 0
  let cellText = 0
  const stack: { node: Tree.ChildNode; depth: number }[] = table.childNodes
    .map((node) => ({ node, depth: 0 }))
    .reverse()
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, depth } = top
    if (isTextNode(node)) {
      const length = node.value.trim().length
      shape.text += length
      if (depth > 0) shape.nested += length
      cellText += length
      shape.largestCell = Math.max(shape.largestCell, cellText)
    } else if (isElement(node) && !isUnshown(node)) {
      const inner = node.tagName === 'table' ? depth + 1 : depth
      if (depth === 0 && node.tagName === 'tr') {
        shape.rows++
        cells = 0
      }
      if (depth === 0 && (node.tagName === 'td' || node.tagName === 'th')) {
        shape.mostCells = Math.max(shape.mostCells, ++cells)
        cellText = 0
      }
      for (let at = node.childNodes.length - 1; at >= 0; at--) {
        const child = node.childNodes[at]
        if (child) stack.push({ node: child, depth: inner })
      }
    }
  }
  return shape
}
