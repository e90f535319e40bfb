import type { Readable } from 'node:stream'
import type { Entry, ZipFile } from 'yauzl'
import * as yauzl from 'yauzl'
import { LIMITS } from '../limits.ts'
import { refusals } from '../refusals.ts'

/** How much an archive may unpack to. Counted while inflating: what its headers say is not believed. */
interface UnpackLimits {
  entries: number
  partBytes: number
  totalBytes: number
  /** Inflated bytes for one packed byte, once a part is larger than `ratioFromBytes`; as for documents where not said. */
  ratio?: number
  ratioFromBytes?: number
}

export const CONTAINER_LIMITS: UnpackLimits = {
  entries: LIMITS.containerEntries,
  partBytes: LIMITS.partBytes,
  totalBytes: LIMITS.containerBytes,
}

/** A zip archive in memory. Entries are listed once; each is inflated when asked for, under limits shared by all. */
export class ZipArchive {
  readonly entries: readonly Entry[]
  readonly #zip: ZipFile
  readonly #file: string
  readonly #limits: UnpackLimits
  #inflated = 0

  private constructor(zip: ZipFile, entries: readonly Entry[], file: string, limits: UnpackLimits) {
    this.#zip = zip
    this.entries = entries
    this.#file = file
    this.#limits = limits
  }

  /** @throws Refusal file_damaged, archive_too_many_entries */
  static async open(bytes: Uint8Array, file: string, format: string, limits: UnpackLimits): Promise<ZipArchive> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    try {
      const zip = await openBuffer(buffer)
      if (zip.entryCount > limits.entries) throw refusals.archiveTooManyEntries(file, zip.entryCount, limits.entries)
      return new ZipArchive(zip, await listEntries(zip), file, limits)
    } catch (error) {
      throw isRefusal(error) ? error : refusals.fileDamaged(file, format, messageOf(error))
    }
  }

  /** The entry whose raw name is this, ignoring case; names inside office files are ASCII. */
  find(name: string): Entry | undefined {
    const wanted = name.toLowerCase()
    return this.entries.find((entry) => rawName(entry).toLowerCase() === wanted)
  }

  /** Inflates one entry. @throws Refusal container_too_large, file_damaged, file_encrypted */
  async read(entry: Entry, format: string): Promise<Uint8Array> {
    const name = rawName(entry)
    if (entry.isEncrypted()) throw refusals.fileEncrypted(this.#file, format)
    const { ratio = LIMITS.ratio, ratioFromBytes = LIMITS.ratioFromBytes } = this.#limits
    const tooLarge = (found: string) => refusals.containerTooLarge(this.#file, name, found)
    try {
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const chunk of await openStream(this.#zip, entry)) {
        const piece = chunk as Uint8Array
        size += piece.length
        this.#inflated += piece.length
        if (size > this.#limits.partBytes) throw tooLarge(`more than ${this.#limits.partBytes >> 20} MB`)
        if (this.#inflated > this.#limits.totalBytes)
          throw tooLarge(`more than ${this.#limits.totalBytes >> 20} MB with the others`)
        if (size > ratioFromBytes && size > entry.compressedSize * ratio)
          throw tooLarge(`more than ${ratio} times its packed size`)
        chunks.push(piece)
      }
      return Buffer.concat(chunks, size)
    } catch (error) {
      if (isRefusal(error)) throw error
      if (
        /invalid|size|distance|code|header|crc|unexpected|exceed|compression/i.test(messageOf(error)) &&
        entry.uncompressedSize > this.#limits.partBytes
      )
        throw tooLarge(`says ${entry.uncompressedSize} bytes`)
      throw refusals.fileDamaged(this.#file, format, `${name}: ${messageOf(error)}`)
    }
  }

  /** Inflates the entry of this name; null when there is none. */
  async readNamed(name: string, format: string): Promise<Uint8Array | null> {
    const entry = this.find(name)
    return entry ? this.read(entry, format) : null
  }
}

/** An entry's name as stored, decoded as UTF-8; for ASCII names of office parts. */
export function rawName(entry: Entry): string {
  return entry.fileNameRaw.toString('utf8').replaceAll('\\', '/')
}

function openBuffer(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, decodeStrings: false, validateEntrySizes: false }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    )
  })
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })
}

function openStream(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
  })
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'Refusal'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
