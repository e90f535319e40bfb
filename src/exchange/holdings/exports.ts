import type { Cell, ExportColumn } from '../../platform/http/index.ts'
import { type CutRow, VALUE_KINDS } from '../terms/index.ts'
import type { Item } from './loading/checkRows.ts'
import type { HoldingRow } from './schemas.ts'
import type { SharedRow } from './sharing/read.ts'

/** Longest number that a spreadsheet keeps as it is. */
const MOST_DIGITS = 15

/** A value as a cell: a number where its item is one and nothing of it is lost, else text. */
function cellOf(value: CutRow[string] | undefined, dataType: Item['dataType'] | null): Cell {
  if (value === null || value === undefined) return null
  const kind = dataType === null ? 'text' : VALUE_KINDS[dataType]
  const text = String(value)
  const isNumber = (kind === 'number' || kind === 'integer') && /^-?\d+(?:\.\d+)?$/.test(text)
  return isNumber && text.replaceAll(/[-.]/g, '').length <= MOST_DIGITS ? Number(text) : text
}

/** Columns of the data as their provider loads them. */
export const rowColumns = (items: readonly Item[]): ExportColumn<HoldingRow>[] =>
  items.map(({ name, dataType }) => ({ title: name, width: 18, value: ({ values }) => cellOf(values[name], dataType) }))

/** Columns of what is handed over: the agreed items, and the reference by which a row is spoken of. */
export const sharedColumns = (
  items: readonly { name: string; dataType: Item['dataType'] | null }[],
): ExportColumn<SharedRow>[] => [
  ...items.map(({ name, dataType }) => ({
    title: name,
    width: 18,
    value: ({ values }: SharedRow) => cellOf(values?.[name], dataType),
  })),
  { title: '行标识', width: 36, value: ({ reference }) => reference },
]

/** All that is given one by one. */
export async function allOf<T>(given: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of given) all.push(one)
  return all
}
