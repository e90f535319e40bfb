import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Problem } from '../shell/api.ts'
import { useTabTitle } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { alignmentQuery } from './api.ts'
import { AlignmentView } from './view/AlignmentView.tsx'
import '../plan/reader/pane.css'
import './verdicts.css'
import './view/cards.css'
import './view/channel.css'
import './view/view.css'

/** 衔接: one document beside the one that carries it out. */
export function AlignmentPage() {
  const { t } = useTranslation()
  const { alignmentId } = useParams({ from: '/alignments/$alignmentId' })
  const view = useQuery(alignmentQuery(alignmentId))
  useTabTitle(view.data ? `${view.data.upper.title} → ${view.data.lower.title}` : t('alignment.title'))
  if (view.isPending) return <Loading label={t('alignment.view.loading')} />
  if (view.isError)
    return view.error instanceof Problem && view.error.status === 404 ? (
      <QuietState
        title={t('alignment.view.notFound')}
        action={<Link to="/alignments">{t('alignment.view.toList')}</Link>}
      >
        {t('alignment.view.notFoundTodo')}
      </QuietState>
    ) : (
      <div className="page narrow">
        <ProblemNotice problem={view.error} onRetry={() => void view.refetch()} />
      </div>
    )
  return <AlignmentView key={alignmentId} view={view.data} />
}
