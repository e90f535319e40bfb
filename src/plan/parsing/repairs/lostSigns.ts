import { classAt, DIGIT, STOP } from '../chars.ts'
import type { RepairKind } from '../types.ts'
import { type BareNumber, bareNumberAt, withPoint } from './numbers.ts'

/** A place of the view where a sign is lost. `fix` replaces [start, end). */
export interface LostSign {
  start: number
  end: number
  kind: RepairKind
  fix: string | null
  reason: string
}

/** How far a share reaches back to the word that says so: 占北部湾城市群陆域面积的485 */
const SHARE_REACH = 30

/** Numbers given as shares of a whole without a percent sign: 占…的301和225 */
interface Share extends BareNumber {
  /** Shares named by one 占 belong together: 分别占全国的301和225. */
  phrase: number
}

/**
 * Lost decimal points and percent signs. Called only for a text that has not one of either: in such a text a share
 * without its sign is damage, in any other it is an oddity of the author.
 */
export function lostNumberSigns(text: string): LostSign[] {
  const shares = sharesIn(text)
  const repaired = new Set<number>()
  const found: LostSign[] = []
  const add = (share: BareNumber, places: number | null, reason: string) => {
    if (repaired.has(share.start)) return
    repaired.add(share.start)
    const digits = text.slice(share.start, share.end)
    const value = places === null ? null : places === 0 ? digits : withPoint(digits, places)
    const at = { start: share.start, end: share.end, reason }
    if (places !== 0) found.push({ ...at, kind: 'lost_decimal', fix: value })
    found.push({ ...at, kind: 'lost_percent', fix: value === null ? null : `${value}%` })
  }
  for (const { members, places } of wholes(shares)) {
    const sum = members.map((share) => text.slice(share.start, share.end)).join(' + ')
    for (const share of members) add(share, places, `${sum} = ${10 ** (places + 2)}: the shares make 100% together`)
  }
  for (const sign of structures(text)) found.push(sign)
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i] as Share
    if (repaired.has(share.start) || share.value <= 100) continue
    const ofPeople = shareOfPopulation(text, share)
    if (ofPeople !== null) {
      add(share, ofPeople.places, ofPeople.reason)
      // What the same 占 names in as many digits lost its point in the same place.
      for (const other of shares.slice(i + 1, i + 4)) {
        if (other.phrase === share.phrase && other.end - other.start === share.end - share.start) {
          add(other, ofPeople.places, `stands beside ${text.slice(share.start, share.end)}, which lost its point there`)
        }
      }
    } else add(share, null, 'a share is not more than 100%: a decimal point is lost, the text does not prove where')
  }
  for (const rate of ratesIn(text)) {
    if (rate.value <= 100) add(rate, 0, 'a rate or share without a unit, in a text that has lost every percent sign')
    else add(rate, null, 'a rate is not more than 100%: a decimal point is lost, the text does not prove where')
  }
  return found.concat(lostInAreas(text)).sort((a, b) => a.start - b.start || a.end - b.end)
}

function sharesIn(text: string): Share[] {
  const shares: Share[] = []
  for (let at = text.indexOf('占'); at >= 0; at = text.indexOf('占', at + 1)) {
    const limit = Math.min(text.length, at + SHARE_REACH)
    for (let i = at + 1; i < limit && !(classAt(text, i) & STOP) && text.charAt(i) !== ','; i++) {
      if (!(classAt(text, i) & DIGIT)) continue
      if (!'的比为达到约过'.includes(text.charAt(i - 1))) break
      let number = bareNumberAt(text, i)
      while (number) {
        shares.push({ ...number, phrase: at })
        const joined = '和、及'.includes(text.charAt(number.end)) && text.charAt(number.end) !== ''
        number = joined ? bareNumberAt(text, number.end + 1) : null
      }
      break
    }
  }
  return shares
}

/** Neighbouring shares that make a whole: their digits add up to 100, 1000 or 10000. */
function wholes(shares: readonly Share[]): { members: Share[]; places: number }[] {
  const found: { members: Share[]; places: number }[] = []
  for (let i = 0; i + 1 < shares.length; i++) {
    let sum = 0
    for (let j = i; j < Math.min(shares.length, i + 6); j++) {
      const share = shares[j] as Share
      if (share.start - (shares[i] as Share).start > 1200) break
      sum += share.value
      const places = [100, 1000, 10000].indexOf(sum)
      if (j === i || places < 0) continue
      found.push({ members: shares.slice(i, j + 1), places })
      i = j
      break
    }
  }
  return found
}

