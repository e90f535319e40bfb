/** Parts of the editor, in which the places of an agreement stand. */
export const EDIT_TABS = ['basics', 'parties', 'payments', 'terms', 'evidence', 'preview', 'bench'] as const
export type EditTab = (typeof EDIT_TABS)[number]

/** In which part of the editor a place is that the server refused. */
export function tabOf(at: string): EditTab {
  if (at.startsWith('agreement.parties') || at === 'parties') return 'parties'
  if (at.startsWith('agreement.parts')) return 'payments'
  if (at.startsWith('agreement.terms')) return 'terms'
  if (at.startsWith('evidence')) return 'evidence'
  return 'basics'
}

/** Whether a refused place is this one, or a field of it: not of what stands within. */
export function isAt(place: string, refused: string | null): boolean {
  if (refused === null) return false
  if (refused === place) return true
  if (!refused.startsWith(`${place}.`)) return false
  return /^(value|name|kind|zh|rows|decimals|of|is|from|to|pool|confidence|unit|note|source|steps|weights)$/.test(
    refused.slice(place.length + 1),
  )
}

/** What is wrong at a place, as the key of its words; null where there are none of its own. */
export function helpFor(at: string): 'number' | 'name' | 'step' | 'parties' | 'years' | 'terms' | 'parts' | null {
  if (/\.value(\.\d{4})?$/.test(at) || /^agreement\.terms\..*\.\d{4}$/.test(at)) return 'number'
  if (/\.(name|zh|from|to|pool|rows)$/.test(at)) return 'name'
  if (/\.steps\[\d+\]$/.test(at)) return 'step'
  if (/\.steps\[\d+\]\.(above|atLeast|below|atMost)$/.test(at)) return 'number'
  if (at === 'agreement.parties' || at === 'parties') return 'parties'
  if (at === 'agreement.years' || /\.years(\[\d\])?$/.test(at)) return 'years'
  if (at === 'agreement.terms') return 'terms'
  if (at === 'agreement.parts') return 'parts'
  return null
}
