import { checkSize } from './check.ts'
import { CONTAINER_LIMITS, rawName, ZipArchive } from './container/zip.ts'
import { readInWorker } from './isolation.ts'
import { refusals } from './refusals.ts'
import { type Content, sniff, sniffZip } from './sniff.ts'
import { readMarkdown } from './text/readMarkdown.ts'
import { readText } from './text/readText.ts'
import type { SourceText } from './types.ts'

/**
 * Reads one document: bytes in, canonical text and blocks out. What it is, is decided by its content, not its name.
 * Everything but text of a usual length is read in a worker thread with a limit on time and memory, so that a hostile
 * file cannot hold up the caller.
 * @throws Refusal with a code of `refusals.ts`, and nothing else
 */
export async function readSource(bytes: Uint8Array, fileName: string): Promise<SourceText> {
  checkSize(bytes.length, fileName)
  const content = sniff(bytes, fileName)
  const isQuick = isText(content) && !hasManyLines(bytes)
  return isQuick ? readHere(bytes, fileName, content) : readInWorker(bytes, fileName)
}

/** Like readSource, but in this thread and without the limit on time. */
export async function readSourceHere(bytes: Uint8Array, fileName: string): Promise<SourceText> {
  checkSize(bytes.length, fileName)
  return readHere(bytes, fileName, sniff(bytes, fileName))
}

/** More lines than this are no plan; reading them would hold up the caller for seconds. */
const MOST_QUICK_LINES = 400_000

function hasManyLines(bytes: Uint8Array): boolean {
  if (bytes.length < MOST_QUICK_LINES) return false
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let lines = 0
  for (const end of [0x0a, 0x0d])
    for (let at = buffer.indexOf(end); at !== -1; at = buffer.indexOf(end, at + 1))
      if (++lines > MOST_QUICK_LINES) return true
  return false
}

const isText = (content: Content) => content.is !== 'pdf' && content.is !== 'zip' && content.is !== 'html'

async function readHere(bytes: Uint8Array, fileName: string, content: Content): Promise<SourceText> {
  switch (content.is) {
    case 'txt':
      return readText(bytes, fileName)
    case 'md':
      return readMarkdown(bytes, fileName)
    case 'html':
      return (await import('./html/readHtml.ts')).readHtml(bytes, fileName)
    case 'pdf':
      return (await import('./pdf/readPdf.ts')).readPdf(bytes, fileName)
    case 'zip':
      return readZipped(bytes, fileName)
    case 'unsupported':
      throw refusals.formatUnsupported(fileName, content.format, content.saveAs)
    case 'encrypted':
      throw refusals.fileEncrypted(fileName, content.format)
    case 'binary':
      throw refusals.notText(fileName, content.found)
  }
}

async function readZipped(bytes: Uint8Array, fileName: string): Promise<SourceText> {
  const zip = await ZipArchive.open(bytes, fileName, 'zip', CONTAINER_LIMITS)
  const kind = sniffZip(zip.entries.map(rawName))
  if (kind === 'docx') return (await import('./docx/readDocx.ts')).readDocx(zip, fileName)
  if (kind === 'xlsx') return (await import('./xlsx/readXlsx.ts')).readXlsx(zip, fileName)
  if (kind === 'archive') throw refusals.archiveNeedsOpening(fileName)
  throw refusals.formatUnsupported(fileName, kind.format, kind.saveAs)
}
