import { isDay } from '../../../platform/http/index.ts'
import { isList, type ListField, optionsOf, type SimpleField } from '../rules/schema.ts'

/** What a cell came to, or the forms that were expected. */
export type Read = { value: unknown } | { expected: string }

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s()]/g, '')

const YES = new Set(['是', '有', 'yes', 'y', 'true', '1', '√', '✓'])
const NO = new Set(['否', '无', 'no', 'n', 'false', '0', '×'])

/** What a field of the register says in the words of a cell. What is an option is known by its words in either language. */
export function readCell(field: SimpleField | ListField, text: string): Read {
  if (isList(field)) {
    const parts = text.split(/[、，,；;\n]+/u).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
    const values: unknown[] = []
    for (const part of parts) {
      const read = readOption(field, part)
      if ('expected' in read) return read
      if (!values.includes(read.value)) values.push(read.value)
    }
    return { value: values }
  }
  if (field.type === 'number' || field.type === 'integer') return readNumber(field, text)
  if (field.type === 'boolean') {
    const said = fold(text)
    return YES.has(said) ? { value: true } : NO.has(said) ? { value: false } : { expected: '是、否' }
  }
  if ('format' in field && field.format === 'date') return readDay(text)
  return readOption(field, text)
}

function readOption(field: SimpleField | ListField, text: string): Read {
  const options = optionsOf(field)
  if (!options) return { value: text }
  const said = fold(text)
  const known = options.find((one) => [one.title, one['x-title-en'], one.const].some((word) => fold(word) === said))
  return known ? { value: known.const } : { expected: options.map(({ title }) => title).join('、') }
}

function readNumber({ 'x-unit': unit = '' }: { 'x-unit'?: string }, text: string): Read {
  const bare = text.normalize('NFKC').replaceAll(/[\s,]/g, '')
  const folded = fold(unit)
  const digits = folded !== '' && bare.toLowerCase().endsWith(folded) ? bare.slice(0, -folded.length) : bare
  return /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(digits) ? { value: Number(digits) } : { expected: '12.5' }
}

/** 2024-05-06, 2024/5/6, 2024.5.6, 2024年5月6日. */
function readDay(text: string): Read {
  const [, year, month = '', day = ''] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?$/u.exec(
      text.normalize('NFKC').trim(),
    ) ?? []
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(value) ? { value } : { expected: '2024-05-06' }
}

/** The words of a cell for what an entry says: read again, they say the same. */
export function writeCell(field: SimpleField | ListField, value: unknown): string | number | null {
  if (value === undefined || value === null) return null
  const options = optionsOf(field)
  const words = (one: unknown) => options?.find((option) => option.const === one)?.title ?? String(one)
  if (Array.isArray(value)) return value.map(words).join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'number' ? value : words(value)
}
