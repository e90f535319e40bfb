import { walkXml } from '../container/xml.ts'
import { LIMITS } from '../limits.ts'
import { refusals } from '../refusals.ts'
import { showNumber } from './numberFormat.ts'
import type { Workbook } from './workbook.ts'

/** A merged range, rows and columns from 1, both ends included. */
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

/** Non-empty cells of a sheet as displayed: row number to column number to words. */
export interface Sheet {
  rows: Map<number, Map<number, string>>
  merges: Merge[]
  /** Formulas that were saved without their value. */
  withoutValue: number
}

interface OpenCell {
  column: number
  type: string
  style: number
  value: string
  inline: string
  hasFormula: boolean
}

/** Reads the cells of one sheet. @throws Refusal file_damaged, too_complex */
export function readSheet(bytes: Uint8Array, part: string, workbook: Workbook, file: string): Sheet {
  const sheet: Sheet = { rows: new Map(), merges: [], withoutValue: 0 }
  let rowNumber = 0
  let row: Map<number, string> = new Map()
  let cell: OpenCell | null = null
  let lastColumn = 0
  let cells = 0
  let into: 'value' | 'inline' | null = null
  let inReading = 0
  walkXml(bytes, file, part, 'xlsx', {
    open(name, attributes) {
      if (name === 'row') {
        rowNumber = Number(attributes.get('r')) || rowNumber + 1
        row = new Map()
        lastColumn = 0
      } else if (name === 'c') {
        lastColumn = addressOf(attributes.get('r') ?? '')?.column ?? lastColumn + 1
        const style = Number(attributes.get('s') ?? 0)
        cell = { column: lastColumn, type: attributes.get('t') ?? 'n', style, value: '', inline: '', hasFormula: false }
      } else if (name === 'v') into = 'value'
      else if (name === 't' && cell) into = 'inline'
      else if (name === 'rPh') inReading++
      else if (name === 'f' && cell) cell.hasFormula = true
      else if (name === 'mergeCell') {
        const merge = mergeOf(attributes.get('ref') ?? '')
        if (merge) sheet.merges.push(merge)
      }
    },
    text(text) {
      if (cell && into && inReading === 0) cell[into] += text
    },
    close(name) {
      if (name === 'v' || name === 't') into = null
      else if (name === 'rPh') inReading--
      else if (name === 'row') {
        if (row.size > 0) sheet.rows.set(rowNumber, row)
      } else if (name === 'c' && cell) {
        const words = display(cell, workbook)
        if (cell.hasFormula && cell.value === '') sheet.withoutValue++
        if (words.trim() !== '') {
          row.set(cell.column, words)
          if (++cells > LIMITS.sheetCells) throw refusals.tooComplex(file, `more than ${LIMITS.sheetCells} cells`)
        }
        cell = null
      }
    },
  })
  return sheet
}

function display(cell: OpenCell, workbook: Workbook): string {
  if (cell.type === 's') return workbook.strings[Number(cell.value)] ?? ''
  if (cell.type === 'inlineStr') return cell.inline
  if (cell.type === 'b') return cell.value === '1' ? 'TRUE' : cell.value === '0' ? 'FALSE' : ''
  if (cell.type !== 'n' || cell.value === '') return cell.value
  const number = Number(cell.value)
  if (!Number.isFinite(number)) return cell.value
  return showNumber(number, workbook.formats[cell.style] ?? 'General', workbook.startsIn1904)
}

function addressOf(reference: string): { column: number; row: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference)
  if (!found) return null
  let column = 0
  for (const letter of (found[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return { column, row: Number(found[2]) }
}

function mergeOf(reference: string): Merge | null {
  const [from = '', to = ''] = reference.split(':')
  const first = addressOf(from)
  const last = addressOf(to)
  if (!first || !last) return null
  return {
    top: Math.min(first.row, last.row),
    left: Math.min(first.column, last.column),
    bottom: Math.max(first.row, last.row),
    right: Math.max(first.column, last.column),
  }
}

/** 1 as A, 28 as AB. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}
