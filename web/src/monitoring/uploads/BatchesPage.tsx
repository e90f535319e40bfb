import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../../../src/monitoring/schemas.ts'
import { useMay } from '../../access/session.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { semicolon } from '../../shell/punctuation.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { dayOf } from '../shared/values.ts'
import { batchQuery, useBatches } from './api.ts'
import { FlaggedValues } from './FlaggedValues.tsx'
import '../shared/shared.css'
import './uploads.css'

const route = getRouteApi('/observations/batches')

/** 数据批次: what came in together, from whom, when and why. */
export function BatchesPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const { batch } = route.useSearch()
  const list = useBatches()
  const mayWrite = useMay('observation.write')
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  return (
    <Page
      title={t('monitoring.uploads.batchesTitle')}
      lede={t('monitoring.uploads.batchesLede')}
      actions={
        <>
          <Link to="/observations/retention" className="mon-action">
            {t('monitoring.retention.title')}
          </Link>
          {mayWrite && (
            <Link to="/observations/upload" className="mon-action">
              {t('monitoring.uploads.title')}
            </Link>
          )}
        </>
      }
    >
      {batch !== undefined && <OneBatch id={batch} />}
      {total !== undefined && (
        <p className="mon-note" aria-live="polite">
          {t('monitoring.uploads.batchTotal', { formatted: number(total) })}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('monitoring.uploads.noBatches')}>{t('monitoring.uploads.noBatchesTodo')}</QuietState>
      )}
      {items.length > 0 && (
        <table className="mon-table cards">
          <thead>
            <tr>
              {(['batch', 'source', 'what', 'span', 'by', 'at'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`monitoring.uploads.heads.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <Row key={one.id} one={one} chosen={one.id === batch} />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function useCounts(): (one: Batch) => string {
  const { t } = useTranslation()
  const number = useNumber()
  return (one) =>
    (['added', 'same', 'corrected', 'conflicting', 'flagged'] as const)
      .filter((name) => one[name] > 0)
      .map((name) => t(`monitoring.uploads.outcome.${name}`, { formatted: number(one[name]) }))
      .join(semicolon())
}

const spanOf = ({ firstTime, lastTime }: Batch): string => {
  if (!firstTime || !lastTime) return '—'
  const [first, last] = [dayOf(firstTime), dayOf(lastTime)]
  return first === last ? first : `${first} – ${last}`
}

function Row({ one, chosen }: { one: Batch; chosen: boolean }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const counts = useCounts()
  return (
    <tr className={chosen ? 'chosen' : undefined}>
      <td className="tight">
        <Link to="/observations/batches" search={{ batch: one.id }}>
          {t('monitoring.sections.batch', { id: one.id })}
        </Link>
      </td>
      <td>
        {t(`monitoring.uploads.sources.${one.source}`)}
        <small>{one.name || one.reason}</small>
      </td>
      <td>{counts(one) || t('monitoring.uploads.nothingNew')}</td>
      <td className="tight" data-label={t('monitoring.uploads.heads.span')}>
        {spanOf(one)}
      </td>
      <td data-label={t('monitoring.uploads.heads.by')}>
        {one.organizationName}
        <small>{one.userName}</small>
      </td>
      <td className="tight" data-label={t('monitoring.uploads.heads.at')}>
        {moment(one.at)}
      </td>
    </tr>
  )
}

/** The batch to which an observation leads back. */
function OneBatch({ id }: { id: number }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const counts = useCounts()
  const found = useQuery(batchQuery(id))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} />
  const one = found.data
  return (
    <section className="sheet upl-next">
      <h2>{t('monitoring.sections.batch', { id })}</h2>
      <dl className="mon-facts">
        {[
          [t('monitoring.uploads.heads.source'), t(`monitoring.uploads.sources.${one.source}`)],
          ...(one.name ? [[t('monitoring.uploads.heads.file'), one.name]] : []),
          [t('monitoring.uploads.heads.what'), counts(one) || t('monitoring.uploads.nothingNew')],
          [t('monitoring.uploads.heads.span'), spanOf(one)],
          [t('monitoring.uploads.heads.by'), `${one.organizationName} ${one.userName}`],
          [t('monitoring.uploads.heads.at'), moment(one.at)],
          ...(one.reason ? [[t('monitoring.uploads.heads.reason'), one.reason]] : []),
        ].map(([label, said]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      {one.flagged > 0 && <FlaggedValues of={one} />}
    </section>
  )
}
