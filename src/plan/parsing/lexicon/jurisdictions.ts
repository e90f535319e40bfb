import { DIVISIONS } from './divisions.ts'

export type JurisdictionLevel = 'province' | 'city' | 'county'

/** A division of China as texts name it. */
export interface Jurisdiction {
  /** Official name: 广西壮族自治区, 南宁市, 江宁区. */
  name: string
  /** Without its level word: 广西, 南宁. Equal to the name where nothing can be left out (横县). */
  short: string
  level: JurisdictionLevel
  /** Official name of its province; its own name for a province. */
  province: string
  /** One-character abbreviation of a province: 桂. */
  abbreviation: string | null
}

/** A jurisdiction name found in a text. */
export interface JurisdictionMatch {
  length: number
  jurisdiction: Jurisdiction
  /** Printed without its level word (南宁, 广西). */
  bare: boolean
}

const PEOPLES =
  /(?:土家族|布依族|傈僳族|哈尼族|景颇族|柯尔克孜|哈萨克族?|朝鲜族|蒙古族?|维吾尔|仡佬族|纳西族|普米族|拉祜族|布朗族|裕固族|保安族|东乡族|撒拉族|达斡尔族|鄂伦春|鄂温克|毛南族|仫佬族|塔吉克|锡伯|各族|羌族|苗族|侗族|彝族|藏族|回族|傣族|白族|壮族|黎族|瑶族|满族|畲族|水族|土族|怒族|独龙族|佤族|回)+$/

/** 恩施土家族苗族自治州 -> 恩施; 昌江黎族自治县 -> 昌江. */
function withoutPeoples(name: string, level: string): string {
  const trunk = name.slice(0, -level.length)
  const short = trunk.replace(PEOPLES, '')
  return short.length >= 2 ? short : trunk
}

const PROVINCE_SHORT: Readonly<Record<string, string>> = {
  内蒙古自治区: '内蒙古',
  广西壮族自治区: '广西',
  西藏自治区: '西藏',
  宁夏回族自治区: '宁夏',
  新疆维吾尔自治区: '新疆',
  香港特别行政区: '香港',
  澳门特别行政区: '澳门',
}

function formsOf(name: string, level: JurisdictionLevel): { short: string; others: string[] } {
  if (level === 'province') {
    const short = PROVINCE_SHORT[name] ?? name.slice(0, -1)
    return { short, others: name.endsWith('自治区') ? [`${short}自治区`, `${short}区`] : [] }
  }
  for (const [official, colloquial] of [
    ['自治州', '州'],
    ['自治县', '县'],
    ['自治旗', '旗'],
    ['地区', ''],
  ] as const) {
    if (!name.endsWith(official)) continue
    const short = withoutPeoples(name, official)
    return { short, others: colloquial ? [short + colloquial] : [] }
  }
  return { short: name.length > 2 ? name.slice(0, -1) : name, others: [] }
}

interface Form {
  form: string
  match: JurisdictionMatch
}

const byFirstTwo = new Map<string, Form[]>()
const byName = new Map<string, Jurisdiction>()
const provinceByAbbreviation = new Map<string, Jurisdiction>()
const citiesByFirst = new Map<string, Jurisdiction[]>()
const citiesByLast = new Map<string, Jurisdiction[]>()

function enter(form: string, jurisdiction: Jurisdiction, bare: boolean): void {
  const key = form.slice(0, 2)
  const list = byFirstTwo.get(key) ?? []
  if (list.some((known) => known.form === form)) return
  list.push({ form, match: { length: form.length, jurisdiction, bare } })
  byFirstTwo.set(key, list)
}

function addJurisdiction(name: string, level: JurisdictionLevel, province: string, abbreviation: string | null): void {
  const { short, others } = formsOf(name, level)
  const jurisdiction: Jurisdiction = { name, short, level, province, abbreviation }
  if (!byName.has(name)) byName.set(name, jurisdiction)
  enter(name, jurisdiction, false)
  for (const other of others) enter(other, jurisdiction, false)
  // A county without its level word is too often an ordinary word (城关, 和平, 市中).
  if (level !== 'county' && short !== name) enter(short, jurisdiction, true)
  if (abbreviation) provinceByAbbreviation.set(abbreviation, jurisdiction)
  if (level !== 'city') return
  for (const [index, character] of [
    [citiesByFirst, short.charAt(0)],
    [citiesByLast, short.charAt(short.length - 1)],
  ] as const)
    index.set(character, [...(index.get(character) ?? []), jurisdiction])
}

