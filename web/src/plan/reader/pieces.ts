import type { DocumentText, Provision, Span, TextBlock } from '../../../../src/plan/schemas.ts'

/** How a heading is set: chapters and sections stand in the middle, items at the margin. */
export type Form = 'title' | 'chapter' | 'section' | 'item'

/** One thing set on the page: a heading, a paragraph (perhaps with a heading run into it), a table, or furniture. */
export type Piece =
  | { kind: 'heading'; span: Span; provision: string; depth: number; form: Form; marker: Span | null; box: boolean }
  | { kind: 'paragraph'; span: Span; provision: string; heading: Span | null; box: boolean }
  | { kind: 'table'; span: Span; provision: string; table: number | undefined; rows: Span[][]; box: boolean }
  | { kind: 'furniture'; span: Span; provision: string; reason: string; box: boolean }

/** A stretch of pieces that is laid out together, or skipped together while far from the window. */
export interface Chunk {
  key: string
  /** Where it begins in the canonical text, and where its last piece ends. */
  start: number
  end: number
  pieces: readonly Piece[]
  characters: number
}

const CHUNK_CHARACTERS = 2400
const standingMarker = /^(第.{1,8}[编篇部章节]|专栏|附件|附表|[一二三四五六七八九十百]+、)/
const boxMarker = /^专栏/

/** Follows the outline through the text: which provision governs a position. Positions must be asked in order. */
class Governing {
  readonly #provisions: readonly Provision[]
  #next = 0
  #open: { provision: Provision; depth: number; box: boolean }[] = []

  constructor(provisions: readonly Provision[]) {
    this.#provisions = provisions
  }

  at(position: number) {
    for (
      let next = this.#provisions[this.#next];
      next && next.span[0] <= position;
      next = this.#provisions[this.#next]
    ) {
      this.#close(next.span[0])
      const above = this.#open.at(-1)
      const box = (above?.box ?? false) || boxMarker.test(next.marker)
      this.#open.push({ provision: next, depth: this.#open.length + 1, box })
      this.#next++
    }
    this.#close(position)
    return this.#open.at(-1)
  }

  #close(position: number) {
    while (this.#open.length > 0 && (this.#open.at(-1)?.provision.extent[1] ?? 0) <= position) this.#open.pop()
  }
}

type Source = Pick<DocumentText, 'text' | 'blocks' | 'provisions' | 'title'>

/**
 * Lays the text of a document out as pieces of a page. Blocks are cut where a provision begins or a box ends, so that
 * a source without line breaks still reads as paragraphs; no character of a block is lost or shown twice.
 */
export function piecesOf({ text, blocks, provisions, title }: Source): Piece[] {
  const ordered = [...provisions].sort((one, other) => one.span[0] - other.span[0] || one.level - other.level)
  const governing = new Governing(ordered)
  const cuts = [...new Set(ordered.flatMap(({ span, extent }) => [span[0], extent[1]]))].sort(
    (one, other) => one - other,
  )
  const pieces: Piece[] = []
  let cut = 0
  for (const block of blocks) {
    const [start, end] = block.span
    while ((cuts[cut] ?? Number.POSITIVE_INFINITY) <= start) cut++
    if (block.kind === 'table_row') {
      addRow(pieces, block, governing.at(start))
      continue
    }
    if (block.kind === 'furniture') {
      const at = governing.at(start)
      const provision = at?.provision.address ?? ''
      pieces.push({ kind: 'furniture', span: block.span, provision, reason: block.reason ?? '', box: at?.box ?? false })
      continue
    }
    const edges = [start]
    for (let next = cuts[cut]; next !== undefined && next < end; next = cuts[++cut]) edges.push(next)
    edges.push(end)
    for (let edge = 0; edge + 1 < edges.length; edge++)
      addText(pieces, text, [edges[edge] as number, edges[edge + 1] as number], block, governing)
  }
  setTitle(pieces, text, title)
  return pieces
}

/** The document's own title, where it stands as a line before the first provision, is set as one. */
function setTitle(pieces: Piece[], text: string, title: string) {
  const wanted = bare(title)
  for (const [index, piece] of pieces.entries()) {
    if (piece.provision !== '' || index > 40) return
    if (piece.kind !== 'paragraph' || bare(text.slice(...piece.span)) !== wanted) continue
    const { span, provision, box } = piece
    pieces[index] = { kind: 'heading', span, provision, depth: 1, form: 'title', marker: null, box }
    return
  }
}

