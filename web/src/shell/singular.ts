const VERBS: Readonly<Record<string, string>> = { are: 'is', have: 'has', were: 'was' }
const PRESENT = new Set(['wait', 'stand', 'hang', 'differ', 'become', 'need', 'match'])

/**
 * English words after a number that turns out to be one: "1 milestones are open" is "1 milestone is open". Chinese has
 * one form for all numbers, so that messages are written with the plural alone.
 */
export function singular(text: string): string {
  return text.replace(
    /(?<![\d.,:/-])1 ((?:working )?[a-z]*[a-rt-z])(s)\b(?: ([a-z]+)\b)?/g,
    (_whole, stem: string, _s: string, verb?: string) => {
      const noun = stem.endsWith('ie') && stem.length > 3 ? `${stem.slice(0, -2)}y` : stem
      if (verb === undefined) return `1 ${noun}`
      return `1 ${noun} ${VERBS[verb] ?? (PRESENT.has(verb) ? `${verb}s` : verb)}`
    },
  )
}
