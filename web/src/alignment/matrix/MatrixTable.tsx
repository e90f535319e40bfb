import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlignmentMatrix } from '../../../../src/alignment/schemas.ts'
import { semicolon } from '../../shell/punctuation.ts'
import { VerdictBar } from '../VerdictBar.tsx'
import { tallyFrom } from '../verdicts.ts'
import { chaptersOf } from '../view/chapters.ts'

type Cell = AlignmentMatrix['totals'][number]

/** Every cell a share: the fuller, the darker; its gaps are a number in words, and behind it. */
export function MatrixTable(props: {
  matrix: AlignmentMatrix
  open: string | undefined
  onOpen: (cell: string) => void
}) {
  const { columns, rows, totals, by } = props.matrix
  const { t } = useTranslation()
  const labelOf = (label: string) => label || t('alignment.matrix.unknownPlace')
  return (
    <div className="matrix-scroll">
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{t('alignment.matrix.chapter')}</th>
            {columns.map(({ key, label, documents }) => (
              <th key={key} scope="col">
                {by === 'document' && documents[0] ? (
                  <Link to="/alignments/$alignmentId" params={{ alignmentId: documents[0].alignmentId }}>
                    {labelOf(label)}
                  </Link>
                ) : (
                  <>
                    {labelOf(label)}
                    <small>{documents.map(({ title }) => title).join(semicolon())}</small>
                  </>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={`${row.first}${row.title}`}>
              <th scope="row">
                <ChapterMarker row={row} />
                {row.title}
                <small>{t('alignment.matrix.provisions', { count: row.provisions })}</small>
              </th>
              {row.cells.map((cell, column) => {
                const place = `${at}.${column}`
                return (
                  <td key={columns[column]?.key ?? column}>
                    <button
                      type="button"
                      className={`plain matrix-cell${props.open === place ? ' open' : ''}${cell.share === null ? ' nothing' : ''}`}
                      style={{ '--share': cell.share ?? 0 } as CSSProperties}
                      onClick={() => props.onOpen(place)}
                    >
                      <Figure cell={cell} />
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('alignment.matrix.whole')}</th>
            {totals.map((cell, column) => (
              <td key={columns[column]?.key ?? column}>
                <div className="matrix-cell total">
                  <Figure cell={cell} />
                </div>
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Figure({ cell }: { cell: Cell }) {
  const { t } = useTranslation()
  const { share, counts } = cell
  if (share === null) return <span className="matrix-nothing">{t('alignment.matrix.nothing')}</span>
  return (
    <>
      <b>{Math.round(share * 100)}%</b>
      <VerdictBar tally={tallyFrom(counts)} />
      {counts.notFound > 0 ? (
        <span className="matrix-gaps">{t('alignment.matrix.gapsOf', { count: counts.notFound })}</span>
      ) : (
        <span className="matrix-whole">
          {counts.partly > 0 ? t('alignment.matrix.partlyOf', { count: counts.partly }) : t('alignment.matrix.noGaps')}
        </span>
      )}
    </>
  )
}

function ChapterMarker({ row }: { row: AlignmentMatrix['rows'][number] }) {
  const [chapter] = chaptersOf([{ address: row.first ?? '', title: row.title, path: [] }])
  return chapter?.marker ? <span className="marker">{chapter.marker}</span> : null
}
