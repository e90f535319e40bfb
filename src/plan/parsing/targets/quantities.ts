import { classAt, DIGIT, LATIN, NUMERAL } from '../chars.ts'
import { chineseNumeral } from '../outline/numerals.ts'

/** A number with its unit: 3.75万亿元, 40%, 30万吨级, 三大…中心. Offsets into the folded view. */
export interface Quantity {
  start: number
  /** Behind the number, and behind its unit. */
  numberEnd: number
  end: number
  /** A range stays as printed: 3~5. */
  value: number | string
  /** As printed, with the 万 or 亿 that belongs to it: 万亿元 */
  unit: string
}

/** Units that plans measure and count with. Longer ones first where one begins another. */
const UNITS = [
  '个百分点',
  '个工作日',
  '个',
  '%',
  '‰',
  '元/平方米',
  '元/人',
  '元',
  '美元',
  '人民币',
  '人次',
  '人',
  '户',
  '家',
  '项',
  '座',
  '条',
  '所',
  '处',
  '台套',
  '台',
  '辆',
  '套',
  '部',
  '架',
  '艘',
  '平方公里',
  '平方千米',
  '平方米',
  '公里/小时',
  '公里',
  '千米',
  '米',
  '海里',
  '公顷',
  '亩',
  '立方米/秒',
  '立方米',
  '立方',
  '吨级',
  '吨标准煤',
  '吨标煤',
  '吨',
  '千瓦时',
  '度电',
  '千瓦',
  '兆瓦',
  '千伏',
  '伏',
  '标箱',
  '标准箱',
  'TEU',
  '斤',
  '公斤',
  '千克',
  '小时',
  '分钟',
  '工作日',
  '天',
  '倍',
  '张',
  '件',
  '名',
  '位',
  '床位',
  '张床位',
  '泊位',
  '片',
  '株',
  '对',
  '列',
  '班',
  '趟',
  '场',
  '支',
  '只',
  '头',
  '微克/立方米',
  '微克每立方米',
  'μg/m3',
  'μg/m³',
  '毫克/升',
  '毫克/立方米',
  '毫升',
  '分贝',
  '岁',
  '年',
  '种',
  '批',
  '门',
  '级',
  'Mbps',
  'Mb/s',
  'Gbps',
  '兆',
  'MW',
  'GW',
  'kV',
  'KV',
  '次',
  '支队伍',
  '类',
  '双',
  '根',
  '幢',
  '栋',
  '间',
  '宗',
  '卷',
  '篇',
  '册',
  '车位',
  '车次',
  '村',
  '标台',
  '当量',
  '焦',
  '卡',
]
const BY_FIRST = Map.groupBy(
  [...UNITS].sort((a, b) => b.length - a.length),
  (unit) => unit.charCodeAt(0),
)

const MULTIPLIERS = new Set([...'十百千万亿'].map((sign) => sign.charCodeAt(0)))

const NONE: readonly string[] = []

/** The unit at `index`, with the multipliers before it; '' where none is. */
function unitAt(text: string, index: number): string {
  let i = index
  while (i < index + 3 && MULTIPLIERS.has(text.charCodeAt(i))) i++
  for (const unit of BY_FIRST.get(text.charCodeAt(i)) ?? NONE)
    if (text.startsWith(unit, i)) return text.slice(index, i) + unit
  return ''
}

/** What stands before digits that number or name something: 第3, G75, 图2, 专栏1, 2020—, 5.3 */
const NAMING = new Set('第图表栏件〔[./-—~～+·'.split(''))

/** The quantity that begins with digits at `start`; null where the digits do not count. Always tells where they end. */
export function digitQuantity(text: string, start: number): { quantity: Quantity | null; end: number } {
  let i = start
  let digits = ''
  while (classAt(text, i) & DIGIT || (text.charAt(i) === ',' && isThousands(text, i))) {
    if (text.charAt(i) !== ',' && digits.length < 16) digits += text.charAt(i)
    i++
  }
  if (text.charAt(i) === '.' && classAt(text, i + 1) & DIGIT) {
    digits += '.'
    i++
    while (classAt(text, i) & DIGIT) {
      if (digits.length < 20) digits += text.charAt(i)
      i++
    }
  }
  const before = text.charAt(start - 1)
  if (NAMING.has(before) || classAt(text, start - 1) & LATIN) return { quantity: null, end: i }
  const at = text.charAt(i) === ' ' ? i + 1 : i
  const unit = unitAt(text, at)
  const range = rangeAt(text, i, unit)
  if (range) {
    const value = `${digits}${range.sign}${text.slice(range.start, range.numberEnd)}`
    return { quantity: { start, numberEnd: range.numberEnd, end: range.end, value, unit: range.unit }, end: range.end }
  }
  if (unit === '') return { quantity: null, end: i }
  return { quantity: { start, numberEnd: i, end: at + unit.length, value: Number(digits), unit }, end: i }
}

/** The upper end of a range behind a number: 3~5个, 5%-6% */
function rangeAt(
  text: string,
  numberEnd: number,
  firstUnit: string,
): { sign: string; start: number; numberEnd: number; end: number; unit: string } | null {
  for (const at of firstUnit === '' ? [numberEnd] : [numberEnd, numberEnd + firstUnit.length]) {
    const sign = text.charAt(at)
    if (sign === '' || !'-—~～至'.includes(sign)) continue
    let i = at + 1
    while (i - at < 9 && (classAt(text, i) & DIGIT || (text.charAt(i) === '.' && classAt(text, i + 1) & DIGIT))) i++
    const unit = i > at + 1 ? unitAt(text, i) : ''
    if (unit !== '' && (at === numberEnd || unit === firstUnit))
      return { sign, start: at + 1, numberEnd: i, end: i + unit.length, unit }
  }
  return null
}

/** 1,200 */
function isThousands(text: string, comma: number): boolean {
  for (let k = 1; k <= 3; k++) if (!(classAt(text, comma + k) & DIGIT)) return false
  return !(classAt(text, comma + 4) & DIGIT) && (classAt(text, comma - 1) & DIGIT) !== 0
}

const ROUND: ReadonlyMap<number, number> = new Map([
  ['十'.charCodeAt(0), 10],
  ['百'.charCodeAt(0), 100],
  ['千'.charCodeAt(0), 1000],
])

/**
 * A quantity spelled in Chinese: 千亿元, 百兆, 两个市, 三大中心. Such words are everyday language too, so only round
 * numbers before a measure, and 两个/三大 are read; the caller asks for a verb that builds or does something.
 */
export function spelledQuantity(text: string, start: number): Quantity | null {
  const round = ROUND.get(text.charCodeAt(start))
  if (round !== undefined && !(classAt(text, start - 1) & NUMERAL)) {
    const unit = unitAt(text, start + 1)
    if (/^[万亿]?(元|兆|吨级)$/.test(unit))
      return { start, numberEnd: start + 1, end: start + 1 + unit.length, value: round, unit }
  }
  const count = chineseNumeral(text, start, start + 5)
  if (!count || count.value < 2 || count.value > 200) return null
  if (text.startsWith('大', count.end))
    return { start, numberEnd: count.end, end: count.end + 1, value: count.value, unit: '个' }
  const unit = unitAt(text, count.end)
  if (unit === '个') return { start, numberEnd: count.end, end: count.end + 1, value: count.value, unit }
  return null
}
