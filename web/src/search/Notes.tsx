import { useTranslation } from 'react-i18next'
import type { SearchAnswer } from '../../../src/search/schemas.ts'
import { comma } from '../shell/punctuation.ts'

/** How the words were understood, where that is not plain: other names, other words, an index that is not complete. */
export function Notes({ answer }: { answer: SearchAnswer }) {
  const { t } = useTranslation()
  const { indexed, mode, terms, also } = answer
  const lines = [
    ...(indexed === null ? [] : [t('search.indexing', { percent: Math.floor(indexed * 100) })]),
    ...(mode === 'words' ? [t('search.byWords', { words: terms.join(comma()) })] : []),
    ...also.flatMap(({ term, spellings, renamed }) => [
      ...(spellings.length > 0 ? [t('search.also', { term, spellings: spellings.join(comma()) })] : []),
      ...(renamed.length > 0 ? [t('search.renamed', { term, spellings: renamed.join(comma()) })] : []),
    ]),
  ]
  return lines.map((line) => (
    <p key={line} className="search-note">
      {line}
    </p>
  ))
}
