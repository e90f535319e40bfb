import { jurisdictionAt } from '../lexicon/jurisdictions.ts'
import { isClass, type NameReading, readName } from '../lexicon/names.ts'
import type { Role } from '../types.ts'
import { GAP } from './fold.ts'

/** One printed name of a list, before shared prefixes and heads are restored. */
export interface Item {
  /** Offsets in the folded stretch. */
  start: number
  end: number
  /** The printed name, gaps and remarks in brackets taken out. */
  name: string
  reading: NameReading
  /** What parts it from the item before: nothing for the first. */
  after: '' | '、' | ',' | ';' | 'and'
  /** A role stated in brackets behind the name, or by a mark: 省发展改革委(牵头). */
  remark: 'lead' | 'participant' | null
  /** What the remark, or else the verb or label of its phrase says; null while nothing has said it. */
  role: Role | null
  /** Carries a mark (★, *) that a rule of the document may give a meaning. */
  marked: boolean
  /** Level word and head that stand behind 等 for the whole row: 武汉、黄冈等市人民政府. */
  shared?: { level: string; head: string }
}

export interface ItemList {
  items: Item[]
  /** The list says that it is not complete: 等. */
  open: boolean
}

const LEADING = /^(?:[\d一二三四五六七八九十]{1,3}[.、)]|[-—·•●○■□◆◇※>]+|以及|其中|同时|请|由|和|及|与|并|或)+/
const LEAD_UNITS = new Set(
  [...'0123456789一二三四五六七八九十-—·•●○■□◆◇※>以其同请由和及与并或'].map((unit) => unit.charCodeAt(0)),
)
/** Behind 等: what only says again what kind of bodies they are. */
const OPEN_TAIL =
  /^(?:\d{1,3}|[一二三四五六七八九十两]{1,3})?个?(?:(?:省级|市级|区级|县级|省直|市直|区直|省|市|区|县|州|自治区|中央|国家|国务院)?(?:各)?(?:有关|相关|其他)?(?:部门和单位|部门及单位|部门\(单位\)|部门、单位|单位和部门|部门|单位|委办局|地区|地市|城市|省份|市县|市州|区县|企业|公司|机构|高校|院校|银行|成员单位|责任单位|地|市|省|县|区|州|方))?/
const CONJUNCTIONS = ['以及', '和', '及', '与', '并', '暨', '等', GAP, '会同'] as const
const REMARK_LEAD = /^(?:总|共同)?牵头(?:单位|部门)?$|^主办$/
const REMARK_PART = /^(?:配合|参与|协办|协助)(?:单位|部门)?$/

/**
 * Splits a stretch of folded text into names. Hard separators (、 , ; /) part names outside brackets; 和 及 与 以及 and
 * white space part them only where what stands on both sides is a name by itself, so that 海洋和渔业厅 stays whole.
 */
export function splitItems(text: string, start: number, end: number): ItemList {
  const list: ItemList = { items: [], open: false }
  let depth = 0
  let from = start
  let after: Item['after'] = ''
  for (let i = start; i < end; i++) {
    const kind = UNITS[text.charCodeAt(i)] as number
    if (kind === 0 || kind === CONJUNCTION) continue
    if (kind === OPENING) depth++
    else if (kind === CLOSING_UNIT) depth = Math.max(0, depth - 1)
    else if (depth === 0) {
      addPiece(text, from, i, after, list)
      from = i + 1
      after = kind === LISTED ? '、' : kind === PAUSED ? ',' : ';'
    }
  }
  addPiece(text, from, end, after, list)
  if (list.items.length > 1) list.items = joinClasses(list.items)
  return list
}

const OPENING = 1
const CLOSING_UNIT = 2
const LISTED = 3
const PAUSED = 4
const STOPPED = 5
const CONJUNCTION = 6
/** What a unit is to a list of names. */
const UNITS = new Uint8Array(65536)
const mark = (units: string, kind: number) => {
  for (let i = 0; i < units.length; i++) UNITS[units.charCodeAt(i)] = kind
}
mark(`以和及与并暨等会${GAP}`, CONJUNCTION)
mark('([〔【', OPENING)
mark(')]〕】', CLOSING_UNIT)
mark('、/', LISTED)
mark(',|', PAUSED)
mark(';。', STOPPED)

