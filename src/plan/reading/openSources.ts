import type { Entry } from 'yauzl'
import { getFileNameLowLevel, validateFileName } from 'yauzl'
import { Refusal } from '../../platform/refusal.ts'
import { checkSize } from './check.ts'
import { rawName, ZipArchive } from './container/zip.ts'
import { LIMITS } from './limits.ts'
import { refusals } from './refusals.ts'
import { sniff, sniffZip } from './sniff.ts'
import { decodeStrictly } from './text/encoding.ts'

type OpenedSource = { name: string; bytes: Uint8Array } | { name: string; refusal: Refusal }

const ARCHIVE_LIMITS = {
  entries: LIMITS.archiveEntries,
  partBytes: LIMITS.fileBytes,
  totalBytes: LIMITS.archiveBytes,
}

/** Archives inside an archive are opened down to this depth; the uploaded archive is at 1. */
const DEEPEST_ARCHIVE = 2

/**
 * The documents in one uploaded file: the file itself, or each file of a .zip, whose name then leads with the archive's
 * (`plans.zip/2024/方案.docx`). What cannot be opened comes as a refusal with its name, and the rest goes on. Never throws.
 */
export async function* openSources(bytes: Uint8Array, fileName: string): AsyncIterable<OpenedSource> {
  yield* open(bytes, fileName, 1)
}

async function* open(bytes: Uint8Array, name: string, depth: number): AsyncIterable<OpenedSource> {
  try {
    checkSize(bytes.length, name)
    if (sniff(bytes, name).is !== 'zip') {
      yield { name, bytes }
      return
    }
    const zip = await ZipArchive.open(bytes, name, 'zip', ARCHIVE_LIMITS).catch((error: Refusal) => {
      // An office file may hold more parts than an archive may hold files.
      if (error.code === 'archive_too_many_entries' && !/\.zip$/i.test(name)) return null
      throw error
    })
    if (zip === null || sniffZip(zip.entries.map(rawName)) !== 'archive') {
      yield { name, bytes }
      return
    }
    if (depth > DEEPEST_ARCHIVE) throw refusals.archiveNested(name)
    yield* openEntries(zip, name, depth)
  } catch (error) {
    yield { name, refusal: asRefusal(error, name) }
  }
}

async function* openEntries(zip: ZipArchive, archive: string, depth: number): AsyncIterable<OpenedSource> {
  let files = 0
  for (const entry of zip.entries) {
    const entryName = nameOf(entry)
    const name = `${archive}/${entryName}`
    if (isLeftover(entryName)) continue
    files++
    let bytes: Uint8Array
    try {
      if (isUnsafe(entryName)) throw refusals.archiveEntryUnsafe(archive, entryName)
      bytes = await zip.read(entry, 'zip')
    } catch (error) {
      yield { name, refusal: asRefusal(error, name) }
      continue
    }
    yield* open(bytes, name, depth + 1)
  }
  if (files === 0) throw refusals.archiveEmpty(archive)
}

function asRefusal(error: unknown, name: string): Refusal {
  if (error instanceof Refusal) return error
  return refusals.fileDamaged(name, 'zip', error instanceof Error ? error.message : String(error))
}

/** Folders, and what operating systems and office programs leave in archives. */
function isLeftover(name: string): boolean {
  return /\/$|(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)/i.test(name)
}

function isUnsafe(name: string): boolean {
  return validateFileName(name) !== null || /^[a-z]:|[\0\\]/i.test(name)
}

/**
 * The name of an entry. Archives made by Chinese Windows store it in GBK without saying so; those of other systems in
 * UTF-8, sometimes without saying so either.
 */
function nameOf(entry: Entry): string {
  const saysUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0
  const hasUnicodePath = entry.extraFields.some((field) => field.id === 0x7075)
  if (!saysUtf8 && !hasUnicodePath) {
    const decoded = decodeStrictly(entry.fileNameRaw, 'utf-8') ?? decodeStrictly(entry.fileNameRaw, 'gb18030')
    if (decoded !== null) return decoded.replaceAll('\\', '/')
  }
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
}
