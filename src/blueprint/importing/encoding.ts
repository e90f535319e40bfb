/** What a text of a file is encoded in, as GDAL and TextDecoder call it. */
export interface FoundEncoding {
  name: string
  from: 'file' | 'detected' | 'chosen'
}

/** Encodings that Chinese authorities' files come in. */
const DECODERS = { 'UTF-8': 'utf-8', GB18030: 'gb18030', BIG5: 'big5' } as const

/** How a .cpg or a person may call them. */
export function knownEncoding(name: string): keyof typeof DECODERS | null {
  const plain = name
    .trim()
    .toUpperCase()
    .replaceAll(/[\s_-]/g, '')
  if (/^(UTF8|65001|CP65001)$/.test(plain)) return 'UTF-8'
  if (/^(GBK|GB2312|GB18030|936|CP936|ANSI936|MS936|OEM936|EUCCN)$/.test(plain)) return 'GB18030'
  if (/^(BIG5|950|CP950)$/.test(plain)) return 'BIG5'
  return null
}

/** UTF-8 where all of it is, else GB18030 where all of it is; null where it is neither. */
export function detectEncoding(bytes: Uint8Array): 'UTF-8' | 'GB18030' | null {
  for (const name of ['UTF-8', 'GB18030'] as const) {
    try {
      new TextDecoder(DECODERS[name], { fatal: true }).decode(bytes)
      return name
    } catch {
      // Not this one.
    }
  }
  return null
}

/** The text of bytes in an encoding of ours; what is none is shown as �. */
export const decode = (bytes: Uint8Array, encoding: keyof typeof DECODERS) =>
  new TextDecoder(DECODERS[encoding]).decode(bytes)

/** Of a DBF table: its texts one after the other (names of fields, values), to tell their encoding by. */
export function dbfTexts(dbf: Uint8Array): Uint8Array {
  const view = new DataView(dbf.buffer, dbf.byteOffset, dbf.byteLength)
  const [headerSize, recordSize] = [view.getUint16(8, true), view.getUint16(10, true)]
  const fields = fieldsOf(dbf, headerSize)
  const chunks: Uint8Array[] = fields.map(({ name }) => name)
  const texts = fields.filter(({ type }) => type === 'C')
  const records = Math.min(view.getUint32(4, true), 5000)
  for (let record = 0; record < records; record++) {
    const start = headerSize + record * recordSize
    for (const { at, size } of texts) {
      const value = dbf.subarray(start + at, start + at + size)
      const end = value.findLastIndex((byte) => byte !== 0x20 && byte !== 0)
      // A value that was cut off in the middle of a character tells nothing: full fields are left out.
      if (end >= 0 && end < size - 4) chunks.push(value.subarray(0, end + 1), new Uint8Array([0x20]))
    }
  }
  return Buffer.concat(chunks)
}

function fieldsOf(dbf: Uint8Array, headerSize: number) {
  const fields: { name: Uint8Array; type: string; at: number; size: number }[] = []
  let at = 1
  for (let start = 32; start + 32 <= headerSize && dbf[start] !== 0x0d; start += 32) {
    const raw = dbf.subarray(start, start + 11)
    const end = raw.indexOf(0)
    const size = dbf[start + 16] ?? 0
    fields.push({
      name: raw.subarray(0, end < 0 ? 11 : end),
      type: String.fromCharCode(dbf[start + 11] ?? 0),
      at,
      size,
    })
    at += size
  }
  return fields
}
