import { lexicalFurniture } from '../furniture.ts'
import { isAside, isNamedArticle } from './elements.ts'
import type { FlowItem, Page } from './flow.ts'

const LEAST_PROSE = 15

/**
 * The element that holds the article, by its index: one that a publishing system names so, or the smallest one that
 * holds all the prose that is not in navigation, footers and the like. 0 (the whole page) where there is no prose.
 */
export function findArticle(page: Page): number {
  const aside = asideElements(page)
  const prose = page.items.filter((item) => isProse(item))
  const kept = prose.filter((item) => !aside[item.element])
  const total = weigh(prose)
  // A page may put everything into an element that is named like navigation; then names say nothing.
  const counted = weigh(kept) * 2 > total ? kept : prose
  if (counted.length === 0) return 0
  const named = namedArticle(page, counted)
  if (named !== null) return named
  return commonAncestor(page, counted)
}

/** Every element that is, or is inside of, something named as navigation, footer, share bar and so on. */
export function asideElements(page: Page): boolean[] {
  const aside: boolean[] = []
  page.elements.forEach(({ node, parent }, index) => {
    aside.push((aside[parent] ?? false) || (index > 0 && isAside(node)))
  })
  return aside
}

function isProse(item: FlowItem): boolean {
  if (item.rows) return item.words.length > 60 && item.linked * 2 < item.words.length
  if (item.words.length < LEAST_PROSE || item.linked * 3 > item.words.length) return false
  return /[。；，、：,;]/.test(item.words) && lexicalFurniture(item.words.trim()) === null
}

const weigh = (items: readonly FlowItem[]) => items.reduce((sum, item) => sum + item.words.length - item.linked, 0)

const inside = (page: Page, element: number, of: number) => element >= of && element < (page.elements[of]?.end ?? 0)

/** What publishing systems name as the article, when it holds nearly all prose: one element, or what holds several. */
function namedArticle(page: Page, prose: readonly FlowItem[]): number | null {
  const holders: number[] = []
  const held: FlowItem[] = []
  let outer = -1
  let next = 0
  const inOrder = [...prose].sort((a, b) => a.element - b.element)
  page.elements.forEach(({ node, end }, index) => {
    if (index === 0 || index < outer || !isNamedArticle(node)) return
    outer = end
    while (next < inOrder.length && (inOrder[next]?.element ?? 0) < index) next++
    const from = next
    while (next < inOrder.length && (inOrder[next]?.element ?? 0) < end) next++
    if (next === from) return
    holders.push(index)
    held.push(...inOrder.slice(from, next))
  })
  if (holders.length === 0 || weigh(held) * 10 < weigh(prose) * 9) return null
  return holders.length === 1 ? (holders[0] ?? null) : commonAncestor(page, held)
}

function commonAncestor(page: Page, items: readonly FlowItem[]): number {
  let ancestor = items[0]?.element ?? 0
  for (const item of items)
    while (ancestor > 0 && !inside(page, item.element, ancestor)) ancestor = page.elements[ancestor]?.parent ?? 0
  // A single paragraph or table is not the article; what is around it may belong to it.
  while (
    ancestor > 0 &&
    !/^(?:div|td|section|article|main|body|form|center)$/.test(page.elements[ancestor]?.node.tagName ?? '')
  )
    ancestor = page.elements[ancestor]?.parent ?? 0
  return ancestor
}

/** Whether an item lies inside an element. */
export const isInside = (page: Page, item: FlowItem, element: number) => inside(page, item.element, element)
