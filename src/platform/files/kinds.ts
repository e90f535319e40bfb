const OLE = [0xd0, 0xcf, 0x11, 0xe0]
const ZIP = [0x50, 0x4b, 0x03, 0x04]

/** Files that are taken, how its bytes begin (null: a text, which has no such mark), and how it is handed out. */
const KINDS: ReadonlyMap<string, { type: string; begins: readonly number[] | null }> = new Map(
  Object.entries({
    pdf: { type: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46] },
    ofd: { type: 'application/ofd', begins: ZIP },
    doc: { type: 'application/msword', begins: OLE },
    wps: { type: 'application/octet-stream', begins: null },
    et: { type: 'application/octet-stream', begins: null },
    xls: { type: 'application/vnd.ms-excel', begins: OLE },
    ppt: { type: 'application/vnd.ms-powerpoint', begins: OLE },
    docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', begins: ZIP },
    xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', begins: ZIP },
    pptx: { type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', begins: ZIP },
    zip: { type: 'application/zip', begins: ZIP },
    png: { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47] },
    jpg: { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
    jpeg: { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
    webp: { type: 'image/webp', begins: [0x52, 0x49, 0x46, 0x46] },
    tif: { type: 'image/tiff', begins: null },
    tiff: { type: 'image/tiff', begins: null },
    mp4: { type: 'video/mp4', begins: null },
    txt: { type: 'text/plain; charset=utf-8', begins: null },
    md: { type: 'text/plain; charset=utf-8', begins: null },
    csv: { type: 'text/csv; charset=utf-8', begins: null },
    json: { type: 'application/json', begins: null },
    geojson: { type: 'application/geo+json', begins: null },
  }),
)

/**
 * The media type under which a file is handed out again; null where it is none that is taken. Its ending has to be known,
 * and its bytes have to begin as that kind of file does: a web page called report.pdf is none.
 */
export function mediaTypeOf(name: string, bytes: Uint8Array): string | null {
  const kind = KINDS.get(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '')
  const isAsSaid = kind?.begins?.every((byte, index) => bytes[index] === byte) ?? kind !== undefined
  return kind && isAsSaid ? kind.type : null
}