function addPiece(text: string, start: number, end: number, after: Item['after'], list: ItemList): void {
  let from = start
  let to = end
  while (from < to && text.charAt(from) === GAP) from++
  while (to > from && text.charAt(to - 1) === GAP) to--
  const lead = LEAD_UNITS.has(text.charCodeAt(from)) ? LEADING.exec(text.slice(from, Math.min(to, from + 12))) : null
  if (lead && from + lead[0].length < to && leadsIn(text, from, from + lead[0].length, to)) from += lead[0].length
  if (to <= from) return
  if (to - from > 120) {
    addItem(text, from, from + 120, after, list)
    return
  }
  // Opens with 等 itself: 、等
  if (text.charAt(from) === '等') {
    list.open = true
    const tail = OPEN_TAIL.exec(text.slice(from + 1, to))
    const rest = from + 1 + (tail?.[0].length ?? 0)
    if (rest < to) addPiece(text, rest, to, after === '' ? '、' : after, list)
    return
  }
  const cut = conjunctionIn(text, from, to)
  if (cut) {
    addItem(text, from, cut.at, after, list)
    if (cut.word === '等') {
      list.open = true
      const tail = OPEN_TAIL.exec(text.slice(cut.next, to))
      let rest = cut.next + (tail?.[0].length ?? 0)
      const government = GOVERNMENT_BEHIND.exec(text.slice(cut.next, to))
      if (government) {
        rest = cut.next + government[0].length
        shareGovernment(list.items, government[1] ?? '', government[2] ?? '')
      }
      const more = /^(?:以及|和|及|与|并|、)/.exec(text.slice(rest, to))
      if (more) rest += more[0].length
      // 等市有关部门: the tail may have eaten the start of a class; a known name wins.
      const whole = text.slice(cut.next, to).replace(/^(?:以及|和|及|与)/, '')
      if (!more && rest < to && isClass(whole)) rest = to - whole.length
      if (rest < to) addPiece(text, rest, to, 'and', list)
      return
    }
    addPiece(text, cut.next, to, 'and', list)
    return
  }
  addItem(text, from, to, after, list)
}

/** Whether what stands before a name is a numbering or an introduction (由, 其中) and no part of it. */
function leadsIn(text: string, start: number, name: number, end: number): boolean {
  // No body's name starts with 由 or 请.
  return /[由请]$/.test(text.slice(start, name)) || readName(text.slice(start, end)).kind === 'unknown'
}

/** 武汉、黄冈等市人民政府: the government of each jurisdiction of the row. */
const GOVERNMENT_BEHIND =
  /^(?:\d{1,2}|[一二两三四五六七八九十]{1,3})?个?(省|市|区|县|州|地)(人民政府|政府|管委会|(?=$|[和及与以、]))/

function shareGovernment(items: Item[], level: string, head: string): void {
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i] as Item
    if (item.reading.kind !== 'place' && !(item.reading.kind === 'unknown' && item.name.length <= 4)) return
    item.shared = { level: level === '地' ? '' : level, head }
    if (item.after !== '、' && item.after !== 'and') return
  }
}

