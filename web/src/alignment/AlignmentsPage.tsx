import { ArrowRightOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AlignmentSummary } from '../../../src/alignment/schemas.ts'
import { useMay } from '../access/session.ts'
import { MoreRows } from '../shell/MoreRows.tsx'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { useMoment } from '../shell/time.ts'
import { useAlignments } from './api.ts'
import { StartForm } from './StartForm.tsx'
import { VerdictBar } from './VerdictBar.tsx'
import { VerdictSign } from './VerdictMark.tsx'
import { tallyFrom, totalOf, verdictKinds } from './verdicts.ts'
import { WeightsCard } from './WeightsCard.tsx'
import './alignments.css'
import './verdicts.css'

/** 衔接: the pairs of documents that are compared, and a new comparison. */
export function AlignmentsPage() {
  const { t } = useTranslation()
  const alignments = useAlignments()
  const mayStart = useMay('plan.confirm')
  const pages = alignments.data?.pages ?? []
  const items = pages.flatMap((page) => page.items)
  return (
    <Page
      title={t('alignment.title')}
      lede={t('alignment.lede')}
      actions={
        items.length > 0 && (
          <Link to="/alignment-matrix">
            <Button>{t('alignment.list.matrix')}</Button>
          </Link>
        )
      }
    >
      {mayStart && <StartForm />}
      <h2 className="section-title">
        {t('alignment.list.pairs')}
        {pages[0] && <small>{t('alignment.list.total', { count: pages[0].total })}</small>}
      </h2>
      {alignments.isPending && <Loading />}
      {alignments.isError && <ProblemNotice problem={alignments.error} onRetry={() => void alignments.refetch()} />}
      {alignments.data && items.length === 0 && (
        <QuietState title={t('alignment.list.none')}>
          {mayStart ? t('alignment.list.noneTodo') : t('alignment.list.noneRead')}
        </QuietState>
      )}
      <ul className="alignment-list">
        {items.map((item) => (
          <AlignmentLine key={item.id} item={item} />
        ))}
      </ul>
      {alignments.hasNextPage && (
        <MoreRows busy={alignments.isFetchingNextPage} onMore={() => void alignments.fetchNextPage()} />
      )}
      {items.length > 0 && <WeightsCard />}
    </Page>
  )
}

function AlignmentLine({ item }: { item: AlignmentSummary }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const tally = tallyFrom(item.counts)
  const total = totalOf(tally)
  return (
    <li className="alignment-line">
      <Link className="alignment-pair" to="/alignments/$alignmentId" params={{ alignmentId: item.id }}>
        <span>{item.upper.title}</span>
        <ArrowRightOutlined aria-hidden="true" />
        <span>{item.lower.title}</span>
      </Link>
      <div className="alignment-came-to">
        <VerdictBar tally={tally} />
        <ul>
          {verdictKinds.map((kind) => (
            <li key={kind}>
              <Link
                className={`of-${kind}`}
                to="/alignments/$alignmentId"
                params={{ alignmentId: item.id }}
                search={{ show: kind }}
              >
                <VerdictSign verdict={kind} /> {t(`alignment.verdicts.${kind}`)} <b>{tally[kind]}</b>
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <p className="alignment-facts">
        {(item.upper.sample || item.lower.sample) && <span className="badge extracted">{t('plan.sample')}</span>}
        <span>{t('alignment.list.reviewed', { done: item.reviewed.provisions, total })}</span>
        <span>{t('alignment.list.at', { at: moment(item.at) })}</span>
        {item.by && <span>{item.by.organizationName}</span>}
        {item.outdated && (
          <span className="badge extracted" title={item.failed?.reason}>
            {t(item.failed ? 'alignment.list.failed' : 'alignment.list.outdated')}
          </span>
        )}
      </p>
    </li>
  )
}
