import { setImmediate } from 'node:timers/promises'
import { isClean, visible } from '../../../platform/http/index.ts'
import type { ResourceContent } from '../../catalogue/index.ts'
import { canonicalValue, type ShareRow, VALUE_KINDS, type ValueKind } from '../../terms/index.ts'
import { LONGEST_KEY, LONGEST_TEXT, MOST_FAULTS } from '../limits.ts'
import type { RowFault, RowFaultCode } from './faults.ts'

export type Item = ResourceContent['items'][number]

/** A row as it came: its values in the order of the items; null where nothing is said. */
export interface SentRow {
  sheet: string
  row: number
  values: readonly (string | null)[]
}

/** A row that can be loaded. */
export interface CheckedRow {
  key: string
  content: ShareRow
}

export interface CheckedRows {
  rows: CheckedRow[]
  faults: RowFault[]
  /** How many there are, of which `faults` may be the first. */
  faultCount: number
}

/** How often others get their turn while a large table is checked, in rows. */
const TURN = 2000

/** What is taken, by kind, as it is typed into a cell. */
const EXPECTED: Readonly<Record<ValueKind, string>> = {
  ...{ text: '文本', number: '1234.5', integer: '1234' },
  ...{ date: '2026-01-05', dateTime: '2026-01-05 08:30:00', boolean: '是 / 否' },
}

/**
 * Holds rows against the items of their resource: values in the form of their data type and within its length, key items
 * filled in, no key twice. All that is wrong is told; a value that is not known is null.
 */
export async function checkRows(
  sent: Iterable<SentRow>,
  items: readonly Item[],
  keyItems: readonly string[],
): Promise<CheckedRows> {
  const rows: CheckedRow[] = []
  const faults: RowFault[] = []
  const first = new Map<string, SentRow>()
  const keys = keyItems.map((name) => items.findIndex((item) => item.name === name))
  let faultCount = 0
  let count = 0
  for (const row of sent) {
    if (++count % TURN === 0) await setImmediate()
    const told = (column: string, code: RowFaultCode, found: string, expected: string) => {
      faultCount++
      if (faults.length >= MOST_FAULTS) return
      const { sheet, row: number } = row
      faults.push({ sheet, row: number, column, code, found: visible(found).slice(0, 200), expected })
    }
    const before = faultCount
    const values = row.values.map((value, at) => valueOfCell(value, items[at] as Item, told))
    const key = keyOf(keys.map((at) => values[at] ?? null))
    for (const at of keys)
      if (values[at] === null && row.values[at] === null) told(items[at]?.name ?? '', 'missing', '', '必填')
    if (faultCount > before || key === null) continue
    const known = first.get(key)
    if (known) told(keyItems.join('、'), 'key_twice', key, `${known.sheet ? `${known.sheet} ` : ''}#${known.row}`)
    else if (key.length > LONGEST_KEY) told(keyItems.join('、'), 'key_too_long', key, `≤ ${LONGEST_KEY}`)
    else {
      first.set(key, row)
      rows.push({ key, content: Object.fromEntries(items.map(({ name }, at) => [name, values[at] ?? null])) })
    }
  }
  return { rows, faults, faultCount }
}

type Tell = (column: string, code: RowFaultCode, found: string, expected: string) => void

/** Most texts: nothing in them can be unseen. */
const PLAIN = /^[\x20-\x7e\u4e00-\u9fff，。、；：（）]*$/
/** What a spreadsheet shows of a number that has more digits than it keeps: 450102199001011234 is not there any more. */
const CUT = /^\d(?:\.\d+)?E\+\d+$/i

/** A cell in the form that is kept; null where it says nothing, or nothing that is taken (which is told). */
export function valueOfCell(found: string | null, item: Item, tell: Tell): string | null {
  if (found === null) return null
  const kind = VALUE_KINDS[item.dataType]
  if (!PLAIN.test(found) && !isClean(found, 'prose')) {
    tell(item.name, 'text_unclean', found, EXPECTED[kind])
    return null
  }
  if (kind === 'text' && CUT.test(found)) {
    tell(item.name, 'number_cut', found, EXPECTED.text)
    return null
  }
  const value = canonicalValue(found, item.dataType)
  if (value === null) {
    tell(item.name, 'value_unfit', found, EXPECTED[kind])
    return null
  }
  const longer = longerThan(value, kind, item.length)
  if (longer === null) return value
  tell(item.name, 'too_long', found, longer)
  return null
}

/** What the length of an item allows, where the value is longer; null where it is not. */
function longerThan(value: string, kind: ValueKind, length: string): string | null {
  const [whole = '', decimals] = length.split(',')
  if (kind === 'text') {
    const most = whole === '' ? LONGEST_TEXT : Number(whole)
    return value.length > most && [...value].length > most ? `≤ ${most}` : null
  }
  if ((kind !== 'number' && kind !== 'integer') || whole === '') return null
  const [digits = '', part = ''] = value.replace('-', '').split('.')
  const most = Number(decimals ?? (kind === 'integer' ? 0 : whole))
  const isLonger = part.length > most || digits.length > Number(whole) - Number(decimals ?? 0)
  const isAll = decimals === undefined && digits.length + part.length > Number(whole)
  return isLonger || isAll ? `N(${length})` : null
}

/** The key of a row: the values of its key items, kept apart; null where one is not there. */
export function keyOf(values: readonly (string | number | boolean | null)[]): string | null {
  const parts = values.map((value) => (value === null || value === '' ? null : String(value)))
  if (parts.some((part) => part === null)) return null
  return parts.length === 1
    ? String(parts[0])
    : parts.map((part) => String(part).replaceAll(/[\\|]/g, '\\$&')).join('|')
}
