import { classAt, HAN } from '../chars.ts'
import type { View } from '../view.ts'

/** Digits that may be a page number: offsets into the scanned text. */
interface Candidate {
  start: number
  end: number
  value: number
  /** 1 inside words, less where the digits could count something or are part of a longer number. */
  weight: number
}

export interface PageNumber {
  start: number
  end: number
  value: number
}

/** Shorter runs of numbers are no page sequence. */
const FEWEST_PAGES = 5
/** No printed page holds more characters; one that holds fewer than SHORT_PAGE (a figure's) is believed less. */
const LONGEST_PAGE = 5000
const SHORT_PAGE = 60
const SHORTEST_PAGE = 10
const MOST_PAGES = 5000

const COUNTS = new Set(
  '年月日时分秒号级类个家座项条处种所名人户万亿千百十元米公吨度倍次点届期版位片批套部台辆架艘亩顷市县省国天周世小平大%％‰.．+＋-－—~～/:：℃'.split(
    '',
  ),
)
const REFERS = new Set('第图表栏件〔.．-－—~～/=><≥≤+±:：'.split(''))

/**
 * Page numbers that an extraction left inside the text: the longest run of consecutive numbers, about a page apart,
 * most of them where no number can stand. One pass over the digits; the chain ending in each value is kept.
 */
export function findPageNumbers({ plain, units }: View): PageNumber[] {
  const candidates = candidatesIn(plain, units)
  if (candidates.length < FEWEST_PAGES) return []
  const scores = new Float64Array(candidates.length)
  const before = new Int32Array(candidates.length).fill(-1)
  /** For each value the few best ends of chains, later ones first among equals. */
  const endsOf = new Map<number, number[]>()
  let top = -1
  for (let i = 0; i < candidates.length; i++) {
    const candidate = candidates[i] as Candidate
    let score = candidate.weight
    for (let back = 1; back <= 3; back++) {
      for (const p of endsOf.get(candidate.value - back) ?? []) {
        const gap = candidate.start - (candidates[p] as Candidate).end
        if (gap < SHORTEST_PAGE * back || gap > LONGEST_PAGE * back) continue
        const doubt = (back - 1) * 0.6 + (gap < SHORT_PAGE * back ? 0.4 : 0)
        const chained = (scores[p] as number) + candidate.weight - doubt
        if (chained <= score) continue
        score = chained
        before[i] = p
      }
    }
    scores[i] = score
    keepBest(endsOf, candidate.value, i, scores)
    if (top < 0 || score > (scores[top] as number)) top = i
  }
  const chain: Candidate[] = []
  for (let i = top; i >= 0; i = before[i] as number) chain.push(candidates[i] as Candidate)
  return isPageSequence(chain.reverse()) ? chain : []
}

/** Chain ends kept for each value: a number of the text may look as good as the page's own. */
const KEPT = 4

function keepBest(endsOf: Map<number, number[]>, value: number, index: number, scores: Float64Array): void {
  const ends = endsOf.get(value)
  if (!ends) {
    endsOf.set(value, [index])
    return
  }
  ends.unshift(index)
  if (ends.length <= KEPT) return
  let worst = 0
  for (let i = 1; i < ends.length; i++) {
    if ((scores[ends[i] as number] as number) <= (scores[ends[worst] as number] as number)) worst = i
  }
  ends.splice(worst, 1)
}

function isPageSequence(chain: readonly Candidate[]): boolean {
  const first = chain[0]
  const last = chain.at(-1)
  if (!first || !last || chain.length < FEWEST_PAGES || first.value > 10) return false
  const span = last.start - first.start
  if (span < (last.value - first.value) * SHORT_PAGE) return false
  const inWords = chain.filter((candidate) => candidate.weight === 1).length
  return inWords >= chain.length * 0.7 && chain.length >= (last.value - first.value + 1) * 0.7
}

/** Of the view, which has every digit in half width. */
const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39

function candidatesIn(text: string, units: Uint16Array): Candidate[] {
  const found: Candidate[] = []
  for (let i = 0; i < units.length; i++) {
    if (!isDigit(units[i] as number)) continue
    let end = i + 1
    while (end < units.length && isDigit(units[end] as number)) end++
    if (end - i <= 7) addCandidates(found, text, i, end)
    i = end
  }
  return found
}

function addCandidates(found: Candidate[], text: string, start: number, end: number): void {
  const prev = text.charAt(start - 1)
  const next = text.charAt(end)
  if (
    (REFERS.has(prev) && !endsCaption(text, start)) ||
    ((prev === '' || prev === '\n') && (next === '' || next === '\n'))
  )
    return
  // A number that a line begins with is an item's: 3. 3、 3)
  if ((prev === '' || prev === '\n') && '.．、)）'.includes(next)) return
  const counts = COUNTS.has(next)
  const add = (from: number, to: number, weight: number) => {
    const value = Number(text.slice(from, to))
    if (value >= 1 && value <= MOST_PAGES && text.charAt(from) !== '0')
      found.push({ start: from, end: to, value, weight })
  }
  if (end - start <= 4) add(start, end, counts ? 0.2 : 1)
  // Two numbers run together: the last entry of the contents and page 1 (`441`), a page and a year (`142020年`).
  for (let length = 1; length <= 3 && length < end - start; length++) {
    if (counts && text.charAt(start + length) !== '0') add(start, start + length, 0.1)
    else if (!counts) add(end - length, end, 0.15)
  }
}

/** …示意图3: the 图 before the number ends a caption, it does not refer to figure 3. */
function endsCaption(text: string, start: number): boolean {
  return (
    text.charAt(start - 1) === '图' &&
    (classAt(text, start - 2) & HAN) !== 0 &&
    !'如见附下上该此'.includes(text.charAt(start - 2))
  )
}
