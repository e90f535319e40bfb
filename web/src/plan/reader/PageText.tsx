import { Fragment, memo } from 'react'
import { CarriedLines } from '../../alignment/reader/CarriedLines.tsx'
import type { PageMark } from './marks.ts'
import type { Chunk, Piece } from './pieces.ts'
import { type PageSource, Runs } from './Runs.tsx'

/** Height that a chunk will have, roughly, while it has not been laid out: about 34 characters to a line. */
const roughHeight = ({ characters, pieces }: Chunk) => `${Math.ceil(characters / 34) * 2 + pieces.length}rem`

interface ChunkProps {
  chunk: Chunk
  source: PageSource
  /** False while it is far away and its turn has not come: then its place is kept. */
  set: boolean
}

/** One stretch of the page. It is drawn anew only when something that lies over it has changed. */
export const ChunkText = memo(
  function ChunkText({ chunk, source, set }: ChunkProps) {
    const height = roughHeight(chunk)
    if (!set) return <section className="chunk unset" style={{ height }} data-start={chunk.start} />
    return (
      <section className="chunk" style={{ containIntrinsicBlockSize: `auto ${height}` }}>
        {chunk.pieces.map((piece) => (
          <Fragment key={piece.span[0]}>
            <PieceText piece={piece} source={source} />
            {begins(piece) && <CarriedLines address={piece.provision} />}
          </Fragment>
        ))}
      </section>
    )
  },
  (before, after) =>
    before.chunk === after.chunk &&
    before.set === after.set &&
    (before.source === after.source || (!after.set && !before.set) || isSame(before, after)),
)

/** Whether a chunk looks the same under both sources: the same marks, in the same states. */
function isSame(before: ChunkProps, after: ChunkProps): boolean {
  if (before.source.text !== after.source.text || before.source.asPrinted !== after.source.asPrinted) return false
  const span = [after.chunk.start, after.chunk.end] as const
  const marks = before.source.marks.touching(span)
  const newer = after.source.marks.touching(span)
  return marks.length === newer.length && marks.every((mark, index) => isSameMark(mark, newer[index], before, after))
}

function isSameMark(mark: PageMark, newer: PageMark | undefined, before: ChunkProps, after: ChunkProps): boolean {
  if (mark === newer) return true
  if (mark.layer !== newer?.layer || mark.span[0] !== newer.span[0] || mark.span[1] !== newer.span[1]) return false
  const [id, newerId] = [commitmentOf(mark), commitmentOf(newer)]
  return id === newerId && (id === undefined || before.source.states.get(id) === after.source.states.get(id))
}

const commitmentOf = (mark: PageMark) =>
  mark.layer === 'commitment' ? mark.id : mark.layer === 'mention' ? mark.mention.commitmentId : undefined

/** Whether a provision begins with this piece: its heading stands there. */
const begins = (piece: Piece) =>
  piece.provision !== '' && (piece.kind === 'heading' || (piece.kind === 'paragraph' && piece.heading !== null))

function PieceText({ piece, source }: { piece: Piece; source: PageSource }) {
  const facts = { 'data-provision': piece.provision, 'data-start': piece.span[0] }
  const boxed = piece.box ? ' boxed' : ''
  if (piece.kind === 'heading') {
    const Heading = `h${Math.min(piece.depth + 1, 6)}` as 'h2'
    return (
      <Heading className={`head ${piece.form}${boxed}`} {...facts} data-heading>
        {piece.marker ? (
          <>
            <span className="head-marker">
              <Runs span={piece.marker} source={source} />
            </span>
            <Runs span={[piece.marker[1], piece.span[1]]} source={source} />
          </>
        ) : (
          <Runs span={piece.span} source={source} />
        )}
      </Heading>
    )
  }
  if (piece.kind === 'furniture')
    return (
      <p className="furniture" {...facts} title={piece.reason}>
        {source.text.slice(...piece.span)}
      </p>
    )
  if (piece.kind === 'table') return <TableText piece={piece} source={source} />
  const { heading, span } = piece
  return (
    <p className={`para${boxed}`} {...facts} {...(heading ? { 'data-heading': '' } : {})}>
      {heading ? (
        <>
          <b className="run-in">
            <Runs span={heading} source={source} />
          </b>
          <Runs span={[heading[1], span[1]]} source={source} />
        </>
      ) : (
        <Runs span={span} source={source} />
      )}
    </p>
  )
}

function TableText({ piece, source }: { piece: Extract<Piece, { kind: 'table' }>; source: PageSource }) {
  const [header, ...body] = piece.rows
  return (
    <div className="table-frame" data-provision={piece.provision} data-start={piece.span[0]}>
      <table>
        {header && (
          <thead>
            <tr>
              {header.map((cell) => (
                <th key={cell[0]} scope="col" data-start={cell[0]}>
                  <Runs span={cell} source={source} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {body.map((row) => (
            <tr key={row[0]?.[0]}>
              {row.map((cell) => (
                <td key={cell[0]} data-start={cell[0]}>
                  <Runs span={cell} source={source} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
