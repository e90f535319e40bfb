import { useTranslation } from 'react-i18next'
import type { ResourceDetail } from '../../../../src/exchange/schemas.ts'
import { RefreshButton } from './acts/RefreshDialog.tsx'

/** 更新记录: when the data were updated, held against what was promised. */
export function Refreshes({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  const { state, refreshes, dueOn, mayCompile } = resource
  if (state !== 'published' && refreshes.length === 0) return null
  return (
    <section>
      <h2 className="section-title">{t('exchange.catalogue.refreshes.title')}</h2>
      {state === 'published' && (
        <p className="catalogue-refresh">
          <span className={resource.freshness === 'late' ? 'catalogue-late' : ''}>
            {dueOn
              ? t(`exchange.catalogue.refreshes.${resource.freshness === 'late' ? 'wasDue' : 'due'}`, { day: dueOn })
              : t('exchange.catalogue.refreshes.noPromise')}
          </span>
          {mayCompile && <RefreshButton resource={resource} />}
        </p>
      )}
      {refreshes.length === 0 && <p className="catalogue-quiet">{t('exchange.catalogue.refreshes.none')}</p>}
      {refreshes.length > 0 && (
        <table className="mon-table cards">
          <thead>
            <tr>
              {(['day', 'note', 'by'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`exchange.catalogue.refreshes.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {refreshes.map((one) => (
              <tr key={one.id}>
                <td className="tight">{one.refreshedOn}</td>
                <td data-label={one.note ? t('exchange.catalogue.refreshes.note') : undefined}>{one.note}</td>
                <td data-label={t('exchange.catalogue.refreshes.by')}>
                  {one.userName}
                  <small>{one.organizationName}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
