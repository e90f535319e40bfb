import { columnsOf, type HeadedTable, type TableRow } from '../../../plan/reading/index.ts'
import { isClean, visible } from '../../../platform/http/index.ts'
import type { ResourceContent, ResourceItem } from '../rules/content.ts'
import { isCreditCode } from '../rules/creditCode.ts'
import { LONGEST, MOST_FAULTS, MOST_ITEMS, MOST_KEYWORDS, MOST_RELATED } from '../rules/limits.ts'
import { isWebAddress } from '../rules/webAddress.ts'
import type { FaultCode, ImportFault } from './faults.ts'
import { HEADINGS, IMPORT_FIELDS, type ImportField } from './headings.ts'
import {
  readClass,
  readDataType,
  readFormat,
  readLength,
  readList,
  readModes,
  readPeriod,
  readSharingType,
  readYesNo,
  type Value,
} from './values.ts'

/** A resource as a table tells it, in one row or in a row for each of its items. */
export interface ReadEntry {
  sheet: string
  /** Where it begins. */
  row: number
  /** Headings of the columns that were read, for what is found wrong later. */
  columns: Partial<Record<ImportField, string>>
  code: string
  provider: string
  creditCode: string
  /** What the table says of it; what it has no column for is not there. */
  said: Partial<ResourceContent> & { name: string }
}

/** Fields whose cells are told once for a resource, in its first row. */
const ONCE = IMPORT_FIELDS.filter((field) => !['itemName', 'itemType', 'itemLength'].includes(field))
const ITEM_FIELDS = ['itemName', 'itemType', 'itemLength'] as const

const readKeywords = (cell: string) => readList(cell, MOST_KEYWORDS, LONGEST.keyword)
const readRelated = (cell: string) => readList(cell, MOST_RELATED, LONGEST.code)

type Fail = (field: ImportField | null, code: FaultCode, found: string, expected?: string) => void

/** Reads one table: rows that go on with the same resource bring further items of it. All that is wrong is told. */
export function readEntries({ sheet, headings, rows }: HeadedTable): { entries: ReadEntry[]; faults: ImportFault[] } {
  const columns = columnsOf(headings.cells, HEADINGS)
  const headed = Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [field, headings.cells[column] ?? '']),
  ) as Partial<Record<ImportField, string>>
  const faults: ImportFault[] = []
  const entries: ReadEntry[] = []
  let open: Opened | undefined
  for (const row of rows) {
    const cell = (field: ImportField) => row.cells[columns[field] ?? -1] ?? ''
    const fail: Fail = (field, code, found, expected = '') => {
      if (faults.length >= MOST_FAULTS) return
      faults.push({
        ...{ sheet, row: row.number, column: field === null ? '' : (headed[field] ?? ''), field, code },
        ...{ found: found.slice(0, 200), expected },
      })
    }
    if (row.cells.slice(headings.cells.length).some((one) => one !== ''))
      fail(null, 'cells_too_many', String(row.cells.length), `≤ ${headings.cells.length}`)
    checkTexts(cell, fail)
    if (open && goesOn(open, cell)) {
      for (const field of ONCE)
        if (cell(field) !== '' && cell(field) !== open.cells[field])
          fail(field, 'differs_from_first', cell(field), `${open.cells[field] ?? ''}（${open.entry.row}）`)
    } else {
      open = begin(row, sheet, headed, cell, fail)
      entries.push(open.entry)
    }
    if (columns.itemName !== undefined) takeItem(open, cell, fail)
  }
  return { entries, faults }
}

/** A resource whose rows are being read, with the cells of its first one. */
interface Opened {
  entry: ReadEntry
  cells: Partial<Record<ImportField, string>>
}

type CellOf = (field: ImportField) => string

/** A row without a name, or with all of what tells a resource again, brings a further item of it. */
function goesOn({ cells }: Opened, cell: CellOf): boolean {
  if (cell('itemName') === '') return false
  const repeats = (field: ImportField) => cell(field) === (cells[field] ?? '')
  return cell('name') === ''
    ? cell('code') === '' || repeats('code')
    : (['name', 'code', 'provider'] as const).every(repeats)
}

function checkTexts(cell: CellOf, fail: Fail): void {
  for (const field of IMPORT_FIELDS) {
    const text = cell(field)
    if (!isClean(text, 'prose')) fail(field, 'text_unclean', visible(text))
    const most = field === 'itemName' ? LONGEST.item : field in LONGEST ? LONGEST[field as keyof typeof LONGEST] : 2000
    if (text.length > most) fail(field, 'too_long', text, `≤ ${most}`)
  }
}

