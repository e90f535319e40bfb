import { readdirSync } from 'node:fs'
import {
  AlignmentType,
  Document,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalMergeType,
} from 'docx'
import ExcelJS from 'exceljs'
import PDFDocument from 'pdfkit'
import { ZipFile } from 'yazl'

/** Real files of each format, built for tests. The sentences are our own, in the register of plans. */

/** Packs files into a zip. A name given as bytes is stored as it is, as old programs do. */
export async function zipOf(entries: readonly { name: string; bytes: Uint8Array | string }[]): Promise<Uint8Array> {
  const zip = new ZipFile()
  for (const { name, bytes } of entries)
    zip.addBuffer(typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes), name, {
      forceDosTimestamp: true,
    })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return new Uint8Array(Buffer.concat(chunks))
}

/** A docx of raw parts, for what the library `docx` cannot write. */
export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const namespaces =
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
  return zipOf([
    {
      name: '[Content_Types].xml',
      bytes: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    {
      name: 'word/document.xml',
      bytes: `<?xml version="1.0" encoding="UTF-8"?><w:document ${namespaces}><w:body>${body}</w:body></w:document>`,
    },
    ...Object.entries(parts).map(([name, bytes]) => ({ name, bytes })),
  ])
}

export const paragraphXml = (words: string, properties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`

const numbered = (level: number, words: string) =>
  new Paragraph({ text: words, numbering: { reference: 'plan', level } })
const cell = (
  words: string,
  options: { columnSpan?: number; verticalMerge?: (typeof VerticalMergeType)[keyof typeof VerticalMergeType] } = {},
) => new TableCell({ children: words.split('\n').map((text) => new Paragraph(text)), ...options })

/** A work programme as Word keeps it: automatic numbers on three levels, a table with merged cells, a footnote, a header. */
export async function aWorkProgramme(): Promise<Uint8Array> {
  const level = (at: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({
    level: at,
    format,
    text,
    alignment: AlignmentType.LEFT,
  })
  const document = new Document({
    numbering: {
      config: [
        {
          reference: 'plan',
          levels: [
            level(0, LevelFormat.CHINESE_COUNTING, '%1、'),
            level(1, LevelFormat.CHINESE_COUNTING, '（%2）'),
            level(2, LevelFormat.DECIMAL, '%3.'),
          ],
        },
      ],
    },
    footnotes: { 1: { children: [new Paragraph('指常住人口口径。')] } },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph('海湾市人民政府公报')] }) },
        children: [
          new Paragraph({ text: '海湾都市圈建设行动方案', heading: HeadingLevel.TITLE }),
          numbered(0, '总体要求'),
          numbered(1, '基本原则。坚持统筹推进，分步实施。'),
          numbered(1, '主要目标。'),
          new Paragraph({
            children: [new TextRun('到2025年，都市圈人口达到600万人'), new FootnoteReferenceRun(1), new TextRun('。')],
          }),
          numbered(0, '重点任务'),
          numbered(1, '畅通交通网络'),
          numbered(2, '加快建设环湾高速公路。（市交通运输局牵头）'),
          numbered(2, '打通断头路。'),
          numbered(1, '共建产业园区'),
          numbered(2, '编制园区名录。'),
          new Table({
            rows: [
              new TableRow({ children: [cell('序号'), cell('任务'), cell('责任单位', { columnSpan: 2 })] }),
              new TableRow({
                children: [
                  cell('1'),
                  cell('建设东港铁路\n支线', { verticalMerge: VerticalMergeType.RESTART }),
                  cell('市发展改革委'),
                  cell('市财政局'),
                ],
              }),
              new TableRow({
                children: [
                  cell('2'),
                  cell('', { verticalMerge: VerticalMergeType.CONTINUE }),
                  cell('市交通运输局'),
                  cell(''),
                ],
              }),
              new TableRow({ children: [cell('三、远期事项', { columnSpan: 4 })] }),
            ],
          }),
          new Paragraph('附件完。'),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

/** A task table with a title over all columns, a merged head, merged tasks, a date and a percentage. */
export async function aTaskTable(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('任务分工')
  sheet.addRow(['海湾都市圈重点任务分工表'])
  sheet.mergeCells('A1:E1')
  sheet.addRow(['序号', '重点任务', '责任单位', '', '完成时限'])
  sheet.mergeCells('C2:D2')
  sheet.addRow([1, '建设东港铁路支线\n及配套场站', '市发展改革委', '市财政局', new Date(Date.UTC(2025, 5, 30))])
  sheet.addRow([2, '', '市交通运输局', '', 0.855])
  sheet.mergeCells('B3:B4')
  sheet.getCell('E3').numFmt = 'yyyy"年"m"月"'
  sheet.getCell('E4').numFmt = '0.0%'
  const second = workbook.addWorksheet('Sheet2')
  second.addRow(['指标', '2025年'])
  second.addRow(['人口（万人）', 1234.5])
  second.getCell('B2').numFmt = '#,##0.0'
  workbook.addWorksheet('草稿', { state: 'hidden' }).addRow(['不公开'])
  return new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer)
}

/** A font file of the system with Chinese characters, or null: without it the PDF tests cannot run. */
export function chineseFont(): { path: string; name: string } | null {
  for (const folder of [
    '/usr/share/fonts/opentype/noto',
    '/usr/share/fonts/noto-cjk',
    '/usr/share/fonts/google-noto-cjk',
  ]) {
    try {
      const file = readdirSync(folder).find((name) => /^NotoSerifCJK-Regular\.ttc$/.test(name))
      if (file) return { path: `${folder}/${file}`, name: 'NotoSerifCJKsc-Regular' }
    } catch {
      // Not this distribution.
    }
  }
  return null
}

/** A PDF drawn by a function; with the Chinese font set when the system has it. */
export async function pdfOf(
  draw: (document: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> {
  const document = new PDFDocument({ size: 'A4', margin: 80, ...options })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const font = chineseFont()
  if (font) document.font(font.path, font.name)
  draw(document)
  document.end()
  await new Promise((resolve) => document.on('end', resolve))
  return new Uint8Array(Buffer.concat(chunks))
}
