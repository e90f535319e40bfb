import { useTranslation } from 'react-i18next'
import type { RequestListed } from '../../../../src/exchange/schemas.ts'
import { bracketed } from '../../shell/punctuation.ts'

type Waiting = Pick<RequestListed, 'waiting' | 'provider' | 'recipient'>

/** Working days that are left, today, or by how many it is late. */
export function DaysLeft({ days }: { days: number }) {
  const { t } = useTranslation()
  if (days < 0) return <strong className="catalogue-late">{t('exchange.sharing.clock.late', { count: -days })}</strong>
  return (
    <strong className={days <= 1 ? 'sharing-soon' : undefined}>
      {days === 0 ? t('exchange.sharing.clock.today') : t('exchange.sharing.clock.left', { count: days })}
    </strong>
  )
}

export function useWaitsOn(): (of: Waiting) => string {
  const { t } = useTranslation()
  return ({ waiting, provider, recipient }) =>
    waiting === null
      ? ''
      : waiting.side === 'office'
        ? t('exchange.sharing.clock.office')
        : (waiting.side === 'provider' ? provider : recipient).name
}

/** On whom it waits, for what, since when, how long yet: in a cell of a list. */
export function WaitsCell({ of }: { of: Waiting }) {
  const { t } = useTranslation()
  const waitsOn = useWaitsOn()
  const { waiting } = of
  if (waiting === null) return <span className="catalogue-quiet">—</span>
  return (
    <>
      {waitsOn(of)}
      {bracketed(t(`exchange.sharing.waits.${waiting.for}`))}
      <small>
        {waiting.daysLeft !== null && (
          <>
            <DaysLeft days={waiting.daysLeft} /> ·{' '}
          </>
        )}
        {t('exchange.sharing.clock.since', { day: waiting.sinceOn })}
      </small>
    </>
  )
}

/** The same at the head of a page, with the day until which. */
export function WaitsLine({ of }: { of: Waiting }) {
  const { t } = useTranslation()
  const waitsOn = useWaitsOn()
  const { waiting } = of
  if (waiting === null) return <span className="catalogue-quiet">{t('exchange.sharing.clock.over')}</span>
  return (
    <>
      <span>
        {t('exchange.sharing.clock.on')} <strong>{waitsOn(of)}</strong>
        {bracketed(t(`exchange.sharing.waits.${waiting.for}`))}
      </span>
      <span>{t('exchange.sharing.clock.since', { day: waiting.sinceOn })}</span>
      {waiting.dueOn !== null && <span>{t('exchange.sharing.clock.due', { day: waiting.dueOn })}</span>}
      {waiting.daysLeft !== null && <DaysLeft days={waiting.daysLeft} />}
    </>
  )
}
