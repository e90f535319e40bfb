import { readRelationships, walkXml } from '../container/xml.ts'
import type { ZipArchive } from '../container/zip.ts'
import { refusals } from '../refusals.ts'
import { builtInFormat } from './numberFormat.ts'

interface SheetPart {
  name: string
  path: string
  isHidden: boolean
}

export interface Workbook {
  sheets: SheetPart[]
  startsIn1904: boolean
  strings: string[]
  /** Number format code of each cell style. */
  formats: string[]
}

/** Sheets, shared strings and number formats of a workbook. @throws Refusal file_damaged and those of unpacking */
export async function readWorkbook(zip: ZipArchive, file: string): Promise<Workbook> {
  const rootRels = await zip.readNamed('_rels/.rels', 'xlsx')
  const main = rootRels
    ? ([...readRelationships(rootRels, file, '_rels/.rels', 'xlsx', '').values()].find(
        (one) => one.type === 'officeDocument',
      )?.target ?? 'xl/workbook.xml')
    : 'xl/workbook.xml'
  const bytes = await zip.readNamed(main, 'xlsx')
  if (bytes === null) throw refusals.fileDamaged(file, 'xlsx', `${main} is missing`)
  const folder = main.slice(0, Math.max(0, main.lastIndexOf('/')))
  const relsPart = `${folder}/_rels/${main.slice(main.lastIndexOf('/') + 1)}.rels`
  const relsBytes = await zip.readNamed(relsPart, 'xlsx')
  const relationships = relsBytes ? readRelationships(relsBytes, file, relsPart, 'xlsx', folder) : new Map()
  const targetOf = (type: string) => [...relationships.values()].find((one) => one.type === type)?.target

  const workbook: Workbook = { sheets: [], startsIn1904: false, strings: [], formats: [] }
  walkXml(bytes, file, main, 'xlsx', {
    open(name, attributes) {
      if (name === 'workbookPr') workbook.startsIn1904 = /^(?:1|true)$/.test(attributes.get('date1904') ?? '')
      if (name !== 'sheet') return
      const relationship = relationships.get(attributes.get('id') ?? '')
      if (relationship?.type !== 'worksheet') return
      const isHidden = /hidden/i.test(attributes.get('state') ?? '')
      workbook.sheets.push({ name: attributes.get('name') ?? '', path: relationship.target, isHidden })
    },
  })
  const strings = await zip.readNamed(targetOf('sharedStrings') ?? `${folder}/sharedStrings.xml`, 'xlsx')
  if (strings) workbook.strings = readStrings(strings, file)
  const styles = await zip.readNamed(targetOf('styles') ?? `${folder}/styles.xml`, 'xlsx')
  if (styles) workbook.formats = readFormats(styles, file)
  return workbook
}

/** Shared strings; readings over characters (rPh) are left out. */
function readStrings(bytes: Uint8Array, file: string): string[] {
  const strings: string[] = []
  let words = ''
  let isText = false
  let inReading = 0
  walkXml(bytes, file, 'xl/sharedStrings.xml', 'xlsx', {
    open(name) {
      if (name === 'si') words = ''
      else if (name === 'rPh') inReading++
      else if (name === 't') isText = true
    },
    close(name) {
      if (name === 'si') strings.push(words)
      else if (name === 'rPh') inReading--
      else if (name === 't') isText = false
    },
    text(text) {
      if (isText && inReading === 0) words += text
    },
  })
  return strings
}

function readFormats(bytes: Uint8Array, file: string): string[] {
  const own = new Map<number, string>()
  const formats: string[] = []
  let inCellFormats = false
  walkXml(bytes, file, 'xl/styles.xml', 'xlsx', {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '')
      else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.get('numFmtId') ?? 0)
        formats.push(own.get(id) ?? builtInFormat(id))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return formats
}
