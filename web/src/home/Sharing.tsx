import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../access/session.ts'
import { waitsQuery } from '../exchange/requests/api.ts'

/** What of the sharing waits for the organization one acts for. None, nothing shown. */
export function Sharing() {
  const { t } = useTranslation()
  const mayRequest = useMay('sharing.request')
  const { data } = useQuery({ ...waitsQuery, enabled: mayRequest })
  if (!mayRequest || !data) return null
  const { review, reviewLate, reply, verify, provide, deletion } = data
  return (
    <>
      {review > 0 && (
        <p className="home-alerts" role="status">
          <Link to="/share-requests" search={{ view: 'review' }}>
            {t('exchange.sharing.home.review', { count: review })}
            {reviewLate > 0 && t('exchange.sharing.home.reviewLate', { count: reviewLate })}
          </Link>
        </p>
      )}
      {reply > 0 && (
        <p className="home-alerts" role="status">
          <Link to="/share-requests" search={{ view: 'mine' }}>
            {t('exchange.sharing.home.reply', { count: reply })}
          </Link>
        </p>
      )}
      {verify > 0 && (
        <p className="home-alerts" role="status">
          <Link to="/share-disputes" search={{ view: 'verify', state: 'open' }}>
            {t('exchange.sharing.home.verify', { count: verify })}
          </Link>
        </p>
      )}
      {provide > 0 && (
        <p className="home-alerts" role="status">
          <Link to="/share-agreements" search={{ view: 'provided', state: 'active' }}>
            {t('exchange.sharing.home.provide', { count: provide })}
          </Link>
        </p>
      )}
      {deletion > 0 && (
        <p className="home-alerts" role="status">
          <Link to="/share-agreements" search={{ view: 'used', state: 'ended' }}>
            {t('exchange.sharing.home.deletion', { count: deletion })}
          </Link>
        </p>
      )}
    </>
  )
}
