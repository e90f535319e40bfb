import {
  citiesAbbreviated,
  type Jurisdiction,
  jurisdictionAt,
  jurisdictionNamed,
  provinceOf,
} from '../lexicon/jurisdictions.ts'
import { isShapedPlace } from '../lexicon/names.ts'
import { zoneOf } from '../lexicon/words.ts'

/** Groups of jurisdictions that a text names in one word, and what the text says they are. */
export interface Collectives {
  /** Members (official names) of a term the document defines, or of abbreviations that spell their members; null if unknown. */
  members(term: string): readonly string[] | null
  /** The longest defined term that a name starts with, '' if none. */
  definedIn(name: string): string
}

const NUMBER: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
}
/** 6市 · 三省(区) · 两省一市: how many, and of what level. */
const COUNTED =
  /^(.*?)((?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?(?:省区市|省市区|省区|省市|市县|区县|县区|地市|省|市|区|县|州|城|地|方)(?:\([省市区县州、]{1,5}\))?)(?:([一二两三四五六七八九])(?:市|区|省|县))?$/

/** Groups whose members the whole country knows by one name. */
const NATIONWIDE: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    三省一市: ['上海市', '江苏省', '浙江省', '安徽省'],
    长三角三省一市: ['上海市', '江苏省', '浙江省', '安徽省'],
    长三角区域三省一市: ['上海市', '江苏省', '浙江省', '安徽省'],
    珠三角九市: ['广州市', '深圳市', '珠海市', '佛山市', '惠州市', '东莞市', '中山市', '江门市', '肇庆市'],
    珠三角9市: ['广州市', '深圳市', '珠海市', '佛山市', '惠州市', '东莞市', '中山市', '江门市', '肇庆市'],
    东北三省: ['辽宁省', '吉林省', '黑龙江省'],
  }),
)

/** Reads the count word at the end of a name: 粤桂琼三省(区) -> [粤桂琼, 3]. */
export function countedTerm(term: string): { trunk: string; count: number } | null {
  const found = COUNTED.exec(term)
  if (!found) return null
  const digits = /\d+|[一二两三四五六七八九十]+/.exec(found[2] ?? '')?.[0] ?? ''
  let count = Number(digits)
  if (Number.isNaN(count)) {
    const ten = digits.indexOf('十')
    count =
      ten < 0
        ? (NUMBER[digits] ?? 0)
        : (ten === 0 ? 1 : (NUMBER[digits.charAt(0)] ?? 1)) * 10 + (NUMBER[digits.charAt(ten + 1)] ?? 0)
  }
  if (found[3]) count += NUMBER[found[3]] ?? 0
  return { trunk: found[1] ?? '', count }
}

/**
 * Finds the definitions of a text (南宁市、北海市…(以下统称六市)) and answers for its terms. The text is searched once, for
 * the words that define; which city an abbreviation means is looked up only when a name asks.
 */
export function collectivesOf(plain: string): Collectives {
  const defined = new Map<string, readonly string[]>()
  for (
    let at = plain.indexOf('称'), n = 0;
    at >= 0 && n < 5000 && defined.size < 300;
    at = plain.indexOf('称', at + 1), n++
  )
    if (DEFINING.has(plain.charAt(at - 1))) define(plain, at - 1, defined)
  defineByWords(plain, defined)
  const lengths = [...new Set([...defined.keys()].map((term) => term.length))].sort((a, b) => b - a)
  const spelled = new Map<string, readonly string[] | null>()
  // City names are looked for where a plan says what it is about: at its beginning.
  const beginning = plain.slice(0, 100_000)
  return {
    members(term) {
      const known = defined.get(term) ?? NATIONWIDE.get(term)
      if (known) return known
      let found = spelled.get(term)
      if (found === undefined) {
        found = spellOut(term, beginning)
        spelled.set(term, found)
      }
      return found
    },
    definedIn(name) {
      for (const length of lengths) if (defined.has(name.slice(0, length))) return name.slice(0, length)
      return ''
    },
  }
}

