import { jurisdictionAt, jurisdictionNamed } from '../lexicon/jurisdictions.ts'
import { zoneOf } from '../lexicon/words.ts'
import { countedTerm } from './collectives.ts'
import type { Item } from './items.ts'

const GOVERNMENT_HEAD = /^(?:党委、|党委和)?(?:人民政府|政府|管委会|党工委|党委)/

/**
 * The full name of a jurisdiction that shares the head of a later name of its row: 南宁市、玉林市、北海市人民政府;
 * 广东、深圳、珠海出入境检验检疫局. Null where it shares none.
 */
export function sharedHead(items: readonly Item[], index: number): string | null {
  return headBehind(items, index) ?? trailingLevel(items, index)
}

function headBehind(items: readonly Item[], index: number): string | null {
  const item = items[index] as Item
  if (item.shared) return fullPlace(item.name, item.shared.level) + item.shared.head
  const shaped = isShapedBare(item)
  if (!shaped && !isPlaceName(item)) return null
  for (let i = index + 1; i < items.length; i++) {
    const next = items[i] as Item
    if (next.after !== '、' && next.after !== 'and') return null
    if (isPlaceName(next) || isShapedBare(next)) continue
    const { reading } = next
    const counted = countedPlace(items, i)
    if (counted) return fullPlace(item.name, counted.level) + counted.head
    if (
      shaped &&
      !(reading.kind === 'body' && reading.place !== '' && GOVERNMENT_HEAD.test(reading.prefix + reading.core))
    )
      return null
    const zoned =
      /^(.+?(?:新区|高新区|经开区|开发区|保税区|综保区|示范区|度假区|园区|试验区|合作区))(管委会|管理委员会)$/.exec(
        next.name,
      )
    if (zoned && isZone(item)) return item.name + (zoned[2] ?? '')
    if (reading.kind !== 'body' || reading.place === '') return null
    const core = reading.prefix + reading.core
    // A zone's committee is no head of a city: 保定市和雄安新区管委会.
    if (/^(?:管委会|管理委员会|党工委)/.test(core) && !isZone(item)) return null
    if (reading.selfStanding && !/^(?:海关|海事局|人民政府|政府)/.test(core) && !GOVERNMENT_HEAD.test(core)) {
      if (reading.jurisdiction?.bare && /(?:集团|公司)$/.test(core)) return null
    }
    const bare = jurisdictionAt(item.name, 0)?.bare === true || !/[省市区县州盟旗]$/.test(item.name)
    if (GOVERNMENT_HEAD.test(core)) return fullPlace(item.name, levelWord(next)) + core
    if (bare) return (reading.jurisdiction?.bare ? item.name : fullPlace(item.name, levelWord(next))) + core
    const own = jurisdictionAt(item.name, 0)
    return own &&
      reading.jurisdiction?.bare === false &&
      own.jurisdiction.level === reading.jurisdiction.jurisdiction.level
      ? item.name + core
      : null
  }
  return null
}

/** 广州、深圳市 with nothing behind: bare names take the level word of the last. */
function trailingLevel(items: readonly Item[], index: number): string | null {
  const item = items[index] as Item
  const found = jurisdictionAt(item.name, 0)
  if (!found?.bare || found.length !== item.name.length) return null
  for (let i = index + 1; i < items.length; i++) {
    const next = items[i] as Item
    if ((next.after !== '、' && next.after !== 'and') || !isPlaceName(next)) return null
    const end = jurisdictionAt(next.name, 0)
    if (end && !end.bare && end.length === next.name.length) return fullPlace(item.name, next.name.slice(-1))
  }
  return null
}

const levelWord = (item: Item) => (item.reading.jurisdiction?.bare ? '' : item.reading.place.slice(-1))

/** 临江 of 临江、沙洲市人民政府: short, of no known form; only a government behind it makes it a jurisdiction. */
function isShapedBare(item: Item): boolean {
  return (
    item.reading.kind === 'unknown' && item.name.length >= 2 && item.name.length <= 4 && /^[一-龥]+$/.test(item.name)
  )
}

function isPlaceName(item: Item): boolean {
  if (item.reading.kind === 'place') return true
  // 六合、浦口区政府: a county without its level word.
  return (
    item.reading.kind === 'unknown' &&
    item.name.length <= 4 &&
    (jurisdictionNamed(`${item.name}区`) ??
      jurisdictionNamed(`${item.name}县`) ??
      jurisdictionNamed(`${item.name}市`)) !== null
  )
}

const isZone = (item: Item) => item.reading.kind === 'place' && zoneOf(item.name) !== ''

/** Official name of a bare jurisdiction: 广西 -> 广西壮族自治区; 深圳 with 市 -> 深圳市. Names with a level word stay. */
export function fullPlace(name: string, level: string): string {
  const found = jurisdictionAt(name, 0)
  if (!found || found.length !== name.length)
    return level !== '' && !/[省市区县州盟旗]$/.test(name) ? name + level : name
  if (!found.bare) return name
  if (level !== '' && jurisdictionNamed(name + level)) return name + level
  return found.jurisdiction.name
}

/** 海南三省(区)人民政府 at the end of a row of as many names as it says; null where it counts something else. */
export function countedPlace(
  items: readonly Item[],
  index: number,
): { place: string; level: string; head: string } | null {
  const { name } = items[index] as Item
  const found =
    /^([一-龥]{2,6}?)((?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?(省区市|省区|省市|省|市|区|县|州)(?:\([省市区县州、]{1,5}\))?)(人民政府|政府|党委|管委会)?$/.exec(
      name,
    )
  if (!found) return null
  let row = 1
  for (let i = index; i > 0; i--) {
    const previous = items[i - 1] as Item
    const { after } = items[i] as Item
    if ((after !== '、' && after !== 'and') || !(isPlaceName(previous) || isShapedBare(previous))) break
    row++
  }
  if (countedTerm((found[1] ?? '') + (found[2] ?? ''))?.count !== row) return null
  return { place: found[1] ?? '', level: (found[3] ?? '').length === 1 ? (found[3] ?? '') : '', head: found[4] ?? '' }
}
