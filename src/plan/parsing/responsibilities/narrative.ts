import type { ParsingInput } from '../input.ts'
import { jurisdictionAt, provinceOf } from '../lexicon/jurisdictions.ts'
import { isFieldDepartment, readName } from '../lexicon/names.ts'
import type { Role, Span } from '../types.ts'
import { type Context, draftEntry, type EntryDraft } from './entry.ts'
import { type Folded, fold, offsetOf, unfold } from './fold.ts'
import { type ItemList, splitItems } from './items.ts'
import { VERB, verbOf } from './markers.ts'
import type { Group } from './phrases.ts'
import { spellOut } from './spell.ts'

/** How far before its verb a subject is looked for. */
const REACH = 180
const STRENGTH = new Set(['牵头', '负责', '会同'])
const STRONG = /牵头|负责|会同/g
const ALL = /牵头|负责|会同|要|应|须|切实|责任主体|实施主体/g
const OBLIGES_NOT = /^要(?:求|素|点|件|害|领|塞|道|闻|职|务)|^应(?:急|用|对|答|收|届|诉|邀|力|变|征|付|有)|^须知/
const ADVERBS =
  /(?:要|应当|应|须|需|将|应该|负责|共同|分别|分头|具体|主要|统一|统筹|总体|总|切实|积极|认真|加快|进一步|按照?(?:各自)?(?:职责|分工)+(?:和分工)?,?|各自|密切|抓紧|尽快|定期|及时|全面|充分|也|均|都|组织|联合|协调)+$/
const LEADING = /^.*?(?:由|请|责成|授权)(?=[^由]{2,})/
const GENERIC = /责任|牵头|配合|参与|成员|主管|承担/

/**
 * Finds assignments in sentences: names directly before 牵头, 负责 or 会同. Sentences that merely oblige (…要…, …是责任主体)
 * count only where the document has no lists of units: beside lists they repeat in general what the lists assign.
 */
export function findNarrative(context: Context, lists: readonly EntryDraft[]): EntryDraft[] {
  const { plain } = context.input.view
  const trigger = lists.length > 0 ? STRONG : ALL
  const found: EntryDraft[] = []
  let done = 0
  let failed = -2
  let list = 0
  const headings = headingsOf(context.input)
  trigger.lastIndex = 0
  for (;;) {
    const match = trigger.exec(plain)
    if (!match) break
    const at = match.index
    // Right behind a verb that had no subject there is room for none.
    if (at < done || at < failed + 2) {
      if (at >= done) failed = at + match[0].length
      continue
    }
    // 要会同…, 要牵头…: the stronger verb that follows says it.
    if (!STRENGTH.has(match[0]) && /^.[^,。;]{0,6}(?:会同|牵头|负责)/.test(plain.slice(at, at + 10))) continue
    while (list < lists.length && (lists[list] as EntryDraft).end <= at) list++
    const inside = lists[list]
    if (inside && inside.start <= at) {
      done = inside.end
      trigger.lastIndex = Math.max(trigger.lastIndex, done)
      continue
    }
    const floor = Math.max(done, list > 0 ? (lists[list - 1] as EntryDraft).end : 0, headings.endBefore(at))
    const entry = readSentence(context, floor, at, match[0])
    if (entry) {
      found.push(entry)
      done = entry.end
      trigger.lastIndex = Math.max(trigger.lastIndex, done)
      continue
    }
    failed = at + match[0].length
    // What stands before is no subject: nobody looks at it again.
    if (canFollowName(plain, at) || match[0].endsWith('主体'))
      done = Math.max(done, STRENGTH.has(match[0]) ? failed : at)
  }
  return found
}

/** Where headings end: in a text without line breaks a sentence may start right behind one. */
function headingsOf({ headings }: ParsingInput): { endBefore(offset: number): number } {
  let next = 0
  let end = 0
  return {
    endBefore(offset) {
      while (next < headings.length && (headings[next] as Span)[1] <= offset) end = (headings[next++] as Span)[1]
      return end
    },
  }
}

