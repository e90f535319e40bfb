import { classAt, HAN } from '../chars.ts'
import type { ParsingInput } from '../input.ts'
import { jurisdictionAt, nextJurisdiction } from '../lexicon/jurisdictions.ts'
import type { PlaceEntry, Span } from '../types.ts'

/** Jurisdictions that the text names, outside the places where it assigns units; `taken` is in text order. */
export function findPlaces(input: ParsingInput, taken: readonly Span[]): PlaceEntry[] {
  const { view } = input
  const { plain: text, units } = view
  const found: PlaceEntry[] = []
  let next = 0
  for (let i = nextJurisdiction(units, 0); i >= 0; i = nextJurisdiction(units, i + 1)) {
    const match = jurisdictionAt(text, i)
    if (!match || !isPlace(text, i, match.length)) continue
    const span = view.span(i, i + match.length)
    while (next < taken.length && (taken[next] as Span)[1] <= span[0]) next++
    if (!((taken[next]?.[0] ?? Number.POSITIVE_INFINITY) < span[1])) {
      found.push({ name: match.jurisdiction.name, span, provision: input.provisionAt(i) })
    }
    i += match.length - 1
  }
  return found
}

/** Whether a piece of text names a jurisdiction. */
export function namesPlace(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (jurisdictionAt(text, i)) return true
  return false
}

/** County names that end like ordinary words: 沿|海城市, 新|兴城市, 铁山港|东港区 */
const ORDINARY = /(?:城市|港区|山区|园区|新区|江区|湖区|河区|海区|林区|湾区)$/
const NEVER = new Set(['城区', '矿区', '郊区'])

function isPlace(text: string, at: number, length: number): boolean {
  // All that may be an ordinary word ends like one of these.
  if (!'市区'.includes(text.charAt(at + length - 1))) return true
  const name = text.slice(at, at + length)
  if (NEVER.has(name)) return false
  return !ORDINARY.test(name) || !(classAt(text, at - 1) & HAN) || '和与及以在至省市州'.includes(text.charAt(at - 1))
}