/** The first conjunction that parts two names. */
function conjunctionIn(text: string, from: number, to: number): { at: number; next: number; word: string } | null {
  let depth = 0
  for (let i = from; i < to; i++) {
    const kind = UNITS[text.charCodeAt(i)] as number
    if (kind === 0) continue
    if (kind === OPENING) depth++
    else if (kind === CLOSING_UNIT) depth = Math.max(0, depth - 1)
    if (depth > 0 || i === from || kind !== CONJUNCTION) continue
    const unit = text.charAt(i)
    for (const word of CONJUNCTIONS) {
      if (unit !== word.charAt(0) || !text.startsWith(word, i)) continue
      const left = cleanName(text.slice(from, i)).name
      if (left.length < 2) continue
      const next = i + word.length
      if (word === '等') {
        // At the end of a list 等 is no part of a name, whatever stands before it (but 天等 is a county).
        const closes = next + (OPEN_TAIL.exec(text.slice(next, to))?.[0].length ?? 0) >= to
        if (stands(left) || (closes && jurisdictionAt(text, i - 1) === null && !text.startsWith('天等县', i - 1)))
          return { at: i, next, word }
        continue
      }
      if (next >= to || !(stands(left) || readName(left).kind === 'body')) continue
      if (
        standsAtStart(text, next, to) ||
        (word === GAP && readName(cleanName(text.slice(next, to)).name).kind === 'body')
      )
        return { at: i, next, word }
    }
  }
  return null
}

/** Whether a name explains itself: a known body, a set, or a jurisdiction with its level word. */
function stands(name: string): boolean {
  const reading = readName(name)
  return (reading.known && reading.kind !== 'unknown') || COUNTED.test(name)
}