const QUOTES = /[“”"'‘’「」『』]/g

/** A note that says in words what a group is: 四市指银川市、石嘴山市、吴忠市、中卫市. */
function defineByWords(plain: string, defined: Map<string, readonly string[]>): void {
  for (let at = plain.indexOf('指'), n = 0; at >= 0 && n < 20_000; at = plain.indexOf('指', at + 1), n++) {
    if (!/[市县区州省]/.test(plain.charAt(at - 1))) continue
    const before = /[一-龥\d]{0,10}$/.exec(plain.slice(Math.max(0, at - 10), at))?.[0] ?? ''
    const term = COUNT_AT_END.exec(before)?.[0] ?? ''
    if (term === '' || defined.has(term)) continue
    const stop = plain.slice(at + 1, at + 200).search(/[。;,)\n]/)
    const members = placesBefore(plain, stop < 0 ? Math.min(plain.length, at + 200) : at + 1 + stop)
    if (members.length === countedTerm(term)?.count) defined.set(term, members)
  }
}

const COUNT_AT_END =
  /[东南西北中沿环湾江湖][^、]{0,3}(?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?[市县区州省]$|(?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?[市县区州省]$/

/** 统称 简称 合称 并称 */
const DEFINING = new Set('统简合并')

function define(plain: string, at: number, defined: Map<string, readonly string[]>): void {
  let open = at - 1
  while (open >= 0 && at - open < 8 && plain.charAt(open) !== '(') open--
  if (plain.charAt(open) !== '(') return
  const length = plain.slice(at, at + 82).indexOf(')')
  if (length < 0) return
  const close = at + length
  const members = placesBefore(plain, open)
  if (members.length < 2) return
  // “三市” · 6市或都市圈 · 为…: each name the brackets give.
  const inside = plain.slice(at + 2, close).replace(/^(?:为|:)/, '')
  for (const part of inside.split(/[、,;]|或者?/)) {
    const term = part.replace(QUOTES, '').replace(/\s+/g, '')
    if (term.length >= 2 && term.length <= 30 && !defined.has(term)) defined.set(term, members)
  }
}

const ROW_COUNT = /((?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?(市|县|区|州|省))$/
const LEAD_IN =
  /^.{0,60}?(?:包括|涵盖|包含|推动|支持|推进|加强|统筹|带动|促进|强化|深化|协调|以及|指|即|为|是|以|由|在|:)(?=[一-龥]{2,4}$)/

/** 南江、云州、石桥三市: as many bare names as the count says, each of its level. Null where names and count disagree. */
function countedRow(parts: readonly string[]): string[] | null {
  const last = parts[parts.length - 1] ?? ''
  const found = ROW_COUNT.exec(last)
  const count = found ? (countedTerm(found[1] ?? '')?.count ?? 0) : 0
  const level = found?.[2] ?? ''
  if (!found || count < 2 || count > parts.length) return null
  const bare = parts.slice(parts.length - count)
  bare[count - 1] = last.slice(0, found.index)
  bare[0] = (bare[0] ?? '').replace(LEAD_IN, '')
  if (!bare.every((name) => /^[一-龥]{2,4}$/.test(name) && !/[市县区省]$/.test(name))) return null
  return bare.map(
    (name) => jurisdictionNamed(name + level)?.name ?? jurisdictionAt(name, 0)?.jurisdiction.name ?? name + level,
  )
}

/** Official names of the jurisdictions enumerated right before an offset, in text order. */
function placesBefore(plain: string, end: number): string[] {
  const from = Math.max(0, end - 400)
  const stretch = plain.slice(from, end).replace(/\s+/g, '')
  const parts = stretch.split(/、|,|和|及|以及/)
  const row = countedRow(parts)
  if (row) return row
  const names: string[] = []
  for (let i = parts.length - 1; i >= 0; i--) {
    let part = parts[i] ?? ''
    const last = names.length === 0
    if (last)
      part = part.replace(
        /(?:等?(?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?(?:省区市|省市|市县|区县|省|市|县|区|城市)(?:\([^()]{1,5}\))?|等地|全域|等)+$/,
        '',
      )
    const name = placeAtEnd(part)
    if (!name) break
    names.unshift(name.name)
    if (!name.whole) break
  }
  return withSharedLevel(names)
}

/** 南京、镇江、扬州市: a bare name takes the level of those after it. */
function withSharedLevel(names: string[]): string[] {
  return names.map((name) => jurisdictionNamed(name)?.name ?? jurisdictionAt(name, 0)?.jurisdiction.name ?? name)
}

/** Running text that leads into an enumeration of jurisdictions. */
const LED =
  /^.{0,40}?(?:包括|涵盖|包含|推动|支持|推进|加强|统筹|范围为|范围包括|带动|促进|强化|深化|协调|指|即|为|是|以|由|在)(?=[一-龥]{2,5}[市县区州省]$)/

function placeAtEnd(part: string): { name: string; whole: boolean } | null {
  // The whole part, or its end where running text stands before (包括南京市): the longest name that ends it.
  for (let from = Math.max(0, part.length - 14); from < part.length - 1; from++) {
    const found = jurisdictionAt(part, from)
    if (!found) continue
    // 广西壮族自治区南宁市: the inner name counts.
    const inner = from + found.length < part.length ? jurisdictionAt(part, from + found.length) : null
    const last = inner ?? found
    if (from + found.length + (inner?.length ?? 0) !== part.length) continue
    // 平湖州市 is no 湖州市.
    if (from > 0 && from <= 2 && isShapedPlace(part) && !/[括含盖即为是以及在由动持进强]$/.test(part.slice(0, from)))
      break
    return { name: last.jurisdiction.name, whole: from === 0 }
  }
  const led = LED.exec(part)
  if (led && isShapedPlace(part.slice(led[0].length))) return { name: part.slice(led[0].length), whole: false }
  if (isShapedPlace(part) || (part.length <= 12 && zoneOf(part) !== '')) return { name: part, whole: true }
  return null
}

/** Members of a term whose characters abbreviate them: 粤桂琼三省(区), 成德眉资四市, 沪苏浙皖. */
function spellOut(term: string, beginning: string): readonly string[] | null {
  const counted = countedTerm(term)
  const trunk = (counted ? counted.trunk : term).replace(/(?:等|地区)$/, '')
  if (trunk.length < 2 || trunk.length > 12) return null
  if (counted && counted.count !== trunk.length) return null
  const characters = [...trunk]
  if (new Set(characters).size !== characters.length) return null
  const provinces = characters.map(provinceOf)
  const wantsCities = counted !== null && /[市城地]/.test(term.slice(trunk.length)) && !/省/.test(term)
  if (provinces.every((found) => found !== null) && !wantsCities)
    return provinces.map((found) => (found as Jurisdiction).name)
  if (!counted) return null
  const chosen: string[] = []
  for (const character of characters) {
    const city = likeliestCity(character, beginning)
    if (city) chosen.push(city.name)
    else {
      const found = provinceOf(character)
      if (!found || !/市$/.test(found.name)) return null
      chosen.push(found.name)
    }
  }
  return new Set(chosen).size === chosen.length ? chosen : null
}

/** Of the cities that start with a character, the one the text names most; null when it names none. */
function likeliestCity(character: string, beginning: string): Jurisdiction | null {
  let best: Jurisdiction | null = null
  let most = 0
  for (const city of citiesAbbreviated(character)) {
    let count = 0
    for (let at = beginning.indexOf(city.short); at >= 0 && count < 50; at = beginning.indexOf(city.short, at + 1))
      count++
    if (count > most) {
      most = count
      best = city
    }
  }
  return best
}
