import type { Table } from '../tables.ts'
import type { Comparator } from '../types.ts'
import type { View } from '../view.ts'
import { digitQuantity } from './quantities.ts'
import type { RawTarget } from './scan.ts'

/** Targets of a table of indicators (指标 | 单位 | 2020年 | 2025年 | 属性): one for each row and target column. */
export function indicatorTargets(view: View, table: Table): RawTarget[] {
  const indicator = table.columns.findIndex((column) => column.meaning === 'indicator')
  const unitColumn = table.columns.findIndex((column) => column.meaning === 'unit')
  if (indicator < 0) return []
  const found: RawTarget[] = []
  for (const row of table.rows) {
    const named = row.cells[indicator]
    if (!named || row.merged) continue
    const heading = view.plain.slice(...named)
    const ownUnit = /[(（]([^()（）]{1,12})[)）]$/.exec(heading)
    const subject = ownUnit ? heading.slice(0, ownUnit.index) : heading
    const unitCell = row.cells[unitColumn]
    const unit = (unitCell && view.plain.slice(...unitCell)) || (ownUnit?.[1] ?? '')
    table.columns.forEach((column, c) => {
      const cell = row.cells[c]
      if (column.meaning !== 'target' || !cell || cell[1] <= cell[0] || cell[1] - cell[0] > 40) return
      const value = cellValue(view.plain.slice(...cell))
      if (!value) return
      found.push({
        start: Math.min(cell[0], named[0]),
        end: Math.max(cell[1], named[1]),
        year: column.year,
        subject,
        comparator: value.comparator,
        value: value.value,
        unit: value.unit || unit || (typeof value.value === 'string' ? 'grade' : ''),
      })
    })
  }
  return found
}

const BOUNDS: Record<string, Comparator> = { '≥': '>=', '>': '>', '≤': '<=', '<': '<', '＞': '>', '＜': '<' }

/** The value of a cell: >65, ≥95%, 3.2%, 1200左右, 完成国家下达任务 */
function cellValue(text: string): { value: number | string; unit: string; comparator: Comparator } | null {
  const cell = text.replace(/[\s[\]【】〔〕]/g, '')
  if (cell === '' || cell === '-' || cell === '—' || cell === '/') return null
  const sign = BOUNDS[cell.charAt(0)]
  const body = sign ? cell.slice(1) : cell
  const read = /^\d/.test(body) ? digitQuantity(body, 0) : null
  if (!read) return cell.length <= 20 ? { value: cell, unit: '', comparator: '=' } : null
  const rest = body.slice(read.quantity?.end ?? read.end)
  const around: Comparator | null = rest.startsWith('以上')
    ? '>='
    : /^(以下|以内)/.test(rest)
      ? '<='
      : rest.startsWith('左右')
        ? '~'
        : null
  const value = read.quantity?.value ?? Number(body.slice(0, read.end).replace(/,/g, ''))
  return { value, unit: read.quantity?.unit ?? '', comparator: sign ?? around ?? '=' }
}
