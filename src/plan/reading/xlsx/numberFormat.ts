/** Numbers and dates as a spreadsheet shows them, by format codes of ECMA-376 18.8.30 with the built-in ones of zh-CN. */

const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

/** The code of a built-in format; General where there is none. */
export const builtInFormat = (id: number) => BUILT_IN[id] ?? 'General'

type Token = { is: 'literal' | 'date' | 'digits'; words: string }

const LONGEST_CODE = 255
const WEEKDAYS = '日一二三四五六'
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** A number as its cell shows it. `startsIn1904`: the workbook counts days from 1904. */
export function showNumber(value: number, code: string, startsIn1904: boolean): string {
  const sections = sectionsOf(code.slice(0, LONGEST_CODE))
  const at = value < 0 && sections.length > 1 ? 1 : value === 0 && sections.length > 2 ? 2 : 0
  const section = sections[at] ?? 'General'
  if (/^\s*(?:general|g\/通用格式|@)?\s*$/i.test(section.replace(/\[[^\]]*\]/g, ''))) return general(value)
  const tokens = tokensOf(section)
  if (tokens.some((token) => token.is === 'date')) return showDate(value, tokens, startsIn1904) ?? general(value)
  return showDigits(at === 1 ? Math.abs(value) : value, tokens)
}

const general = (value: number) => String(Number(value.toPrecision(15)))

function sectionsOf(code: string): string[] {
  const sections = ['']
  let isQuoted = false
  for (let at = 0; at < code.length; at++) {
    const one = code.charAt(at)
    if (one === '"') isQuoted = !isQuoted
    if (one === ';' && !isQuoted && code.charAt(at - 1) !== '\\') sections.push('')
    else sections[sections.length - 1] += one
  }
  return sections
}

function tokensOf(section: string): Token[] {
  const tokens: Token[] = []
  const pattern =
    /"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[(h+|m+|s+)\]|\[[^\]]*\]|(AM\/PM|A\/P|上午\/下午)|(E[+-]0+)|(y+|m+|d+|h+|s+|a{3,4}|e+|b+)|([#0?.,%]+)|(.)/giu
  for (const found of section.matchAll(pattern)) {
    const [, quoted, escaped, currency, elapsed, noon, exponent, date, digits, other] = found
    if (quoted !== undefined) tokens.push({ is: 'literal', words: quoted })
    else if (escaped !== undefined) tokens.push({ is: 'literal', words: escaped })
    else if (currency !== undefined) tokens.push({ is: 'literal', words: currency })
    else if (elapsed !== undefined) tokens.push({ is: 'date', words: `[${elapsed}]` })
    else if (noon !== undefined) tokens.push({ is: 'date', words: noon })
    else if (exponent !== undefined) tokens.push({ is: 'digits', words: exponent })
    else if (date !== undefined) tokens.push({ is: 'date', words: date.toLowerCase() })
    else if (digits !== undefined) tokens.push({ is: 'digits', words: digits })
    else if (other !== undefined) tokens.push({ is: 'literal', words: other })
  }
  return tokens
}

function showDigits(value: number, tokens: readonly Token[]): string {
  const digits = tokens.filter((token) => token.is === 'digits')
  const pattern = digits.map((token) => token.words).join('')
  if (pattern === '') return tokens.map((token) => token.words).join('')
  if (tokens.some((token) => token.is === 'literal' && token.words === '/')) return general(value)
  const written = numeral(value, pattern)
  let isWritten = false
  return tokens
    .map((token) => {
      if (token.is === 'literal') return token.words
      const first = !isWritten
      isWritten = true
      return first ? written : ''
    })
    .join('')
    .trim()
}

