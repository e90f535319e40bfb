import { jurisdictionIndex } from '../gazetteer/index.ts'
import { codesOf } from './addressees.ts'
import { sharedPhrases } from './phrases.ts'
import { plain } from './plainText.ts'
import type { Provision, ProvisionedDocument } from './types.ts'

/**
 * `carried_out`: the lower document says what the provision asks for. `partly`: some of it. `not_found`: nothing of it.
 * `not_applicable`: it sets no task, or names only jurisdictions that the lower document does not speak for.
 */
export type VerdictKind = 'carried_out' | 'partly' | 'not_found' | 'not_applicable'

/** Why, as a code that the interface puts into words. */
export type VerdictReason =
  | 'sets_no_task'
  | 'names_only_others'
  | 'no_named_work_taken_up'
  | 'nothing_alike'
  | 'covers_most'
  | 'covers_some'
  | 'alike_only'

export interface Verdict {
  verdict: VerdictKind
  reason: VerdictReason
  /** Share of the provision's own words that its best candidates say too, 0 to 1. */
  covered: number
}

/** A provision that names only others is theirs from this share of words in clauses that name them on. */
const MOSTLY_OTHERS = 0.2
/** Whatever it names: what the lower document says in the same words, it has taken up. */
const TAKEN_UP = 0.5
/**
 * Below this likeness of words two provisions have no more in common than any two of two plans. A document that names
 * the other one says of itself that it carries it out: of that little is asked.
 */
const NOTHING_ALIKE = { named: 0.055, unnamed: 0.12 }
/** A shorter title is no name. */
const SHORTEST_TITLE = 6
/** From this share of its words on, a provision is carried out as a whole. */
const MOSTLY_COVERED = 0.7
/** Candidates that a verdict looks at. */
const LOOKED_AT = 3
/** A shorter phrase is a common word of plans. */
const SHORTEST_PHRASE = 4

interface Candidate {
  lower: number
  likeness: number
}

/** The verdicts on the provisions of one document, by what the other says. */
export function verdictsOn(
  upper: ProvisionedDocument,
  lower: ProvisionedDocument,
): (provision: Provision, candidates: readonly Candidate[]) => Verdict {
  const alike = NOTHING_ALIKE[namesDocument(lower, upper) ? 'named' : 'unnamed']
  const texts = lower.provisions.map(({ heading, body }) => `${squeezed(heading.text)}|${squeezed(body.text)}`)
  return (provision, candidates) => {
    const best = candidates.slice(0, LOOKED_AT)
    const covered = coverage(
      provision,
      best.flatMap(({ lower: at }) => lower.provisions[at] ?? []),
    )
    if (provision.situation) return { verdict: 'not_applicable', reason: 'sets_no_task', covered }
    if (covered < TAKEN_UP && shareOfOthers(provision, upper.addressees, lower.jurisdiction) >= MOSTLY_OTHERS)
      return { verdict: 'not_applicable', reason: 'names_only_others', covered }
    if (namesOnlyMissingWorks(provision, texts))
      return { verdict: 'not_found', reason: 'no_named_work_taken_up', covered }
    if (Math.max(0, ...best.map(({ likeness }) => likeness)) < alike)
      return { verdict: 'not_found', reason: 'nothing_alike', covered }
    if (covered >= MOSTLY_COVERED) return { verdict: 'carried_out', reason: 'covers_most', covered }
    // Of one matter, in wholly other words: nobody is told that some of it stands there.
    return { verdict: 'partly', reason: covered > 0 ? 'covers_some' : 'alike_only', covered }
  }
}

/** What a title adds in brackets (试行, 2017—2020年), which others leave out when they name the document. */
const ASIDE = /[（(〔[][^（）()〔〕[\]]*[）)〕\]]\s*$/u

/** Whether a document names another by its title. */
export function namesDocument(one: ProvisionedDocument, other: ProvisionedDocument): boolean {
  const title = squeezed(plain(other.title.replace(ASIDE, '')))
  return title.length >= SHORTEST_TITLE && squeezed(plain(one.text)).includes(title)
}

const squeezed = (text: string) => text.replaceAll(/\s/g, '')

/** Share of a provision's words that stand in phrases of the given others. */
export function coverage(provision: Provision, others: readonly Provision[]): number {
  const said = new Uint8Array(provision.body.text.length)
  for (const other of others) {
    for (const { upper, length } of sharedPhrases(provision.body, other.body))
      if (length >= SHORTEST_PHRASE) said.fill(1, upper, upper + length)
  }
  let words = 0
  let covered = 0
  for (let at = 0; at < said.length; at++) {
    if (provision.body.text.charCodeAt(at) <= 0x20) continue
    words++
    covered += said[at] ?? 0
  }
  return words === 0 ? 0 : covered / words
}

/**
 * Share of a provision's words in clauses that name places of other addressees than the given jurisdiction. 0 as soon as
 * one place inside it is named, and for a document that speaks for the nation. A place of a province that the plan is
 * not made for is a partner (加强与贵阳的合作), and says nothing of whose task it is.
 */
export function shareOfOthers(
  provision: Provision,
  addressees: readonly string[],
  jurisdiction: string | null,
): number {
  const index = jurisdictionIndex()
  const own = jurisdiction === null ? undefined : index.byCode(jurisdiction)
  if (!own || own.level === 'nation') return 0
  const others = new Set<number>()
  for (const { kind, name, span } of provision.named) {
    if (kind !== 'place') continue
    const codes = codesOf(name)
    if (codes.some((code) => isWithin(code, own.code) || isWithin(own.code, code))) return 0
    if (codes.some((code) => addressees.includes(index.provinceOf(code)?.code ?? ''))) others.add(span[0])
  }
  if (others.size === 0) return 0
  const { text, at } = provision.body
  let about = 0
  let from = 0
  let named = false
  for (let end = 0; end <= text.length; end++) {
    if (end < text.length && text.charCodeAt(end) > 0x20) {
      named ||= others.has(at[end] ?? -1)
      continue
    }
    if (named) about += end - from
    named = false
    from = end + 1
  }
  return about / text.length
}

/** Whether a code lies in another: 450100 in 450000. */
function isWithin(code: string, other: string): boolean {
  return code.startsWith(other.replace(/(?:00)+$/, ''))
}

/** Whether a provision is little more than a list of works, none of which stands in the given texts. */
function namesOnlyMissingWorks(provision: Provision, texts: readonly string[]): boolean {
  const names = provision.works.map(({ name }) => squeezed(name))
  const listed = names.reduce((sum, name) => sum + name.length, 0)
  if (names.length === 0 || listed < provision.body.text.length * 0.5) return false
  return !names.some((name) => texts.some((text) => text.includes(name)))
}
