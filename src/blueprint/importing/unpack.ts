import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ZipArchive } from '../../plan/reading/index.ts'
import { Refusal } from '../../platform/refusal.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import { dbfTexts, decode, detectEncoding, type FoundEncoding, knownEncoding } from './encoding.ts'
import { IMPORT_LIMITS } from './limits.ts'
import type { Format } from './types.ts'

/** One data set of an upload, laid where GDAL opens it under a name of ours. */
export interface DataSet {
  /** As the sender calls it. */
  name: string
  format: Format
  path: string
  encoding: FoundEncoding | null
}

const SHAPEFILE_PARTS = ['shp', 'shx', 'dbf'] as const
const FORMAT_OF: Readonly<Record<string, Format>> = {
  geojson: 'geojson',
  json: 'geojson',
  gpkg: 'geopackage',
  kml: 'kml',
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
}
const ARCHIVE_LIMITS = {
  entries: IMPORT_LIMITS.archiveEntries,
  partBytes: IMPORT_LIMITS.partBytes,
  totalBytes: IMPORT_LIMITS.unpackedBytes,
  // Tables with wide empty columns pack a hundred times and more.
  ratio: 400,
  ratioFromBytes: 64 * 1024 * 1024,
}

interface Part {
  /** As the sender calls it; with its folders only where another is called the same. */
  name: string
  /** Within its archive. */
  path: string
  bytes: Uint8Array
}

/**
 * Lays what an upload holds into a folder, ready for GDAL: single files as they are, archives unpacked under limits,
 * shapefiles with all their parts and in a known encoding, tables as UTF-8.
 * @param chosen an encoding that a person chose
 * @throws Refusal import_format_unknown, import_empty, import_parts_missing, import_truncated,
 * import_encoding_unknown and those of archives
 */
export async function unpack(path: string, fileName: string, folder: string, chosen?: string): Promise<DataSet[]> {
  const bytes = await readFile(path)
  if (bytes.length === 0) throw refusals.importEmpty(fileName)
  const isZip = ['PK\x03\x04', 'PK\x05\x06'].includes(bytes.subarray(0, 4).toString('latin1'))
  const parts = isZip ? await partsOf(bytes, fileName) : [{ name: fileName, path: fileName, bytes }]
  const sets: DataSet[] = []
  const shapes = parts.filter(({ name }) => extensionOf(name) === 'shp')
  for (const shape of shapes) sets.push(await layShapefile(shape, parts, join(folder, `l${sets.length}`), chosen))
  for (const part of parts) {
    const format = formatOf(part)
    if (format) sets.push(await layFile(part, format, join(folder, `l${sets.length}`), chosen))
  }
  if (sets.length === 0)
    throw refusals.importFormatUnknown(
      fileName,
      parts
        .map(({ name }) => name)
        .join(', ')
        .slice(0, 200),
    )
  return sets
}

const extensionOf = (name: string) => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
const stemOf = (name: string) => name.replace(/\.[^.]+$/, '').toLowerCase()

