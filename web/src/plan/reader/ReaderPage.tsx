import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../shell/api.ts'
import { useTabTitle } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { documentCommitmentsQuery, documentQuery, documentTextQuery } from '../api.ts'
import { Reader } from './Reader.tsx'
import '../documents/documents.css'
import './pane.css'
import './reader.css'

/** The reader: outline, page and commitments of one document, side by side. */
export function ReaderPage() {
  const { t } = useTranslation()
  const { documentId } = useParams({ from: '/documents/$documentId' })
  const facts = useQuery(documentQuery(documentId))
  const text = useQuery(documentTextQuery(documentId, facts.data?.version))
  const commitments = useQuery(documentCommitmentsQuery(documentId))
  useTabTitle(facts.data?.title ?? t('nav.documents'))

  const failed = [facts, text, commitments].find(({ isError }) => isError)
  if (failed?.error instanceof Problem && failed.error.status === 404)
    return (
      <QuietState title={t('reader.notFound')} action={<Link to="/documents">{t('reader.toDocuments')}</Link>}>
        {t('reader.notFoundTodo')}
      </QuietState>
    )
  if (failed)
    return (
      <div className="page narrow">
        <ProblemNotice
          problem={failed.error}
          onRetry={() => void Promise.all([facts.refetch(), text.refetch(), commitments.refetch()])}
        />
      </div>
    )
  if (!facts.data || !text.data || !commitments.data) return <Loading label={t('reader.loading')} />
  return (
    <Reader
      key={`${documentId} ${text.data.version}`}
      facts={facts.data}
      text={text.data}
      commitments={commitments.data.items}
    />
  )
}
