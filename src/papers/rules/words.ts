/** GB/T 9704-2012 §7.3.5.3: Arabic digits, year in full, month and day without a leading zero. */
export function dateInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** 2026H2 → 2026年下半年: a cycle or a period of figures as a document names it; anything else stays as it is. */
export function periodInWords(period: string): string {
  const [, year, half, quarter, month] = /^(\d{4})(?:H([12])|Q([1-4])|-(\d{2}))?$/.exec(period) ?? []
  if (year === undefined) return period
  if (half) return `${year}年${half === '1' ? '上' : '下'}半年`
  if (quarter) return `${year}年第${chineseNumber(Number(quarter))}季度`
  return `${year}年${month ? `${Number(month)}月` : ''}`
}

const DIGITS = '零一二三四五六七八九'

/** Numbers of headings and sessions: 一 … 九十九. */
export function chineseNumber(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 99) return String(value)
  const tens = Math.floor(value / 10)
  const ones = value % 10
  const head = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`
  return `${head}${ones === 0 ? '' : DIGITS[ones]}`
}

/** How many characters wide a text is: digits and Latin letters are half a character. */
export function widthOf(text: string): number {
  let width = 0
  for (const sign of text) width += sign < '\u0100' ? 0.5 : 1
  return width
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const NOT_FIRST = /^[，。、；：！？）》〉”’】〕,.;:!?)的和与及]/
const NOT_LAST = /[（(《〈“‘【〔]$/

/**
 * Lines of a title: broken between words, as even as can be, the lower never begun with a closing sign
 * (GB/T 9704-2012 §7.3.1: 回行时,要做到词意完整,排列对称,长短适宜,间距恰当).
 */
export function titleLines(title: string, most = 19): string[] {
  const count = Math.ceil(widthOf(title) / most)
  if (count <= 1) return [title]
  const parts = [...words.segment(title)].map(({ segment }) => segment)
  const wanted = widthOf(title) / count
  const lines: string[] = []
  let rest = parts
  for (let left = count; left > 1; left -= 1) {
    const at = bestBreak(rest, wanted, most)
    lines.push(rest.slice(0, at).join(''))
    rest = rest.slice(at)
  }
  const last = rest.join('')
  return widthOf(last) > most ? [...lines, ...titleLines(last, most)] : [...lines, last].filter(Boolean)
}

function bestBreak(parts: readonly string[], wanted: number, most: number): number {
  let best = parts.length
  let cost = Number.POSITIVE_INFINITY
  let width = 0
  for (const [index, part] of parts.entries()) {
    width += widthOf(part)
    const next = parts[index + 1]
    if (next === undefined || width > most) break
    if (NOT_FIRST.test(next) || NOT_LAST.test(part) || (/\d$/.test(part) && next.startsWith('年'))) continue
    // The upper line may be the longer one: 上长下短.
    const off = width < wanted ? (wanted - width) * 1.3 : width - wanted
    if (off < cost) {
      cost = off
      best = index + 1
    }
  }
  return best
}

/**
 * How far from the right edge name and date end, in characters, without a seal (§7.3.5.2): the name two characters in,
 * the date below it begins two characters right of the name; a date that is longer stands two in, and the name moves.
 */
export function signaturePlace(name: string, date: string): { name: number; date: number } {
  const free = widthOf(name) - widthOf(date)
  return free >= 2 ? { name: 2, date: free } : { name: widthOf(date) + 4 - widthOf(name), date: 2 }
}

const FULL: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '!': '！',
  '?': '？',
  '(': '（',
  ')': '）',
}

/** Signs beside Chinese words are full-width (GB/T 15834); quoted words of a plan are left as they are printed. */
export function fullWidth(text: string): string {
  return text
    .replace(/(?<=[\u3000-\u9fff\uff00-\uffef%])[,;:!?()]/g, (sign) => FULL[sign] ?? sign)
    .replace(/[,;:!?()](?=[\u3000-\u9fff\uff00-\uffef])/g, (sign) => FULL[sign] ?? sign)
    .replace(/(?<=（[^（）]*)\)/g, '）')
}

/** A share in percent with one place; null where there is nothing to divide by. */
export function percent(part: number, whole: number): string | null {
  return whole === 0 ? null : `${((part / whole) * 100).toFixed(1)}%`
}
