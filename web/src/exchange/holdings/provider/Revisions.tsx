import { useTranslation } from 'react-i18next'
import { MoreRows } from '../../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Loading } from '../../../shell/states.tsx'
import { useMoment } from '../../../shell/time.ts'
import { useRevisions } from '../api.ts'

/** 数据版本: each load and each correction, by whom, and what became of it. */
export function Revisions({ resourceId }: { resourceId: string }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const found = useRevisions(resourceId)
  const revisions = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section>
      <h2 className="section-title">{t('exchange.holdings.revisions.title')}</h2>
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.data && revisions.length === 0 && (
        <p className="catalogue-quiet">{t('exchange.holdings.revisions.none')}</p>
      )}
      {revisions.length > 0 && (
        <table className="mon-table cards">
          <thead>
            <tr>
              {(['revision', 'manner', 'counts', 'by', 'at'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`exchange.holdings.revisions.heads.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {revisions.map((one) => (
              <tr key={one.revision}>
                <td className="tight" data-label={t('exchange.holdings.revisions.heads.revision')}>
                  {one.revision}
                </td>
                <td data-label={t('exchange.holdings.revisions.heads.manner')}>
                  {t(`exchange.holdings.revisions.manners.${one.manner}`)}
                  <small className="holding-cell">
                    {one.reason ||
                      one.file ||
                      (one.manner === 'replace' || one.manner === 'merge' ? t('exchange.holdings.revisions.api') : '')}
                  </small>
                </td>
                <td data-label={t('exchange.holdings.revisions.heads.counts')}>
                  {t('exchange.holdings.revisions.counts', { ...one })}
                  <small title={one.sha256}>SHA-256 {one.sha256.slice(0, 12)}…</small>
                </td>
                <td data-label={t('exchange.holdings.revisions.heads.by')}>
                  {one.userName}
                  <small>{one.organizationName}</small>
                </td>
                <td className="tight" data-label={t('exchange.holdings.revisions.heads.at')}>
                  {moment(one.at)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.hasNextPage && <MoreRows busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />}
    </section>
  )
}
