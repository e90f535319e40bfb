// The classes of the guide: 类 and 项. The first digits and the order of 项 are the guide's; the digits of 项 count in that
// order. 目 (the last three) is the provider's own, 000 where it has none.

/** 类 by its digit. */
export const DIVISIONS: Readonly<Record<string, string>> = {
  '1': '基础信息资源',
  '2': '主题信息资源',
  '3': '部门信息资源',
}

const HEADINGS_OF: Readonly<Record<string, readonly string[]>> = {
  '1': ['人口', '法人单位', '自然资源和空间地理', '社会信用', '电子证照'],
  '2': [
    ...['公共服务', '健康保障', '社会保障', '食品药品安全', '安全生产', '价格监管', '能源安全', '信用体系'],
    ...['城乡建设', '社区治理', '生态环保', '应急维稳'],
  ],
  '3': [
    ...['党中央', '全国人大常委会', '国务院', '全国政协', '最高人民法院', '最高人民检察院'],
    ...['省（自治区、直辖市）及其下各级政务部门', '计划单列市及其下各级政务部门'],
  ],
}

/** 项 by 类 and its own two digits: `211` is 生态环保. */
export const CLASSES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(HEADINGS_OF).flatMap(([division, names]) =>
    names.map((name, at) => [`${division}${String(at + 1).padStart(2, '0')}`, name]),
  ),
)

/** Whether six digits are a class: of a 项 that there is. */
export const isClassCode = (code: string): boolean => /^\d{6}$/.test(code) && code.slice(0, 3) in CLASSES

/** 类/项 in words, with the digits of 目 where it has one. */
export function classWords(code: string): string {
  const words = `${DIVISIONS[code.slice(0, 1)]}/${CLASSES[code.slice(0, 3)]}`
  return code.endsWith('000') ? words : `${words}/${code.slice(3)}`
}

const fold = (words: string) => words.normalize('NFKC').replaceAll(/[\s()、]/g, '')
const CODE_OF = new Map(Object.entries(CLASSES).map(([code, name]) => [fold(name), code]))

/**
 * The class that a cell means: its six digits (or the first one, three), the words of 类/项 with or without 目, or those
 * of 项 alone. Null where it is none.
 */
export function classIn(cell: string): string | null {
  const text = cell.normalize('NFKC').trim()
  const digits = /^(\d{3})(\d{3})?$/.exec(text)
  if (digits) {
    const code = `${digits[1]}${digits[2] ?? '000'}`
    return isClassCode(code) ? code : null
  }
  const [first = '', second = '', third] = text.split(/[/／>]/).map((part) => part.trim())
  const heading = CODE_OF.get(fold(second)) ?? (second === '' ? CODE_OF.get(fold(first)) : undefined)
  if (heading === undefined) return null
  if (second !== '' && fold(DIVISIONS[heading.slice(0, 1)] ?? '') !== fold(first)) return null
  if (third === undefined) return `${heading}000`
  return /^\d{3}$/.test(third) ? heading + third : null
}