function readSentence(context: Context, floor: number, at: number, trigger: string): EntryDraft | null {
  const { plain } = context.input.view
  const strong = STRENGTH.has(trigger)
  const after = plain.slice(at, at + 8)
  if (trigger === '负责' && /^负责(?:人|任|制|的|同志|干部|地|且)/.test(after)) return null
  if (trigger === '牵头' && /^牵头(?:单位|部门|人|的|责任|地区|领导|机构|者|企业|作用|城市|方)/.test(after)) return null
  if (!strong && OBLIGES_NOT.test(after)) return null
  // A name or an adverb ends right before the verb: anything else needs no closer look.
  if (!canFollowName(plain, at) && !trigger.endsWith('主体')) return null

  const subject = subjectBefore(context, floor, at, trigger, false) ?? subjectBefore(context, floor, at, trigger, true)
  if (!subject) return null
  const { folded, text, start, adverbs } = subject

  const list = splitItems(text, start, text.length)
  const groups: Group[] = []
  let role: Role = trigger === '牵头' || adverbs.includes('牵头') ? 'lead' : trigger === '会同' ? 'lead' : 'responsible'
  let end = at + trigger.length
  if (trigger === '负责' || trigger === '牵头') {
    const ahead = plain.slice(at, at + 12)
    VERB.lastIndex = 0
    const verb = VERB.exec(ahead)
    if (verb?.index === 0 && verbOf(verb[0]) !== 'with') {
      end = at + verb[0].length
      if (verbOf(verb[0]) === 'lead') role = 'lead'
    }
    if (plain.startsWith('牵头', at + 2)) {
      role = 'lead'
      end = Math.max(end, at + 4)
    }
  }
  groups.push({ items: list.items, role, end: 0 })
  const entry = draftEntry(
    { groups, open: list.open, stated: true, list: false },
    folded,
    [offsetOf(folded, list.items[0]?.start ?? start), end],
    'strict',
    context,
    false,
  )
  if (!entry) return null
  if (trigger === '会同') addPartners(context, entry, end, role)
  else if (strong) chain(context, entry)
  else entry.end = clauseEnd(plain, entry.end)
  return entry
}

/** The names before a verb, and where they start in their folded stretch. */
interface Subject {
  folded: Folded
  text: string
  start: number
  adverbs: string
}

const LINE_BREAK = 2
/** What ends the search for the start of a sentence. */
const SENTENCE_ENDS = new Uint8Array(65536)
for (const sign of '。!?\t;') SENTENCE_ENDS[sign.charCodeAt(0)] = 1
SENTENCE_ENDS[0x0a] = LINE_BREAK

/**
 * Looks for the subject of a verb in its sentence.
 * @param wrapped go on over the start of the line, where the line before ends inside a sentence
 */
function subjectBefore(context: Context, floor: number, at: number, trigger: string, wrapped: boolean): Subject | null {
  const { plain } = context.input.view
  let from = at
  while (from > floor && at - from < REACH) {
    const before = SENTENCE_ENDS[plain.charCodeAt(from - 1)]
    if (before !== 0 && !(before === LINE_BREAK && wrapped && isWrapped(plain, from - 1))) break
    from--
  }
  if (wrapped && !plain.slice(from, at).includes('\n')) return null
  from = behindNumber(plain, from, at)
  const folded = fold(plain, from, at)
  let { text } = folded
  if (trigger.endsWith('主体')) {
    // 粤桂琼三省(区)人民政府是…的责任主体
    const is = /(?:是|作为|为)[^,。;]{0,40}$/.exec(text)
    if (!is) return null
    text = text.slice(0, is.index)
  }
  const trimmed = text.replace(ADVERBS, '')
  const adverbs = text.slice(trimmed.length)
  text = trimmed.replace(/,$/, '')
  const start = text.length < 2 ? -1 : subjectStart(text, context, STRENGTH.has(trigger))
  return start < 0 ? null : { folded, text, start, adverbs }
}

/** Whether the line that ends here was cut for its length: it is long and ends inside a sentence. */
function isWrapped(plain: string, lineBreak: number): boolean {
  return (
    lineBreak >= 15 &&
    !'。!?;:'.includes(plain.charAt(lineBreak - 1)) &&
    !plain.slice(lineBreak - 15, lineBreak).includes('\n')
  )
}

/** Last characters of names (heads, level words, sets) and of the adverbs between a name and its verb. */
const NAME_ENDS = new Set(
  '府委部局厅门位区市省县州旗盟)办会院署行组方地关员体司团社处室站所台心联协校馆队班等厂源电信动通城镇乡村构业园港警公要应当须需将责别头同织筹实极真快步自切抓速期时面分也均都调工作,',
)
const canFollowName = (plain: string, at: number) => NAME_ENDS.has(plain.charAt(at - 1)) || plain.charAt(at - 1) === ' '

