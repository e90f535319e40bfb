import { foldHeading, type HeadedTable } from '../../../plan/reading/index.ts'
import type { ContentFault } from '../rules/checkContent.ts'
import type { EntryContent, RegistrySchema } from '../rules/schema.ts'
import { readCell } from './cells.ts'
import { type Column, columnsOf, OWNER_HEADING, PUBLISHED_HEADING } from './columns.ts'
import type { RegistryImportFault } from './faults.ts'

/** An entry as a table tells it, in one row or in a row for each row of a table within it. */
export interface ReadEntry {
  sheet: string
  /** Where it begins. */
  row: number
  owner: string
  content: EntryContent
  /** Where each row of a table within it stands. */
  innerRows: Record<string, number[]>
  /** Fields for which the file has a column: what it has none for is left alone. */
  told: ReadonlySet<string>
  /** Cells that were found wrong already. */
  wrong: ReadonlySet<string>
}

/** An entry whose rows are being read, with the cells of its first one. */
interface Opened extends ReadEntry {
  wrong: Set<string>
  cells: readonly string[]
}

interface Headed {
  columns: { at: number; column: Column }[]
  owner: number
  unread: string[]
  faults: RegistryImportFault[]
}

/** Which column of a table is which field: by its heading, in either language. */
export function headedBy(schema: RegistrySchema, { sheet, headings }: HeadedTable): Headed {
  const known = new Map(
    headingsOf(schema).flatMap(({ words, column }) => words.map((word) => [foldHeading(word), column])),
  )
  const columns: Headed['columns'] = []
  const unread: string[] = []
  const faults: RegistryImportFault[] = []
  let owner = -1
  for (const [at, heading] of headings.cells.entries()) {
    const folded = foldHeading(heading)
    const column = known.get(folded)
    if (folded === foldHeading(OWNER_HEADING)) owner = at
    else if (!column) {
      if (heading !== '' && folded !== foldHeading(PUBLISHED_HEADING)) unread.push(heading)
    } else if (columns.some((one) => one.column === column))
      faults.push({ sheet, row: headings.number, column: heading, code: 'heading_twice', found: heading, expected: '' })
    else columns.push({ at, column })
  }
  // What has to be there and has no column is told once, and not of every row.
  for (const column of columnsOf(schema))
    if (column.isRequired && column.path.length === 1 && !columns.some((one) => same(one.column, column)))
      faults.push({
        sheet,
        row: headings.number,
        column: column.heading,
        code: 'column_missing',
        found: '',
        expected: column.heading,
      })
  return { columns, owner, unread, faults }
}

const same = (a: Column, b: Column) => a.path.join('.') === b.path.join('.')

/** Each column with the words by which a table may head it. */
export function headingsOf(schema: RegistrySchema): { words: string[]; column: Column }[] {
  return columnsOf(schema).map((column) => {
    const [name, inner] = column.path
    const table = inner === undefined ? undefined : schema.properties[name]
    const { title, 'x-title-en': english } = column.field
    const words = table
      ? [column.heading, `${table.title}：${title}`, `${table['x-title-en']}: ${english}`]
      : [column.heading, title, english]
    return { words, column }
  })
}

const placeOf = (path: readonly (string | number)[]) => path.join('.')

/** Reads one table. A row that repeats what tells the entry, or leaves all of it blank, brings a further row of its inner tables. */
export function readEntries(
  schema: RegistrySchema,
  table: HeadedTable,
  { columns, owner }: Headed,
): { entries: ReadEntry[]; faults: RegistryImportFault[] } {
  const faults: RegistryImportFault[] = []
  const entries: Opened[] = []
  const outer = columns.filter(({ column }) => column.path.length === 1)
  const inner = columns.filter(({ column }) => column.path.length === 2)
  const keys = outer.filter(({ column }) => schema['x-key'].includes(column.path[0]))
  for (const { number: row, cells } of table.rows) {
    const cell = (at: number) => cells[at] ?? ''
    const fail = (column: string, code: RegistryImportFault['code'], found: string, expected = '') =>
      faults.push({ sheet: table.sheet, row, column, code, found: found.slice(0, 200), expected })
    if (cells.slice(table.headings.cells.length).some((one) => one !== ''))
      fail('', 'cells_too_many', String(cells.length), `≤ ${table.headings.cells.length}`)
    const last = entries.at(-1)
    const bringsInner = inner.some(({ at }) => cell(at) !== '')
    const goesOn =
      last !== undefined &&
      bringsInner &&
      (outer.every(({ at }) => cell(at) === '') || keys.every(({ at }) => cell(at) === last.cells[at]))
    const entry = goesOn ? last : begin(row, cells)
    if (goesOn)
      for (const { at, column } of outer)
        if (cell(at) !== '' && cell(at) !== (entry.cells[at] ?? ''))
          fail(column.heading, 'differs_from_first', cell(at), `${entry.cells[at] ?? ''}（${entry.row}）`)
    if (!goesOn) for (const { at, column } of outer) take(entry.content, [column.path[0]], column, cell(at))
    for (const [name, some] of Map.groupBy(inner, ({ column }) => column.path[0])) {
      if (some.every(({ at }) => cell(at) === '')) continue
      const one: EntryContent = {}
      const rows = (entry.content[name] as EntryContent[] | undefined) ?? []
      const place = rows.length
      entry.content[name] = [...rows, one]
      entry.innerRows[name] = [...(entry.innerRows[name] ?? []), row]
      for (const { at, column } of some) take(one, [name, place, column.path[1] ?? ''], column, cell(at))
    }

    function take(into: EntryContent, path: (string | number)[], column: Column, text: string) {
      if (text === '') return
      const read = readCell(column.field, text)
      if ('value' in read) into[String(path.at(-1))] = read.value
      else {
        entry.wrong.add(placeOf(path))
        fail(column.heading, 'value_unknown', text, read.expected)
      }
    }
  }
  return { entries, faults }

  function begin(row: number, cells: readonly string[]): Opened {
    const entry: Opened = {
      ...{
        sheet: table.sheet,
        row,
        owner: owner === -1 ? '' : (cells[owner] ?? ''),
        content: {},
        innerRows: {},
        cells,
      },
      ...{ told: new Set(columns.map(({ column }) => column.path[0])), wrong: new Set<string>() },
    }
    entries.push(entry)
    return entry
  }
}

/** A fault of an entry's content, in the cell where it stands; null where the cell was found wrong already. */
export function faultInCell(schema: RegistrySchema, entry: ReadEntry, fault: ContentFault): RegistryImportFault | null {
  const [name = '', place, innerName] = fault.path
  if (entry.wrong.has(placeOf(fault.path))) return null
  const inTable = typeof place === 'number' && typeof innerName === 'string'
  const path = inTable ? [name, innerName] : [name]
  const column = columnsOf(schema).find((one) => one.path.join('.') === path.join('.'))
  const value = inTable
    ? (entry.content[name] as EntryContent[] | undefined)?.[place]?.[innerName]
    : entry.content[name]
  return {
    ...{ sheet: entry.sheet, row: inTable ? (entry.innerRows[name]?.[place] ?? entry.row) : entry.row },
    ...{ column: column?.heading ?? schema.properties[name]?.title ?? String(name), code: fault.code },
    ...{ found: value === undefined ? '' : String(value).slice(0, 200), expected: fault.expected },
  }
}
