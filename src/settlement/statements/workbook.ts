import ExcelJS from 'exceljs'
import { PRINTED_TABLE } from '../../platform/http/index.ts'
import type { Derivation } from '../rules/formula.ts'
import type { StatementDetail } from './schemas.ts'
import { ITEM_WORDS, LINE_STATE_WORDS } from './words.ts'

/** Yuan with two decimals: the number of a cell, exact to the fen up to 10 trillion yuan (15 digits of a spreadsheet). */
export const YUAN = '#,##0.00'

/** A statement as a workbook: 结算明细, 月度数据, 计算过程. Numbers are numbers, texts are texts. */
export async function statementWorkbook(statement: StatementDetail): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  linesSheet(workbook, statement)
  monthsSheet(workbook, statement)
  derivationSheet(workbook, statement)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** A sheet with its headings, frozen, and on each printed page. */
export function sheetOf(
  workbook: ExcelJS.Workbook,
  name: string,
  columns: readonly (readonly [title: string, width: number])[],
) {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }], pageSetup: PRINTED_TABLE })
  sheet.columns = columns.map(([header, width]) => ({ header, width }))
  sheet.getRow(1).font = { bold: true }
  return sheet
}

function linesSheet(workbook: ExcelJS.Workbook, { lines, parties }: StatementDetail): void {
  const sheet = sheetOf(workbook, '结算明细', [
    ['行号', 8],
    ['事项', 28],
    ['付方', 24],
    ['收方', 24],
    ['金额(元)', 20],
    ['金额(分)', 20],
    ['状态', 12],
    ['分录号', 12],
  ])
  for (const { number, part, from, to, amountFen, state, transferId } of lines) {
    const row = sheet.addRow([number, part, from, to, amountFen / 100, amountFen, LINE_STATE_WORDS[state], transferId])
    row.getCell(5).numFmt = YUAN
  }
  sheet.addRow([])
  sheet.addRow(['', '各方净额', '方', '', '净额(元)', '净额(分)', '签认', '']).font = { bold: true }
  for (const { name, netFen, signature } of parties) {
    const row = sheet.addRow([
      '',
      '',
      name,
      '',
      netFen / 100,
      netFen,
      signature ? `${signature.userName} ${signature.at}` : '未签认',
      '',
    ])
    row.getCell(5).numFmt = YUAN
  }
}

function monthsSheet(workbook: ExcelJS.Workbook, { evidence }: StatementDetail): void {
  const items = [
    ...new Set(evidence.sections.flatMap(({ months }) => months.flatMap(({ values }) => Object.keys(values)))),
  ]
  const sheet = sheetOf(workbook, '月度数据', [
    ['断面', 16],
    ['年', 8],
    ['月', 6],
    ['类别', 8],
    ...items.flatMap((item) => [[ITEM_WORDS[item] ?? item, 14] as const, ['低于检出限', 12] as const]),
    ['数据来源', 60],
  ])
  for (const { section, year, months } of evidence.sections)
    for (const { month, class: of, values, provenance } of months)
      sheet.addRow([
        ...[section, year, month, of],
        ...items.flatMap((item) => {
          const found = values[item]
          return [found?.value == null ? null : Number(found.value), found?.belowDetection ? '是' : '']
        }),
        provenance.join(' '),
      ])
  if (evidence.given.length === 0) return
  sheet.addRow([])
  sheet.addRow(['另行提供', '', '', '', '数值', '', '出处']).font = { bold: true }
  for (const { name, value, source } of evidence.given) sheet.addRow([name, '', '', '', Number(value), '', source])
}

function derivationSheet(workbook: ExcelJS.Workbook, { lines }: StatementDetail): void {
  const sheet = sheetOf(workbook, '计算过程', [['行号', 8], ...DERIVATION_COLUMNS])
  for (const { number, derivation } of lines) writeDerivation(sheet, [number], derivation)
}

export const DERIVATION_COLUMNS = [
  ['层级', 8],
  ['名称', 40],
  ['算式', 14],
  ['取值', 24],
  ['说明', 30],
] as const

/** A derivation, a row for each part of it, under what it belongs to. */
export function writeDerivation(
  sheet: ExcelJS.Worksheet,
  of: readonly (string | number)[],
  derivation: Derivation,
  level = 0,
): void {
  const { kind, name, value, at } = derivation
  sheet.addRow([...of, level, `${'　'.repeat(level)}${name ?? ''}`, kind, value, at ?? ''])
  for (const one of derivation.of) writeDerivation(sheet, of, one, level + 1)
}