const bare = (line: string) => line.replace(/[\s\u3000《》]/gu, '')

function addRow(pieces: Piece[], block: TextBlock, at: ReturnType<Governing['at']>) {
  const cells = block.cells ?? [block.span]
  const last = pieces.at(-1)
  if (last?.kind === 'table' && last.table === block.table) {
    last.rows.push(cells)
    last.span = [last.span[0], block.span[1]]
    return
  }
  const provision = at?.provision.address ?? ''
  pieces.push({ kind: 'table', span: block.span, provision, table: block.table, rows: [cells], box: at?.box ?? false })
}

function addText(pieces: Piece[], text: string, whole: Span, block: TextBlock, governing: Governing) {
  const span = trimmed(text, whole)
  if (span[1] <= span[0]) return
  const at = governing.at(whole[0])
  const provision = at?.provision.address ?? ''
  const box = at?.box ?? false
  const heading = at && at.provision.span[0] >= whole[0] && at.provision.span[0] < span[1] ? at.provision : undefined
  if (!at || !heading) {
    if (block.kind === 'heading') {
      const depth = block.level ?? 1
      pieces.push({ kind: 'heading', span, provision, depth, form: formOf('', depth), marker: null, box })
    } else pieces.push({ kind: 'paragraph', span, provision, heading: null, box })
    return
  }
  const headingEnd = Math.min(Math.max(heading.span[1], span[0]), span[1])
  const rest = trimmed(text, [headingEnd, span[1]])
  const goesOn = rest[1] > rest[0]
  const stops = goesOn && afterTitle.test(text.charAt(rest[0])) // 加强领导。……: the title is the paragraph's first words
  const stands =
    !goesOn || block.kind === 'heading' || standingMarker.test(heading.marker) || (!heading.marker && !stops)
  const isSentence = !goesOn && headingEnd - span[0] > TITLE_CHARACTERS // a numbered sentence, not a title
  if (stands && !isSentence) {
    const title: Span = [span[0], stops ? rest[0] + 1 : headingEnd]
    const marker = markerOf(text, title, heading.marker)
    const { depth } = at
    pieces.push({ kind: 'heading', span: title, provision, depth, form: formOf(heading.marker, depth), marker, box })
    const body = trimmed(text, [title[1], span[1]])
    if (body[1] > body[0]) pieces.push({ kind: 'paragraph', span: body, provision, heading: null, box })
  } else pieces.push({ kind: 'paragraph', span, provision, heading: isSentence ? null : [span[0], headingEnd], box })
}

function formOf(marker: string, depth: number): Form {
  if (/^第.{1,8}节$/u.test(marker)) return 'section'
  return depth === 1 || /^第.{1,8}[编篇部章]$/u.test(marker) ? 'chapter' : 'item'
}

const afterTitle = /[。．.：:；;，,]/
const TITLE_CHARACTERS = 60

/** 第一节 before its title, where the source runs them together: to be set apart on the page. */
function markerOf(text: string, [start]: Span, marker: string): Span | null {
  const runsOn = /^第.{1,8}[编篇部章节]$/u.test(marker) && text.startsWith(marker, start)
  return runsOn && !blank.test(text.charAt(start + marker.length)) ? [start, start + marker.length] : null
}

const blank = /[\s\u3000\u00a0\ufeff]/

function trimmed(text: string, [start, end]: Span): Span {
  let from = start
  let to = end
  while (from < to && blank.test(text.charAt(from))) from++
  while (to > from && blank.test(text.charAt(to - 1))) to--
  return [from, to]
}

/** Groups pieces into chunks of about a screen or two, never parting a heading from what follows it. */
export function chunksOf(pieces: readonly Piece[]): Chunk[] {
  const chunks: Chunk[] = []
  let current: Piece[] = []
  let characters = 0
  const close = () => {
    const [first] = current
    const last = current.at(-1)
    if (first && last)
      chunks.push({ key: `${first.span[0]}`, start: first.span[0], end: last.span[1], pieces: current, characters })
    current = []
    characters = 0
  }
  for (const piece of pieces) {
    if (characters > CHUNK_CHARACTERS && current.at(-1)?.kind !== 'heading') close()
    current.push(piece)
    characters += piece.span[1] - piece.span[0]
  }
  close()
  return chunks
}
