import ExcelJS from 'exceljs'
import type { BenchAnswer, BenchRequest } from './schemas.ts'
import { DERIVATION_COLUMNS, sheetOf, writeDerivation, YUAN } from './workbook.ts'

type Year = BenchAnswer['items'][number]

/** A trial as a workbook: 试算汇总, 明细, 计算过程, 试算条件. Amounts are numbers, exact to the fen. */
export async function benchWorkbook(asked: BenchRequest, { items }: BenchAnswer): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  paymentsSheet(workbook, items)
  linesSheet(workbook, items)
  derivationSheet(workbook, items)
  conditionsSheet(workbook, asked)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function paymentsSheet(workbook: ExcelJS.Workbook, items: readonly Year[]): void {
  const sheet = sheetOf(workbook, '试算汇总', [
    ['年份', 8],
    ['付方', 24],
    ['收方', 24],
    ['抵扣后应付(元)', 20],
    ['抵扣后应付(分)', 20],
    ['说明', 60],
  ])
  for (const { year, settled, problem, missing } of items) {
    const without = missing.map(({ section, year: of }) => `${section}${of}年`).join('、')
    const note = [problem?.detail, without && `没有数据：${without}`].filter(Boolean).join('；')
    if (!settled || settled.payments.length === 0) sheet.addRow([year, '', '', null, null, note || '无须支付'])
    for (const { from, to, amountFen } of settled?.payments ?? [])
      sheet.addRow([year, from, to, amountFen / 100, amountFen, note]).getCell(4).numFmt = YUAN
  }
}

function linesSheet(workbook: ExcelJS.Workbook, items: readonly Year[]): void {
  const sheet = sheetOf(workbook, '明细', [
    ['年份', 8],
    ['事项', 28],
    ['付方', 24],
    ['收方', 24],
    ['金额(元)', 20],
    ['金额(分)', 20],
  ])
  for (const { year, settled } of items) {
    for (const { part, from, to, amountFen } of settled?.lines ?? [])
      sheet.addRow([year, part, from, to, amountFen / 100, amountFen]).getCell(5).numFmt = YUAN
    for (const { part } of settled?.notDue ?? []) sheet.addRow([year, `${part}（条件不成立，不办理）`])
    for (const [party, netFen] of Object.entries(settled?.netFen ?? {}))
      sheet.addRow([year, '净额', party, '', netFen / 100, netFen]).getCell(5).numFmt = YUAN
  }
}

function derivationSheet(workbook: ExcelJS.Workbook, items: readonly Year[]): void {
  const sheet = sheetOf(workbook, '计算过程', [['年份', 8], ['事项', 28], ...DERIVATION_COLUMNS])
  for (const { year, settled } of items)
    for (const { part, derivation } of [...(settled?.lines ?? []), ...(settled?.notDue ?? [])])
      writeDerivation(sheet, [year, part], derivation)
}

/** What was tried: terms, facts by hand, months that were typed. */
function conditionsSheet(workbook: ExcelJS.Workbook, { terms = {}, given = [], sections = [] }: BenchRequest): void {
  const sheet = sheetOf(workbook, '试算条件', [
    ['种类', 14],
    ['名称', 30],
    ['年份', 8],
    ['月份', 8],
    ['取值', 24],
    ['出处', 40],
  ])
  for (const [name, value] of Object.entries(terms)) sheet.addRow(['改动条款', name, '', '', value])
  for (const { name, year, value, source } of given) sheet.addRow(['另行提供', name, year ?? '', '', value, source])
  for (const { section, year, months } of sections)
    for (const { month, values } of months)
      for (const [item, value] of Object.entries(values))
        sheet.addRow(['录入数据', `${section} ${item}`, year, month, value])
}
