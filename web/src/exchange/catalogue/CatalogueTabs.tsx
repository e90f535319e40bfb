import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { activeInView } from '../../shell/activeInView.ts'
import '../../delivery/joint/matters.css'

/** 本节点目录 · 其他节点的资源. */
export function CatalogueTabs() {
  const { t } = useTranslation()
  const active = { className: 'active' }
  return (
    <nav ref={activeInView} className="part-tabs no-print" aria-label={t('exchange.catalogue.tabs.label')}>
      <Link to="/resources" activeOptions={{ exact: true, includeSearch: false }} activeProps={active}>
        {t('exchange.catalogue.tabs.own')}
      </Link>
      <Link to="/resources/elsewhere" activeOptions={{ includeSearch: false }} activeProps={active}>
        {t('exchange.catalogue.tabs.elsewhere')}
      </Link>
    </nav>
  )
}
