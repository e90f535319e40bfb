/** A stretch of a text that both have, or only one of them. */
export interface Stretch {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** Clauses, numbers and words: what an official changes from one period to the next. */
const PIECES = /[\d.,%]+|[A-Za-z]+|[，。；：、！？,;:!?\n（）()]|[^\d.,%A-Za-z，。；：、！？;:!\n（）()]{1,4}/g

/** Whole sentences: what two people wrote is put together by these, so that none is torn. */
export const SENTENCES = /[\s\S]+?(?:[。；！？\n]+|[.;!?]\s+|$)/g

/** Beyond this many pieces only beginning and end are compared: a difference must not make typing slow. */
const MOST = 900

/** What changed from the one text to the other, in order. */
export function differenceOf(from: string, to: string, pieces = PIECES): Stretch[] {
  if (from === to) return to ? [{ kind: 'same', text: to }] : []
  const one = from.match(pieces) ?? []
  const other = to.match(pieces) ?? []
  let start = 0
  while (start < one.length && start < other.length && one[start] === other[start]) start++
  let end = 0
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end++
  const left = one.slice(start, one.length - end)
  const right = other.slice(start, other.length - end)
  const middle: Stretch[] =
    left.length * right.length > MOST * MOST
      ? [
          { kind: 'removed', text: left.join('') },
          { kind: 'added', text: right.join('') },
        ]
      : longestCommon(left, right)
  return joined([
    { kind: 'same', text: other.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: end > 0 ? other.slice(-end).join('') : '' },
  ])
}

function longestCommon(left: readonly string[], right: readonly string[]): Stretch[] {
  const width = right.length + 1
  const lengths = new Uint16Array((left.length + 1) * width)
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        left[i] === right[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
    }
  }
  const found: Stretch[] = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    const isSame = i < left.length && j < right.length && left[i] === right[j]
    const down = lengths[(i + 1) * width + j] ?? 0
    const across = lengths[i * width + j + 1] ?? 0
    if (isSame) {
      found.push({ kind: 'same', text: right[j] ?? '' })
      i++
      j++
    } else if (j >= right.length || (i < left.length && down >= across))
      found.push({ kind: 'removed', text: left[i++] ?? '' })
    else found.push({ kind: 'added', text: right[j++] ?? '' })
  }
  return found
}

/** Neighbours of one kind become one stretch; within a change what went stands before what came. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed) result.push({ kind: 'removed', text: removed })
    if (added) result.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  for (const { kind, text } of stretches) {
    if (!text) continue
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else {
      flush()
      const last = result.at(-1)
      if (last?.kind === 'same') last.text += text
      else result.push({ kind, text })
    }
  }
  flush()
  return result
}
