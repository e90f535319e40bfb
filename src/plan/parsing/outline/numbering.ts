import type { Finding } from '../types.ts'
import type { View } from '../view.ts'
import type { Placed } from './tree.ts'

/** Findings about numbers that are missing, or come twice, among the headings of one parent and style. */
export function numberingFindings(view: View, placed: readonly Placed[]): Finding[] {
  const findings: Finding[] = []
  const last = new Map<string, number>()
  const running = new Map<string, number>()
  for (const { heading, parent } of placed) {
    const { number, style } = heading
    if (number === null || heading.path || style === 'ordinal' || style === 'inline' || style === 'annex') continue
    // Boxes are numbered through the whole document.
    const siblings = style === 'box' ? 'box' : `${parent} ${style}`
    const before = last.get(siblings)
    // Numbers may run on through the whole document (1 to 30 under several headings).
    const expected = before === undefined ? ((running.get(style) ?? 0) + 1 === number ? number : 1) : before + 1
    if (number !== expected) {
      const span = view.span(heading.start, heading.end)
      const marker = heading.label
      if (number > expected) {
        findings.push({
          code: 'numbering_gap',
          message: `${marker} stands where number ${expected} is due: ${number - expected === 1 ? 'one heading is' : `${number - expected} headings are`} missing or unnumbered.`,
          span,
        })
      } else if (number === before) {
        findings.push({ code: 'numbering_repeat', message: `${marker} is used twice in a row.`, span })
      } else findings.push({ code: 'numbering_order', message: `${marker} comes after number ${expected - 1}.`, span })
    }
    last.set(siblings, style === 'box' ? Math.max(number, before ?? 0) : number)
    running.set(style, number)
  }
  return findings
}
