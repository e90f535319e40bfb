/** Longest pattern, and longest text that is held against one. */
export const LONGEST_PATTERN = 200
export const LONGEST_MATCHED = 200
/** Most ways in which a pattern can be laid over a text before it fails: a hundred thousand take a few milliseconds. */
const MOST_WAYS = 100_000

const CLASS = /^\[\^?(?:\\[dDwWsS\\\]^.-]|\\u[0-9A-Fa-f]{4}|[^\]\\[])+\]/u
const ESCAPE = /^\\(?:[dDwWsS]|u[0-9A-Fa-f]{4}|[\\^$.|?*+()[\]{}/-])/u
const LITERAL = /^[^\\^$.|?*+()[\]{}]|^\./u
const QUANTIFIER = /^(?:[?*+]|\{(\d{1,3})(?:(,)(\d{1,3})?)?\})/u

/**
 * Why a regular expression from an administrator is not taken; null where it is. It is one line of characters, classes and
 * quantifiers between ^ and $: no groups, no alternatives, no references, nothing that looks ahead or behind. So matching
 * tries at most the product of the ways in which its quantifiers can stretch, and that is bounded here: no pattern that is
 * taken can hang the server.
 */
export function patternFault(pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return `≤ ${LONGEST_PATTERN}`
  if (!/^\^.*\$$/su.test(pattern)) return '^…$'
  let rest = pattern.slice(1, -1)
  let ways = 1
  while (rest !== '') {
    const atom = CLASS.exec(rest) ?? ESCAPE.exec(rest) ?? LITERAL.exec(rest)
    if (!atom) return rest.slice(0, 20)
    rest = rest.slice(atom[0].length)
    const quantifier = QUANTIFIER.exec(rest)
    if (!quantifier) continue
    rest = rest.slice(quantifier[0].length)
    ways *= waysOf(quantifier)
    if (ways > MOST_WAYS) return quantifier[0]
  }
  try {
    new RegExp(pattern, 'u')
    return null
  } catch {
    return pattern
  }
}

/** In how many ways a quantifier can stretch over a text of the longest length. */
function waysOf([whole, least, comma, most]: RegExpExecArray): number {
  if (whole === '?') return 2
  if (least === undefined || (comma && most === undefined)) return LONGEST_MATCHED + 1
  return comma ? Math.max(1, Number(most) - Number(least) + 1) : 1
}