/** 沿湾四市: a group of jurisdictions. */
const COUNTED = /(?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?(?:省|市|区|县|州)(?:\([省市区县州、]{1,5}\))?$/

/** Whether what follows a conjunction begins with (or is) a name that stands by itself. */
function standsAtStart(text: string, from: number, to: number): boolean {
  const rest = cleanName(text.slice(from, to)).name
  if (stands(rest)) return true
  // 有关部门和单位 is one set: 单位 alone is no name.
  for (let i = from + 2; i < to && i < from + 40; i++) {
    const unit = text.charAt(i)
    if (unit !== '和' && unit !== '及' && unit !== '与' && unit !== '等' && unit !== '以' && unit !== GAP) continue
    if (stands(cleanName(text.slice(from, i)).name)) return true
  }
  const reading = readName(rest)
  return reading.kind === 'body' && (reading.prefix !== '' || reading.place !== '')
}

const CLOSING = new Set(')]〕】')
const TRAILING = new Set('同别头自按照')
const MARK_UNITS = new Set('*★☆▲△#＊')
const QUOTE_UNITS = new Set('“”"\'‘’')

/** Units that call for a repair where a printed name begins or ends with them. */
const EDGES = new Uint8Array(65536)
for (const signs of [CLOSING, TRAILING, MARK_UNITS, QUOTE_UNITS])
  for (const sign of signs) EDGES[sign.charCodeAt(0)] = 1

interface Cleaned {
  name: string
  remark: Item['remark']
  marked: boolean
}

/** Takes gaps, quotation marks and remarks in brackets out of a printed name. */
export function cleanName(printed: string): Cleaned {
  const gaps = printed.includes(GAP)
  // Most names are plain.
  if (!gaps && EDGES[printed.charCodeAt(0)] === 0 && EDGES[printed.charCodeAt(printed.length - 1)] === 0)
    return { name: printed, remark: null, marked: false }
  let name = gaps ? printed.replaceAll(GAP, '') : printed
  let remark: Item['remark'] = null
  let marked = false
  // Each repair looks first at the one character that calls for it.
  if (MARK_UNITS.has(name.charAt(0)) || MARK_UNITS.has(name.charAt(name.length - 1))) {
    marked = true
    name = name.replace(/[*★☆▲△#＊]/g, '')
  }
  for (let n = 0; n < 2 && CLOSING.has(name.charAt(name.length - 1)); n++) {
    const bracket = /[([〔【]([^()[\]〔〕【】]{1,40})[)\]〕】]$/.exec(name)
    if (!bracket) break
    const inside = bracket[1] ?? ''
    if (REMARK_LEAD.test(inside)) remark = 'lead'
    else if (REMARK_PART.test(inside)) remark = 'participant'
    else if (isPartOfName(name.slice(0, bracket.index), inside)) break
    name = name.slice(0, bracket.index)
  }
  if (QUOTE_UNITS.has(name.charAt(0)) || QUOTE_UNITS.has(name.charAt(name.length - 1)))
    name = name.replace(/^[“"'‘]+|[”"'’]+$/g, '')
  if (TRAILING.has(name.charAt(name.length - 1))) name = name.replace(/(?:共同|分别|分头|各自|按照?)$/, '')
  return { name, remark, marked }
}

/** 县(市、区) and 厅(局、委) belong to the name; (省能源局) and (按职责分工) are remarks. */
function isPartOfName(before: string, inside: string): boolean {
  return (
    before.length > 0 &&
    /^[市县区旗州盟镇乡街道省厅局委办部室处、]{1,12}$|^自治[县州旗区][、市县区旗]*$|^(?:单位|部门|组|集团|公司|人民政府)$/.test(
      inside,
    )
  )
}

function addItem(text: string, start: number, end: number, after: Item['after'], list: ItemList): void {
  const { name, remark, marked } = cleanName(text.slice(start, end))
  if (name === '') return
  list.items.push({ start, end, name, reading: readName(name), after, remark, role: null, marked })
}

const LEVEL_WORD =
  /^(?:各|有关|相关|各有关)?(?:设区|地级以上|省会)?(?:中央|国家|省|自治区|直辖市|县级市|直管市|计划单列市|市|县|区|州|盟|旗|镇|乡|自治州|自治县|街道|市州|市县|区县|乡镇|县\([^()]{1,10}\)|市\([^()]{1,10}\)|区\([^()]{1,10}\)|镇\([^()]{1,6}\)|地区|各地区|部门|各部门|单位|省级|市级|县级|区级|市直|省直|区直|县直)$/
const PARTY_WORD = /^(?:.{0,8}(?:省|市|区|县|州|盟|旗)委|自治区党委|党中央|中央)$/

/** Puts sets back together that their own 、 has cut: 各市、县(市、区)人民政府; 省委、省政府有关部门. */
function joinClasses(items: Item[]): Item[] {
  const joined: Item[] = []
  for (const item of items) {
    let current = item
    while (joined.length > 0) {
      const previous = joined[joined.length - 1] as Item
      if (current.after !== '、' && current.after !== 'and') break
      if (!belongTogether(previous, current)) break
      joined.pop()
      const name = `${previous.name}${current.after === 'and' ? '和' : '、'}${current.name}`
      current = {
        ...current,
        start: previous.start,
        after: previous.after,
        name,
        reading: { ...readName('各级政府'), core: name },
      }
    }
    joined.push(current)
  }
  return joined
}

function belongTogether(previous: Item, current: Item): boolean {
  // 各盟行政公署、市人民政府: 各 goes for both.
  if (/^各[盟地]区?行政公署$/.test(previous.name) && /^(?:市|县|州|旗)人民政府$/.test(current.name)) return true
  const several = /^(?:各|有关|相关)/
  if (current.reading.kind === 'class') {
    if (PARTY_WORD.test(previous.name)) return /政府|国务院|有关/.test(current.name)
    // 各市、各县: two sets. 各地区、各部门: one way of saying everybody.
    if (current.after === 'and' && /(?:部门|单位)$/.test(previous.name)) return false
    const two = several.test(previous.name) && several.test(current.name)
    return (!two || /(?:部门|单位)$/.test(previous.name) || levelWords(current.name)) && levelWords(previous.name)
  }
  // 各市、县 …: level words go on until a class or a government ends them.
  return (
    several.test(previous.name) &&
    levelWords(previous.name) &&
    (levelWords(current.name) ||
      /^(?:县|市|区|州|盟|旗|省|镇|乡|街道|自治|直辖市)[^、]{0,12}(?:政府|管委会|办事处|部门)$/.test(current.name))
  )
}

/** 各市 or, once joined, 各市、州. */
const levelWords = (name: string) => name.split('、').every((word) => LEVEL_WORD.test(word))