/** A number by placeholders `#,##0.00%`, all of its parts together. */
function numeral(value: number, pattern: string): string {
  const exponent = /E[+-](0+)/i.exec(pattern)
  const percents = pattern.split('%').length - 1
  const plain = pattern.replace(/%/g, '').replace(/E[+-]0+/i, '')
  const scale = /0?,+$/.exec(plain.split('.')[0] ?? '')?.[0].replace('0', '').length ?? 0
  const [whole = '', fraction = ''] = plain.split('.')
  const places = Math.min(30, fraction.replace(/[^0#?]/g, '').length)
  const least = fraction.replace(/[^0]/g, '').length
  const scaled = Number((value * 100 ** percents * 1000 ** -scale).toPrecision(15))
  if (exponent) {
    const [mantissa = '', power = '0'] = scaled.toExponential(places).split('e')
    return `${mantissa}E${power.startsWith('-') ? '-' : '+'}${power.replace(/[+-]/, '').padStart(exponent[1]?.length ?? 1, '0')}`
  }
  const [integer = '0', decimals = ''] = rounded(Math.abs(scaled), places).split('.')
  let kept = decimals
  while (kept.length > least && kept.endsWith('0')) kept = kept.slice(0, -1)
  const needed = whole.replace(/[^0]/g, '').length
  const padded = (needed === 0 && integer === '0' && kept !== '' ? '' : integer).padStart(needed, '0')
  const grouped = /,(?=[#0?])/.test(whole) ? padded.replace(/\B(?=(?:\d{3})+$)/g, ',') : padded
  const sign = scaled < 0 && !/^0*$/.test(integer + kept) ? '-' : ''
  return `${sign}${grouped}${kept === '' ? '' : `.${kept}`}${'%'.repeat(percents)}`
}

/** Rounds half up in decimal, as spreadsheets do: 1.005 is 1.01 though no binary number is 1.005. */
function rounded(value: number, places: number): string {
  const shifted = Number(`${value}e${places}`)
  return (Number.isFinite(shifted) && shifted < 1e15 ? Number(`${Math.round(shifted)}e-${places}`) : value).toFixed(
    places,
  )
}

const MILLISECONDS_A_DAY = 86_400_000

/** The moment that a serial day number means, in UTC. Day 60 of the 1900 system is a 29 February that never was. */
function dateOf(serial: number, startsIn1904: boolean): Date | null {
  if (serial < 0 || serial > 2_958_466) return null
  const shifted = startsIn1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  return new Date(Date.UTC(1899, 11, 30) + Math.round(shifted * 86_400) * 1000)
}

function showDate(serial: number, tokens: readonly Token[], startsIn1904: boolean): string | null {
  const date = dateOf(serial, startsIn1904)
  if (date === null) return null
  const isNoon = tokens.some((token) => /\//.test(token.words) && token.is === 'date')
  const isMinute = (at: number) => {
    const before = tokens.slice(0, at).findLast((token) => token.is === 'date')
    const after = tokens.slice(at + 1).find((token) => token.is === 'date')
    return /h/.test(before?.words ?? '') || /s/.test(after?.words ?? '')
  }
  return tokens
    .map((token, at) =>
      token.is === 'date'
        ? showDatePart(date, token.words, isMinute(at), isNoon, serial)
        : token.is === 'digits'
          ? token.words.replace(/0/g, '')
          : token.words,
    )
    .join('')
    .trim()
}

function showDatePart(date: Date, part: string, isMinute: boolean, isNoon: boolean, serial: number): string {
  const pad = (value: number, length: number) => String(value).padStart(length, '0')
  const elapsed = /^\[(h+|m+|s+)\]$/.exec(part)?.[1]
  if (elapsed) {
    const seconds = Math.round((serial * MILLISECONDS_A_DAY) / 1000)
    return pad(
      Math.floor(seconds / (elapsed.startsWith('h') ? 3600 : elapsed.startsWith('m') ? 60 : 1)),
      elapsed.length,
    )
  }
  const hours = date.getUTCHours()
  if (part.includes('/')) return /^上/.test(part) ? (hours < 12 ? '上午' : '下午') : hours < 12 ? 'AM' : 'PM'
  const length = part.length
  switch (part.charAt(0)) {
    case 'y':
      return length <= 2 ? pad(date.getUTCFullYear() % 100, 2) : String(date.getUTCFullYear())
    case 'e':
      return String(date.getUTCFullYear())
    case 'm':
      if (isMinute) return pad(date.getUTCMinutes(), length)
      if (length >= 3)
        return (MONTHS[date.getUTCMonth()] ?? '').slice(0, length === 3 ? 3 : length === 5 ? 1 : undefined)
      return pad(date.getUTCMonth() + 1, length)
    case 'd':
      if (length >= 3) return (DAYS[date.getUTCDay()] ?? '').slice(0, length === 3 ? 3 : undefined)
      return pad(date.getUTCDate(), length)
    case 'a':
      return (length === 4 ? '星期' : '') + WEEKDAYS.charAt(date.getUTCDay())
    case 'h':
      return pad(isNoon ? hours % 12 || 12 : hours, length)
    case 's':
      return pad(date.getUTCSeconds(), length)
    default:
      return ''
  }
}
