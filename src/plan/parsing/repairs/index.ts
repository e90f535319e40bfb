import type { SourceText } from '../../reading/types.ts'
import { classAt, DIGIT, foldWidths } from '../chars.ts'
import type { RepairEntry } from '../types.ts'
import { type Edit, type View, viewOf } from '../view.ts'
import { continuedBlocks } from '../wrapping.ts'
import { findCaptions } from './captions.ts'
import { lostLatin } from './lostLatin.ts'
import { type LostSign, lostNumberSigns } from './lostSigns.ts'
import { findPageNumbers } from './pageNumbers.ts'

/** A text shorter than this may well do without percent signs and Latin letters. */
const ENOUGH_TEXT = 900

/** The repairs of a document and the view that has them applied. */
export interface Repaired {
  view: View
  repairs: RepairEntry[]
}

/**
 * Finds where extraction damaged the text. The canonical text stays; what is proven is applied to the view alone.
 * Each step sees the text without what the step before took out.
 */
export function repair(source: SourceText): Repaired {
  const { text, blocks } = source
  const continued = continuedBlocks(source)
  const folded = foldWidths(text)
  const raw = viewOf(text, blocks, [], continued, folded)
  const repairs: RepairEntry[] = []
  const put = (
    view: View,
    place: { start: number; end: number },
    entry: Pick<RepairEntry, 'kind' | 'fix' | 'reason'>,
  ) => {
    const span = view.span(place.start, place.end)
    repairs.push({ quote: text.slice(span[0], span[1]), span, ...entry })
  }

  const pages = findPageNumbers(raw)
  for (const page of pages) {
    const reason = `page sequence ${pages[0]?.value} to ${pages.at(-1)?.value}: page ${page.value} ends here`
    put(raw, page, { kind: 'page_number', fix: '', reason })
  }
  let view = pages.length > 0 ? viewOf(text, blocks, editsOf(repairs), continued, folded) : raw

  const captions = findCaptions(view)
  for (const caption of captions) {
    put(view, caption, { kind: 'figure_caption', fix: '', reason: 'the caption of a figure stands inside the text' })
  }
  if (captions.length > 0) view = viewOf(text, blocks, editsOf(repairs), continued, folded)

  let lost: LostSign[] = []
  if (view.plain.length >= ENOUGH_TEXT) {
    if (!hasPercentOrDecimal(view.plain)) lost = lost.concat(lostNumberSigns(view.plain))
    if (!/[A-Za-z]/.test(view.plain)) lost = lost.concat(lostLatin(view.plain))
  }
  for (const sign of lost) put(view, sign, sign)
  if (lost.length > 0) view = viewOf(text, blocks, editsOf(repairs), continued, folded)
  repairs.sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1])
  return { view, repairs }
}

/** What to change in the view: every proven fix once; of two repairs of one place the later includes the earlier. */
function editsOf(repairs: readonly RepairEntry[]): Edit[] {
  const edits: Edit[] = []
  const inOrder = [...repairs].sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1])
  for (const { span, fix } of inOrder) {
    if (fix === null) continue
    const last = edits.at(-1)
    if (last && last.span[0] === span[0] && last.span[1] === span[1]) last.text = fix
    else if (!last || last.span[1] <= span[0]) edits.push({ span, text: fix })
  }
  return edits
}

/** Whether the text has a percent sign or a decimal point: not one of either means that they were lost. */
function hasPercentOrDecimal(text: string): boolean {
  if (text.includes('%')) return true
  for (let at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
    if (classAt(text, at - 1) & DIGIT && classAt(text, at + 1) & DIGIT) return true
  }
  return false
}
