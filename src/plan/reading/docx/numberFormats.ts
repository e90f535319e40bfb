/** How an automatic number of a Word list is written. Formats of ECMA-376 17.18.59 that Chinese documents use. */

const DIGITS = '零一二三四五六七八九'
const LEGAL_DIGITS = '零壹贰叁肆伍陆柒捌玖'

/** 1 as 一, 12 as 十二, 105 as 一百零五; beyond 9999 in Arabic digits. */
export function chineseNumeral(
  value: number,
  digits: string = DIGITS,
  units: readonly string[] = ['', '十', '百', '千'],
): string {
  if (value < 0 || value > 9999) return String(value)
  if (value === 0) return digits.charAt(0)
  let words = ''
  let zero = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      zero = words !== ''
      continue
    }
    if (zero) words += digits.charAt(0)
    zero = false
    words += digits.charAt(digit) + (units[place] ?? '')
  }
  return words
}

const counting = (value: number) => chineseNumeral(value).replace(/^一十/, '十')

function letters(value: number): string {
  if (value < 1) return String(value)
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.min(8, Math.ceil(value / 26)))
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value)
  let rest = value
  let words = ''
  for (const [worth, sign] of ROMAN) {
    words += sign.repeat(Math.floor(rest / worth))
    rest %= worth
  }
  return words
}

const within = (first: string, most: number) => (value: number) =>
  value >= 1 && value <= most ? String.fromCodePoint((first.codePointAt(0) ?? 0) + value - 1) : String(value)

/** Signs that are counted with once; beyond them Arabic digits go on. */
const series = (signs: string) => (value: number) => signs.charAt(value - 1) || String(value)

const digitsOf = (value: number) =>
  [...String(value)].map((digit) => '〇一二三四五六七八九'.charAt(Number(digit))).join('')

const FORMATS: ReadonlyMap<string, (value: number) => string> = new Map(
  Object.entries({
    decimal: String,
    decimalZero: (value) => String(value).padStart(2, '0'),
    decimalFullWidth: (value) => String(value).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    decimalFullWidth2: (value) => String(value).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    decimalHalfWidth: String,
    decimalEnclosedCircle: within('①', 20),
    decimalEnclosedCircleChinese: within('①', 20),
    decimalEnclosedParen: within('⑴', 20),
    decimalEnclosedFullstop: within('⒈', 20),
    ideographEnclosedCircle: within('㊀', 10),
    chineseCounting: counting,
    chineseCountingThousand: counting,
    japaneseCounting: counting,
    taiwaneseCounting: counting,
    taiwaneseCountingThousand: counting,
    koreanCounting: counting,
    japaneseDigitalTenThousand: digitsOf,
    ideographDigital: digitsOf,
    taiwaneseDigital: digitsOf,
    chineseLegalSimplified: (value) => chineseNumeral(value, LEGAL_DIGITS, ['', '拾', '佰', '仟']),
    ideographLegalTraditional: (value) => chineseNumeral(value, '零壹貳參肆伍陸柒捌玖', ['', '拾', '佰', '仟']),
    ideographTraditional: series('甲乙丙丁戊己庚辛壬癸'),
    ideographZodiac: series('子丑寅卯辰巳午未申酉戌亥'),
    lowerLetter: letters,
    upperLetter: (value) => letters(value).toUpperCase(),
    lowerRoman: roman,
    upperRoman: (value) => roman(value).toUpperCase(),
    none: () => '',
  }),
)

/** A number in a format of Word; an unknown format is written in Arabic digits, as Word does. */
export function formatNumber(value: number, format: string): string {
  return (FORMATS.get(format) ?? String)(value)
}