/** What a file is: by its first bytes, and where these say nothing by its name. */
function formatOf({ name, bytes }: Part): Format | null {
  if (bytes.length === 0) return null
  const head = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (head.startsWith('SQLite format 3')) return 'geopackage'
  const extension = extensionOf(name)
  if (['shp', 'shx', 'dbf', 'prj', 'cpg', 'qix', 'sbn', 'sbx', 'xml', 'qml', 'sld'].includes(extension)) return null
  if (/^[{[]/.test(head)) return 'geojson'
  if (/^<(\?xml|kml)/i.test(head) && /kml/i.test(head + extension)) return 'kml'
  const format = FORMAT_OF[extension] ?? null
  return format === 'geopackage' ? null : format
}

/** The files of an archive, none of them an archive itself. */
async function partsOf(bytes: Uint8Array, fileName: string): Promise<Part[]> {
  const archive = await ZipArchive.open(bytes, fileName, 'zip', ARCHIVE_LIMITS)
  const parts: Part[] = []
  for (const entry of archive.entries) {
    const name = nameOf(entry.fileNameRaw)
    if (name.endsWith('/') || /(^|\/)(__MACOSX|\.)/.test(name)) continue
    if (/\.(zip|kmz|rar|7z|gz|tgz)$/i.test(name)) throw refusals.importNested(fileName, name)
    parts.push({ name: basename(name), path: name, bytes: await archive.read(entry, 'zip') })
  }
  if (parts.length === 0) throw refusals.importEmpty(fileName)
  const isAlone = (part: Part) => parts.every((other) => other === part || other.name !== part.name)
  return parts.map((part) => (isAlone(part) ? part : { ...part, name: part.path }))
}

/** Archives made by Chinese Windows name their files in GBK. */
const nameOf = (raw: Uint8Array) => decode(raw, detectEncoding(raw) ?? 'GB18030').replaceAll('\\', '/')

async function layShapefile(shape: Part, parts: readonly Part[], target: string, chosen?: string): Promise<DataSet> {
  const stem = stemOf(shape.path)
  const find = (extension: string) =>
    parts.find(({ path }) => stemOf(path) === stem && extensionOf(path) === extension)?.bytes
  const missing = SHAPEFILE_PARTS.filter((extension) => !find(extension))
  if (missing.length > 0)
    throw refusals.importPartsMissing(shape.name, missing.map((extension) => `.${extension}`).join(', '))
  expectWhole(shape.name, shape.bytes)
  const dbf = find('dbf') as Uint8Array
  expectWholeTable(shape.name.replace(/\.shp$/i, '.dbf'), dbf)
  expectRowEach(shape.name, find('shx') as Uint8Array, dbf)
  for (const extension of [...SHAPEFILE_PARTS, 'prj']) {
    const bytes = find(extension)
    if (bytes) await writeFile(`${target}.${extension}`, bytes)
  }
  const encoding = tableEncoding(shape.name, dbf, find('cpg'), chosen)
  return { name: shape.name.replace(/\.shp$/i, ''), format: 'shapefile', path: `${target}.shp`, encoding }
}

/** A shapefile says in its head how long it is, in words of two bytes. @throws Refusal import_truncated */
function expectWhole(name: string, shp: Uint8Array): void {
  const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength)
  if (shp.length < 100 || view.getInt32(0) !== 9994)
    throw refusals.importDamaged(name, 'its head is not that of a shapefile')
  const says = view.getInt32(24) * 2
  if (says > shp.length) throw refusals.importTruncated(name, says, shp.length)
}

/** @throws Refusal import_truncated, import_damaged */
function expectWholeTable(name: string, dbf: Uint8Array): void {
  if (dbf.length < 33) throw refusals.importDamaged(name, 'its head is not that of a table')
  const view = new DataView(dbf.buffer, dbf.byteOffset, dbf.byteLength)
  const says = view.getUint16(8, true) + view.getUint32(4, true) * view.getUint16(10, true)
  if (says > dbf.length) throw refusals.importTruncated(name, says, dbf.length)
}

/** Each shape has its row: what has none would be left out without a word. @throws Refusal import_damaged */
function expectRowEach(name: string, shx: Uint8Array, dbf: Uint8Array): void {
  const shapes = Math.floor((shx.length - 100) / 8)
  const rows = new DataView(dbf.buffer, dbf.byteOffset, dbf.byteLength).getUint32(4, true)
  if (shapes !== rows) throw refusals.importDamaged(name, `it has ${shapes} shapes, and its table ${rows} rows`)
}

/**
 * A view is worked out when it is read, for as long as its sender likes: layers are tables.
 * @throws Refusal import_unreadable
 */
function expectTables(name: string, path: string): void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: true })
    const views = database.prepare("select name from sqlite_master where type = 'view'").all() as { name: string }[]
    if (views.length === 0) return
    const isContents = views.some(({ name: view }) => /^gpkg_/i.test(view))
    const listed = isContents
      ? views
      : (database
          .prepare(
            "select table_name as name from gpkg_contents where table_name in (select name from sqlite_master where type = 'view')",
          )
          .all() as { name: string }[])
    const [view] = listed
    if (view) throw refusals.importUnreadable(name, `its layer ${view.name} is a view: save it as a table`)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw refusals.importUnreadable(name, (error as Error).message)
  } finally {
    database?.close()
  }
}

/** @throws Refusal import_encoding_unknown */
function tableEncoding(name: string, dbf: Uint8Array, cpg: Uint8Array | undefined, chosen?: string): FoundEncoding {
  if (chosen) return chosenEncoding(name, chosen)
  const said = cpg ? knownEncoding(Buffer.from(cpg).toString('latin1')) : null
  if (said) return { name: said, from: 'file' }
  const detected = detectEncoding(dbfTexts(dbf))
  if (!detected) throw refusals.importEncodingUnknown(name)
  return { name: detected, from: 'detected' }
}

function chosenEncoding(name: string, chosen: string): FoundEncoding {
  const known = knownEncoding(chosen)
  if (!known) throw refusals.importEncodingUnknown(name)
  return { name: known, from: 'chosen' }
}

async function layFile({ name, bytes }: Part, format: Format, target: string, chosen?: string): Promise<DataSet> {
  const shown = name.replace(/\.[^.]+$/, '')
  if (format !== 'csv') {
    const path = `${target}.${format === 'geopackage' ? 'gpkg' : format}`
    await writeFile(path, bytes)
    if (format === 'geopackage') expectTables(name, path)
    return { name: shown, format, path, encoding: null }
  }
  const encoding = chosen
    ? chosenEncoding(name, chosen)
    : { name: detectEncoding(bytes) ?? '', from: 'detected' as const }
  if (!encoding.name) throw refusals.importEncodingUnknown(name)
  const text = decode(bytes, encoding.name as 'UTF-8').replace(/^\ufeff/, '')
  if (text.includes('\0')) throw refusals.importFormatUnknown(name, 'bytes that are no text')
  await writeFile(`${target}.csv`, text)
  return { name: shown, format, path: `${target}.csv`, encoding }
}