function begin(
  row: TableRow,
  sheet: string,
  columns: Partial<Record<ImportField, string>>,
  cell: CellOf,
  fail: Fail,
): Opened {
  const name = cell('name')
  if (name === '') fail('name', 'missing', '', HEADINGS.name[0])
  const creditCode = cell('creditCode').toUpperCase()
  if (creditCode !== '' && !isCreditCode(creditCode))
    fail('creditCode', 'value_unknown', cell('creditCode'), '18 位统一社会信用代码（GB 32100，末位为校验码）')
  const said = { name, ...contentIn(columns, cell, fail) }
  const cells = Object.fromEntries(ONCE.map((field) => [field, cell(field)]))
  return {
    entry: { sheet, row: row.number, columns, code: cell('code'), provider: cell('provider'), creditCode, said },
    cells,
  }
}

/** What the cells of a row say of a resource; an empty cell of a column says that there is nothing. */
function contentIn(columns: Partial<Record<ImportField, string>>, cell: CellOf, fail: Fail): Partial<ResourceContent> {
  const has = (field: ImportField) => columns[field] !== undefined
  const value = <T>(field: ImportField, read: (text: string) => Value<T>): T | null => {
    const text = cell(field)
    if (text === '') return null
    const found = read(text)
    if ('value' in found) return found.value
    fail(field, 'value_unknown', text, found.expected)
    return null
  }
  const text = <Field extends ImportField & keyof ResourceContent>(field: Field) =>
    has(field) ? { [field]: cell(field) } : {}
  const sharingType = value('sharingType', readSharingType)
  const format = value('format', readFormat)
  const accessUrl = cell('accessUrl')
  if (accessUrl !== '' && !isWebAddress(accessUrl)) fail('accessUrl', 'value_unknown', accessUrl, 'https://…')
  // One column says either: what is asked of who uses it, or why nobody may.
  const condition = cell('sharingCondition')
  const basis = cell('legalBasis') || (sharingType === 'none' ? condition : '')
  return {
    ...(has('classCode') ? { classCode: value('classCode', readClass) } : {}),
    ...text('abstract'),
    ...(has('keywords') ? { keywords: value('keywords', readKeywords) ?? [] } : {}),
    ...(has('format') ? { format: format?.format ?? null, formatDetail: format?.formatDetail ?? '' } : {}),
    ...(has('formatDetail') && cell('formatDetail') !== '' ? { formatDetail: cell('formatDetail') } : {}),
    ...(has('itemName') ? { items: [] } : {}),
    ...(has('sharingType') ? { sharingType } : {}),
    ...(has('sharingCondition') ? { sharingCondition: sharingType === 'none' ? '' : condition } : {}),
    ...(has('legalBasis') || has('sharingCondition') ? { legalBasis: basis } : {}),
    ...(has('sharingModes') ? { sharingModes: value('sharingModes', readModes) ?? [] } : {}),
    ...(has('isOpen') ? { isOpen: value('isOpen', readYesNo) } : {}),
    ...text('openCondition'),
    ...(has('updatePeriod') ? { updatePeriod: value('updatePeriod', readPeriod) } : {}),
    ...text('contact'),
    ...(has('accessUrl') ? { accessUrl: isWebAddress(accessUrl) ? accessUrl : null } : {}),
    ...(has('relatedCodes') ? { relatedCodes: value('relatedCodes', readRelated) ?? [] } : {}),
  }
}

function takeItem({ entry }: Opened, cell: CellOf, fail: Fail): void {
  const items = entry.said.items ?? []
  const name = cell('itemName')
  if (name === '') {
    for (const field of ITEM_FIELDS) if (cell(field) !== '') fail('itemName', 'missing', '', HEADINGS.itemName[0])
    return
  }
  if (items.length >= MOST_ITEMS) {
    fail('itemName', 'too_long', name, `≤ ${MOST_ITEMS}`)
    return
  }
  if (items.some((item) => item.name === name)) fail('itemName', 'item_twice', name)
  const type = cell('itemType') === '' ? null : readDataType(cell('itemType'))
  if (type === null) fail('itemType', 'missing', '', '字符型C、数值型N、日期型D …')
  else if ('expected' in type) fail('itemType', 'value_unknown', cell('itemType'), type.expected)
  const length = cell('itemLength') === '' ? null : readLength(cell('itemLength'))
  if (length && 'expected' in length) fail('itemLength', 'value_unknown', cell('itemLength'), length.expected)
  if (type && 'value' in type) {
    const item: ResourceItem = { name, ...type.value }
    items.push(length && 'value' in length ? { ...item, length: length.value } : item)
  }
}