/** 三次产业结构为124:468:408: parts of a whole that add up to 1000. */
function structures(text: string): LostSign[] {
  const found: LostSign[] = []
  for (const match of text.matchAll(/(?<!\d)(\d{2,4}):(\d{2,4}):(\d{2,4})(?!\d)/g)) {
    const parts = [match[1], match[2], match[3]] as string[]
    const places = [1000, 10000].indexOf(parts.reduce((sum, part) => sum + Number(part), 0)) + 1
    if (places === 0) continue
    let start = match.index
    for (const part of parts) {
      const reason = `${parts.join(' + ')} = ${10 ** (places + 2)}: the parts make 100% together`
      found.push({ start, end: start + part.length, kind: 'lost_decimal', fix: withPoint(part, places), reason })
      start += part.length + 1
    }
  }
  return found
}

/** China's population, in 万人, within the years that plans speak of (2010 to 2030), give or take 5%. */
const POPULATION = 139_000

/** `常住人口4141万人 … 占全国的301`: the place of the point that the population of the country proves. */
function shareOfPopulation(text: string, share: Share): { places: number; reason: string } | null {
  const before = text.slice(Math.max(0, share.start - 60), share.start)
  const people = /人口(?:总量|约|达|为)?(\d{2,6})万人?/.exec(before)
  if (!people || !/占全国[^,。]{0,8}$/.test(before)) return null
  const expected = (Number(people[1]) / POPULATION) * 100
  for (let places = 1; places <= 3; places++) {
    const value = share.value / 10 ** places
    if (Math.abs(value - expected) <= expected * 0.06) {
      return { places, reason: `${people[1]}万人 is about ${expected.toFixed(1)}% of the country's population` }
    }
  }
  return null
}

/** Shares and rates by the character that they have in common: searching a text for one is quicker than for each word. */
const RATE_WORDS: readonly [common: string, words: readonly string[]][] = [
  ['比', ['占比', '比重', '比例']],
  ['率', ['覆盖率', '保有率', '普及率', '达标率', '城镇化率', '利用率', '处理率', '优良率']],
]
const REACHES = /^[^,。;\d]{0,10}?(?:达到|稳定在|保持在|提高到|提高至|不低于|不高于|控制在|达|至|为|超过)(?=\d)/

/** 占比稳定在43以上: a rate whose number has no unit. */
function ratesIn(text: string): BareNumber[] {
  const rates: BareNumber[] = []
  for (const [common, words] of RATE_WORDS) {
    for (let at = text.indexOf(common); at >= 0; at = text.indexOf(common, at + 1)) {
      for (const word of words) {
        const begin = at - word.indexOf(common)
        if (begin < 0 || !text.startsWith(word, begin)) continue
        const from = begin + word.length
        const link = REACHES.exec(text.slice(from, from + 20))
        const number = link && bareNumberAt(text, from + link[0].length)
        if (number) rates.push(number)
      }
    }
  }
  return rates
}

/** An area and a density that contradict each other: 1166万平方公里, yet 560 towns are 48 in each 万平方公里. */
function lostInAreas(text: string): LostSign[] {
  const densities = densitiesIn(text)
  const found: LostSign[] = []
  for (const match of text.matchAll(/面积(?:约|为|达)?(\d{2,7})(万平方公里)/g)) {
    const digits = match[1] as string
    const start = match.index + match[0].length - (match[2] as string).length - digits.length
    const at = { start, end: start + digits.length, kind: 'lost_decimal' as const }
    let fix: LostSign | null = null
    for (const { counts, density } of densities) {
      const total = counts.reduce((sum, count) => sum + count, 0)
      const expected = total / density
      for (let places = 1; places < digits.length; places++) {
        if (Math.abs(Number(digits) / 10 ** places - expected) > expected * 0.01) continue
        const reason = `agrees with ${counts.join(' + ')} = ${total} places at ${density} in each 万平方公里`
        fix ??= { ...at, fix: withPoint(digits, places), reason }
      }
    }
    // The country itself has 960万平方公里.
    if (fix) found.push(fix)
    else if (Number(digits) > 960) found.push({ ...at, fix: null, reason: 'more than the area of the country' })
  }
  return found
}

/** Sentences that count places and give their density: 有22座城市、538个建制镇，每万平方公里城镇仅48个 */
function densitiesIn(text: string): { counts: number[]; density: number }[] {
  const found: { counts: number[]; density: number }[] = []
  for (let at = text.indexOf('每万平方公里'); at >= 0; at = text.indexOf('每万平方公里', at + 6)) {
    const density = /^每万平方公里[^,。\d]{0,12}(\d{1,4})[个座]/.exec(text.slice(at, at + 30))
    if (!density) continue
    const before = text.slice(Math.max(0, at - 60), at)
    const sentence = before.slice(before.lastIndexOf('。') + 1)
    const counts = [...sentence.matchAll(/(\d{1,5})[个座]/g)].map((match) => Number(match[1]))
    if (counts.length > 0) found.push({ counts, density: Number(density[1]) })
  }
  return found
}
