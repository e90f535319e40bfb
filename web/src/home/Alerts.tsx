import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../access/session.ts'
import { waitingAlertsQuery } from '../monitoring/alerts/api.ts'

/** Alerts that wait for the receipt of the organization one acts for. None, nothing shown. */
export function Alerts() {
  const { t } = useTranslation()
  const mayHandle = useMay('alert.handle')
  const waiting = useQuery({ ...waitingAlertsQuery, enabled: mayHandle })
  if (!mayHandle || !waiting.data || waiting.data.total === 0) return null
  return (
    <p className="home-alerts" role="status">
      <Link to="/alerts" search={{ view: 'toReceive' }}>
        {t('home.alerts', { count: waiting.data.total })}
      </Link>
    </p>
  )
}