/** Behind the number that a paragraph starts with: 三、, (二), 4. */
function behindNumber(plain: string, from: number, at: number): number {
  if (from > 0 && plain.charAt(from - 1) !== '\n') return from
  return (
    from +
    (/^\s*(?:[一二三四五六七八九十]{1,3}、|\d{1,3}[.、．]|\([一二三四五六七八九十\d]{1,3}\))\s*/.exec(
      plain.slice(from, Math.min(at, from + 16)),
    )?.[0].length ?? 0)
  )
}

function clauseEnd(plain: string, from: number): number {
  let i = from
  while (i < plain.length && i - from < 60 && !',。;!?\n\t'.includes(plain.charAt(i))) i++
  return i
}

/** Where the subject of a verb starts in the text before it, -1 when that text does not end in names alone. */
function subjectStart(text: string, context: Context, strong: boolean): number {
  const cuts: number[] = []
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i)
    if (unit === '(') depth++
    else if (unit === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0 && (unit === ',' || unit === ':')) cuts.push(i + 1)
  }
  cuts.unshift(0)
  let best = -1
  for (let n = cuts.length - 1; n >= 0 && n >= cuts.length - 6; n--) {
    const from = cuts[n] as number
    if (allNames(text, from, context, strong)) {
      best = from
      continue
    }
    const lead = LEADING.exec(text.slice(from))
    if (lead && allNames(text, from + lead[0].length, context, strong)) return from + lead[0].length
    if (best < 0) {
      const skip = /^(?:同时|此外|另外|其中|并|各自|依据本规划的总体部署|本[^,]{0,10})/.exec(text.slice(from))
      if (skip && allNames(text, from + skip[0].length, context, strong)) return from + skip[0].length
    }
    break
  }
  return best < 0 ? behindHeading(text, context, strong) : best
}

/** In a text without line breaks a sentence starts right behind a heading whose end nothing marks: 第一节加强组织领导粤桂琼…. */
function behindHeading(text: string, context: Context, strong: boolean): number {
  const heading = /^.{0,80}第[一二三四五六七八九十]{1,3}[章节条]/.exec(text)
  if (!heading) return -1
  for (let from = heading[0].length + 2; from < text.length - 2 && from < heading[0].length + 40; from++)
    if (startsName(text, from) && allNames(text, from, context, strong)) return from
  return -1
}

/** Whether a name can start here: a jurisdiction, its abbreviation, or the first word of a body of the centre. */
function startsName(text: string, from: number): boolean {
  return (
    jurisdictionAt(text, from) !== null ||
    (provinceOf(text.charAt(from)) !== null && provinceOf(text.charAt(from + 1)) !== null) ||
    /^(?:国务院|国家|省|自治区|市|各|有关)/.test(text.slice(from, from + 3))
  )
}

/** Whether a stretch is nothing but names that a sentence can have as its subject. */
function allNames(text: string, from: number, context: Context, strong: boolean): boolean {
  const list: ItemList = splitItems(text, from, text.length)
  if (list.items.length === 0) return false
  const spelled = spellOut(list.items, context.collectives)
  if (spelled.length === 0) return false
  return spelled.every(({ item, kind, doubtful, name, carried, expanded, undefinedCollective }) => {
    if (doubtful || name.length > 60) return false
    const { reading } = item
    if (kind === 'class')
      return !isFieldDepartment(name) && (!undefinedCollective || strong) && !GENERIC.test(name) && name.length <= 40
    if (expanded) return true
    if (reading.kind === 'place') return reading.jurisdiction !== null ? strong || !reading.jurisdiction.bare : true
    if (reading.known) return true
    return (
      reading.kind === 'body' && (carried || reading.prefix !== '' || reading.place !== '') && reading.core.length <= 18
    )
  })
}

/** Names right behind 会同, as far as they go. */
function addPartners(context: Context, entry: EntryDraft, from: number, _role: Role): void {
  const { plain } = context.input.view
  const stop = clauseEnd(plain, from)
  const folded: Folded = fold(plain, from, Math.min(stop, from + 120))
  const { text } = folded
  const end = namesPrefix(text)
  if (end <= 0) {
    // 会同 with partners that are no names still makes the subject the lead.
    entry.end = from
    return
  }
  const list = splitItems(text, 0, end)
  const more = draftEntry(
    { groups: [{ items: list.items, role: 'participant', end }], open: list.open, stated: true, list: false },
    folded,
    [from, unfold(folded, 0, end)[1]],
    'strict',
    context,
    false,
  )
  if (!more) return
  entry.drafts.push(...more.drafts)
  entry.findings.push(...more.findings)
  entry.open ||= more.open
  entry.end = more.end
}

