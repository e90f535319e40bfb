import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../src/search/schemas.ts'
import { bracketed, colon, comma } from '../shell/punctuation.ts'
import { Marked } from './Marked.tsx'

/** One provision that holds the words: where it stands, and the words around them. */
export function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation()
  const { document, address, label, labelMarks, above, kinds, snippet, marks, cut, units } = hit
  return (
    <li className="search-hit">
      <Link
        to="/documents/$documentId"
        params={{ documentId: document.id }}
        search={address === null ? {} : { at: address }}
        className="search-hit-label"
      >
        {address === null ? t('search.preamble') : <Marked text={label} marks={labelMarks} />}
      </Link>
      <p className="search-hit-text">
        {cut[0] && '…'}
        <Marked text={snippet} marks={marks} />
        {cut[1] && '…'}
      </p>
      {units.length > 0 && (
        <p className="search-hit-text">
          {t('search.names')}
          {colon()}
          <mark>{units.join(comma())}</mark>
        </p>
      )}
      <p className="search-hit-place">
        <span>
          {[document.title, ...above].join(' › ')}
          {document.date && `${bracketed(document.date.slice(0, 4))}`}
        </span>
        {document.sample && <span className="badge">{t('shell.sample')}</span>}
        {kinds.map((kind) => (
          <span key={kind} className="badge solid">
            {t(`kinds.${kind}`)}
          </span>
        ))}
      </p>
    </li>
  )
}
