import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ResourceDetail } from '../../../../src/exchange/schemas.ts'
import '../../delivery/joint/joint.css'

/** 目录说明 · 数据 · 使用情况: the pages of a resource that has been published. */
export function ResourceTabs({ resource }: { resource: Pick<ResourceDetail, 'id' | 'code'> }) {
  const { t } = useTranslation()
  if (resource.code === null) return null
  const params = { resourceId: resource.id }
  const active = { className: 'active' }
  return (
    <nav className="part-tabs no-print" aria-label={t('exchange.holdings.tabs.label')}>
      <Link
        to="/resources/$resourceId"
        params={params}
        activeOptions={{ exact: true, includeSearch: false }}
        activeProps={active}
      >
        {t('exchange.holdings.tabs.description')}
      </Link>
      <Link to="/resources/$resourceId/data" params={params} activeProps={active}>
        {t('exchange.holdings.tabs.data')}
      </Link>
      <Link to="/resources/$resourceId/uses" params={params} activeProps={active}>
        {t('exchange.holdings.tabs.uses')}
      </Link>
    </nav>
  )
}