/** Length of the longest run of names a stretch starts with. */
function namesPrefix(text: string): number {
  // All but the last name end at a separator; the last is followed by running text.
  let best = 0
  let from = 0
  for (let i = 0; i <= text.length && i < 120; i++) {
    const unit = text.charAt(i)
    const separator = unit === '、' || unit === '和' || unit === '及' || unit === '与' || unit === ',' || unit === '等'
    if (!separator && i < text.length) continue
    if (i > from && known(text.slice(from, i))) {
      best = i
      if (unit === '等') return Math.min(text.length, i + 1)
      from = i + 1
    } else if (unit === '、' || i >= text.length) break
  }
  // The last name: the longest beginning of the rest that is one.
  for (let length = Math.min(26, text.length - from); length >= 3; length--)
    if (known(text.slice(from, from + length))) return from + length
  return best
}

function known(name: string): boolean {
  const reading = readName(name)
  return reading.known && reading.kind !== 'unknown' && reading.kind !== 'place'
}

const CARRIES_ON = /^(?:具体|组织|抓好)?(?:实施|落实)?(?:[,。;\n]|$)/

/** Clauses that go straight on with other names and their verb: …牵头,市财政局、水务局配合. */
function chain(context: Context, entry: EntryDraft): void {
  const { plain } = context.input.view
  if (plain.startsWith('会同', entry.end)) {
    addPartners(context, entry, entry.end + 2, 'lead')
    return
  }
  for (let n = 0; n < 6; n++) {
    // What the verb governs may stand between: 牵头制定办法,市财政局参与. Then only helpers follow it.
    const direct = ',、;'.includes(plain.charAt(entry.end)) && entry.end < plain.length
    let from = direct ? entry.end : clauseEnd(plain, entry.end)
    if (!direct && plain.charAt(from) !== ',') return
    from++
    const sentence = Math.min(plain.length, from + REACH)
    const ahead = plain.slice(from, sentence).split(/[。\n;]/)[0] ?? ''
    if (ahead.startsWith('会同') || ahead.startsWith('并会同')) {
      addPartners(context, entry, from + ahead.indexOf('会同') + 2, 'lead')
      return
    }
    VERB.lastIndex = 0
    const verb = VERB.exec(ahead)
    if (!verb || verb.index < 2) return
    const meaning = verbOf(verb[0])
    // …,各市人民政府负责具体实施 carries on with the same object; …负责另一项工作 is another place.
    const behind = from + verb.index + verb[0].length
    const carriesOn = meaning === 'responsible' && CARRIES_ON.test(plain.slice(behind, behind + 5))
    if (meaning === 'with' || (!direct && meaning !== 'participant' && !carriesOn)) return
    const folded = fold(plain, from, from + verb.index)
    if (!allNames(folded.text, 0, context, true)) return
    const list = splitItems(folded.text, 0, folded.text.length)
    const span: Span = [from, from + verb.index + verb[0].length]
    const more = draftEntry(
      { groups: [{ items: list.items, role: meaning, end: 0 }], open: list.open, stated: true, list: false },
      folded,
      span,
      'strict',
      context,
      false,
    )
    // Beside one that answers for it, 有关部门按职责抓好落实 says of nobody in particular what is everybody's duty.
    if (!more) return
    const led = entry.drafts.some((one) => one.role === 'lead')
    if (
      !led &&
      meaning === 'responsible' &&
      /^[按依根结]/.test(verb[0]) &&
      more.drafts.every(({ spelled }) => spelled.kind === 'class')
    )
      return
    // 各区政府负责组织实施 has a duty of its own; …按职责分工负责 shares that of the lead.
    if (meaning === 'responsible' && /^(?:具体|组织|分别|共同|总)*负责/.test(verb[0]))
      for (const one of more.drafts) one.own = true
    entry.drafts.push(...more.drafts)
    entry.findings.push(...more.findings)
    entry.open ||= more.open
    entry.end = span[1]
  }
}
