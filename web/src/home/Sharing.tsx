import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../access/session.ts'
import { waitsQuery } from '../exchange/requests/api.ts'

/** What of the sharing waits for the organization one acts for; what is late stands out. None, nothing shown. */
export function Sharing() {
  const { t } = useTranslation()
  const mayRequest = useMay('sharing.request')
  const { data } = useQuery({ ...waitsQuery, enabled: mayRequest })
  if (!mayRequest || !data) return null
  const { review, reviewLate, reply, verify, verifyLate, provide, deletion } = data
  if (review + reply + verify + provide + deletion === 0) return null
  return (
    <ul className={reviewLate + verifyLate > 0 ? 'home-sharing late' : 'home-sharing'}>
      {review > 0 && (
        <li>
          <Link to="/share-requests" search={{ view: 'review', state: 'submitted' }}>
            {t('exchange.sharing.home.review', { count: review })}
            {reviewLate > 0 && t('exchange.sharing.home.late', { count: reviewLate })}
          </Link>
        </li>
      )}
      {reply > 0 && (
        <li>
          <Link to="/share-requests" search={{ view: 'mine' }}>
            {t('exchange.sharing.home.reply', { count: reply })}
          </Link>
        </li>
      )}
      {verify > 0 && (
        <li>
          <Link to="/share-disputes" search={{ view: 'verify', state: 'open' }}>
            {t('exchange.sharing.home.verify', { count: verify })}
            {verifyLate > 0 && t('exchange.sharing.home.late', { count: verifyLate })}
          </Link>
        </li>
      )}
      {provide > 0 && (
        <li>
          <Link to="/share-agreements" search={{ view: 'provided', state: 'active' }}>
            {t('exchange.sharing.home.provide', { count: provide })}
          </Link>
        </li>
      )}
      {deletion > 0 && (
        <li>
          <Link to="/share-agreements" search={{ view: 'used', state: 'ended' }}>
            {t('exchange.sharing.home.deletion', { count: deletion })}
          </Link>
        </li>
      )}
    </ul>
  )
}