// Provinces and cities go in before counties: 吉林 is the province, 朝阳 the city before the district.
const counties: [name: string, province: string][] = []
const cities: [name: string, province: string][] = []
let province = ''
for (const line of DIVISIONS.split('\n')) {
  if (line === '') continue
  const words = line.trim().split(' ')
  const head = words[0] ?? ''
  if (line.charAt(0) !== ' ') {
    province = head
    addJurisdiction(head, 'province', head, words[1] ?? null)
    continue
  }
  if (head !== '-') cities.push([head, province])
  for (const county of words.slice(1)) counties.push([county, province])
}
for (const [name, of] of cities) addJurisdiction(name, 'city', of, null)
for (const [name, of] of counties) addJurisdiction(name, 'county', of, null)

/** Forms by a hash of their first two characters: a lookup at every place of a text must not cut strings out of it. */
const SLOTS = new Array<Form[] | null>(65536).fill(null)
/** The two characters that a slot stands for; 0 for none, SEVERAL where more than one pair falls into it. */
const PAIRS = new Uint32Array(65536)
const SEVERAL = 1
const slotOf = (first: number, second: number) => (first * 131 + second) & 0xffff
for (const [key, list] of byFirstTwo) {
  const slot = slotOf(key.charCodeAt(0), key.charCodeAt(1))
  PAIRS[slot] = SLOTS[slot] ? SEVERAL : key.charCodeAt(0) * 65536 + key.charCodeAt(1)
  SLOTS[slot] = [...(SLOTS[slot] ?? []), ...list].sort((a, b) => b.form.length - a.form.length)
}
/** A bit for each slot that holds anything: for most pairs of characters that is all there is to know. */
const TAKEN = new Uint32Array(2048)
for (let slot = 0; slot < 65536; slot++)
  if (SLOTS[slot]) TAKEN[slot >> 5] = (TAKEN[slot >> 5] as number) | (1 << (slot & 31))
const isTaken = (slot: number) => (((TAKEN[slot >> 5] as number) >>> (slot & 31)) & 1) !== 0

/** Whether two characters may begin the name of a jurisdiction. */
function begins(first: number, second: number): boolean {
  const slot = slotOf(first, second)
  if (!isTaken(slot)) return false
  const pair = PAIRS[slot] as number
  return pair === SEVERAL || pair === first * 65536 + second
}

/** The longest jurisdiction name that starts at `at`, or null. */
export function jurisdictionAt(text: string, at: number): JurisdictionMatch | null {
  if (at < 0 || at + 1 >= text.length) return null
  const first = text.charCodeAt(at)
  const second = text.charCodeAt(at + 1)
  if (!begins(first, second)) return null
  for (const { form, match } of SLOTS[slotOf(first, second)] as Form[]) if (standsAt(form, text, at)) return match
  return null
}

/** Compares from the end: names that begin alike differ there. */
function standsAt(form: string, text: string, at: number): boolean {
  for (let i = form.length - 1; i >= 0; i--) if (text.charCodeAt(at + i) !== form.charCodeAt(i)) return false
  return true
}

/** The first place from `from` where a jurisdiction's name may start; -1 where none is. */
export function nextJurisdiction(units: Uint16Array, from: number): number {
  let first = units[from] as number
  for (let i = from + 1; i < units.length; i++) {
    const second = units[i] as number
    if (begins(first, second)) return i - 1
    first = second
  }
  return -1
}

/** The jurisdiction whose official name this is. */
export function jurisdictionNamed(name: string): Jurisdiction | null {
  return byName.get(name) ?? null
}

/** The characters that abbreviate provinces. */
export const ABBREVIATIONS: readonly string[] = [...provinceByAbbreviation.keys()]

/** The province of an abbreviation (桂), or null. */
export function provinceOf(abbreviation: string): Jurisdiction | null {
  return provinceByAbbreviation.get(abbreviation) ?? null
}

/** Abbreviations that are no character of the name. */
const CITY_ABBREVIATIONS: Readonly<Record<string, string>> = {
  宁: '南京市',
  甬: '宁波市',
  榕: '福州市',
  蓉: '成都市',
  穗: '广州市',
  邕: '南宁市',
  筑: '贵阳市',
  汴: '开封市',
  禅: '佛山市',
  鹭: '厦门市',
}

/**
 * Cities that a text may mean by one character: those it is the abbreviation of, those whose name starts with it (成 in
 * 成德眉资), those whose name ends in it (潭 in 长株潭).
 */
export function citiesAbbreviated(character: string): readonly Jurisdiction[] {
  const named = jurisdictionNamed(CITY_ABBREVIATIONS[character] ?? '')
  const spelled = [...(citiesByFirst.get(character) ?? []), ...(citiesByLast.get(character) ?? [])]
  return named ? [named, ...spelled] : spelled
}
