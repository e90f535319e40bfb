import { readName } from '../lexicon/names.ts'
import type { Role } from '../types.ts'
import { cleanName, type Item, splitItems } from './items.ts'
import { LABEL, labelRole, VERB, verbOf } from './markers.ts'

/** A run of names with the role that its verb or label gives it; null while nothing has said it. */
export interface Group {
  items: Item[]
  role: Role | null
  /** Offset of the end of the verb that gave the role, or of the last name. */
  end: number
}

export interface Phrase {
  groups: Group[]
  open: boolean
  /** A verb or label was seen, so this is an assignment whatever the names are. */
  stated: boolean
  /** The names came in a list under a label or before a shared verb: rules about rank apply. */
  list: boolean
}

/**
 * Reads an assignment of any shape: 牵头单位:A;配合单位:B、C · A牵头,B、C按职责分工负责 · A会同B负责 · A、B.
 * @param label role given from outside (a table column), null for none
 */
export function readPhrase(text: string, start: number, end: number, label: Role | null = null): Phrase {
  const phrase: Phrase = { groups: [], open: false, stated: label !== null, list: label !== null }
  let role: Role | null = label
  let from = start
  end = namesEnd(text, start, end)
  const verbs = verbsIn(text)
  let skip = false
  LABEL.lastIndex = start
  // No label without its colon (责任单位为 has none).
  const labels = text.includes(':') || text.includes('为')
  for (;;) {
    const found = labels ? LABEL.exec(text) : null
    const stop = found && found.index < end ? found.index : end
    if (!skip) readClauses(text, from, stop, role, phrase, verbs)
    if (!found || found.index >= end) break
    const meaning = labelRole(found[0])
    skip = meaning === 'skip'
    if (!skip) {
      role = meaning as Role
      phrase.stated = true
      phrase.list = true
    }
    from = found.index + found[0].length
    if (LABEL.lastIndex <= found.index) LABEL.lastIndex = found.index + 1
  }
  return phrase
}

/** Where the names end: behind a full stop only further labels go on with them, everything else is a remark. */
function namesEnd(text: string, start: number, end: number): number {
  let stop = text.indexOf('。', start)
  if (stop < 0 || stop >= end) return end
  // Up to the first stop behind which no label follows before the next stop.
  for (;;) {
    const next = text.indexOf('。', stop + 1)
    const part = text.slice(stop + 1, next < 0 ? end : next)
    LABEL.lastIndex = 0
    if (!LABEL.exec(part)?.[0].endsWith(':')) return stop
    if (next < 0 || next >= end) return end
    stop = next
  }
}

/** Reads one labelled (or unlabelled) stretch: names, verbs, and the objects of verbs, which are passed over. */
function readClauses(text: string, start: number, end: number, label: Role | null, phrase: Phrase, verbs: Verbs): void {
  let from = start
  let leadSeen = phrase.groups.some((group) => group.role === 'lead')
  // The subject of 会同: it leads, and what follows takes part.
  let partners = false
  while (verbs.next < verbs.all.length && (verbs.all[verbs.next] as RegExpExecArray).index < start) verbs.next++
  for (; verbs.next < verbs.all.length; verbs.next++) {
    const found = verbs.all[verbs.next] as RegExpExecArray
    if (found.index >= end) break
    if (found.index < from) continue
    const verb = verbOf(found[0])
    const verbEnd = Math.min(end, found.index + found[0].length)
    if (insideBracket(text, from, found.index)) continue
    const list = splitItems(text, from, found.index)
    const known = list.items.some(
      (item) => item.reading.known || item.reading.kind === 'body' || item.reading.kind === 'class',
    )
    if (verb === 'with') {
      if (list.items.length > 0) phrase.groups.push({ items: list.items, role: 'lead', end: verbEnd })
      if (list.open) phrase.open = true
      leadSeen = true
      partners = true
      phrase.stated = true
      from = verbEnd
      continue
    }
    phrase.stated = true
    let role: Role = verb as Role
    if (partners) role = 'participant'
    else if (label !== null && role === 'responsible') role = label
    if (role === 'responsible' && label === null) phrase.list = true
    if (list.items.length > 0 && (known || label !== null)) {
      phrase.groups.push({ items: list.items, role, end: verbEnd })
      if (list.open) phrase.open = true
    }
    if (role === 'lead') leadSeen = true
    partners = false
    from = afterObject(text, verbEnd, end)
  }
  if (from >= end) return
  const list = splitItems(text, from, end)
  if (list.items.length === 0) {
    if (list.open) phrase.open = true
    return
  }
  const role = partners ? 'participant' : (label ?? (leadSeen ? 'participant' : null))
  phrase.groups.push({ items: list.items, role, end })
  if (list.open) phrase.open = true
}

/** The verbs of a text, found once; `next` is the first that no stretch has used. */
interface Verbs {
  all: RegExpExecArray[]
  next: number
}

function verbsIn(text: string): Verbs {
  const all: RegExpExecArray[] = []
  VERB.lastIndex = 0
  for (let found = VERB.exec(text); found; found = VERB.exec(text)) all.push(found)
  return { all, next: 0 }
}

/** Whether an open bracket stands between the two offsets: the verb is a remark on one name. */
function insideBracket(text: string, from: number, to: number): boolean {
  const first = text.indexOf('(', from)
  if (first < 0) return false
  let depth = 0
  for (let i = first; i < to; i++) {
    const unit = text.charAt(i)
    if (unit === '(') depth++
    else if (unit === ')' && depth > 0) depth--
  }
  return depth > 0
}

/** Passes over what the verb governs (牵头|推进项目建设,…) to where the next name can start. */
function afterObject(text: string, from: number, end: number): number {
  if (from >= end) return end
  const unit = text.charAt(from)
  if (unit === ',' || unit === ';' || unit === '、' || unit === '。') return from + 1
  if (unit === ')' || unit === ']') return from + 1
  // A牵头B配合, with nothing between: the next name starts here.
  let pause = from
  while (pause < end && pause < from + 40 && !'、,;。'.includes(text.charAt(pause))) pause++
  VERB.lastIndex = from
  const verb = VERB.exec(text)
  const stop = verb && verb.index > from && verb.index < pause ? verb.index : pause
  if (readName(cleanName(text.slice(from, stop)).name).known) return from
  for (let i = from; i < end; i++) {
    const next = text.charAt(i)
    if (next === ',' || next === ';' || next === '。') return i + 1
  }
  return end
}
