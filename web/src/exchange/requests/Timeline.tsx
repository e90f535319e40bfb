import { useTranslation } from 'react-i18next'
import type { ShareEvent } from '../../../../src/exchange/schemas.ts'
import { bracketed } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'

/** All that was done with a request and its agreement, oldest first, with who did it. */
export function Timeline({ events }: { events: readonly ShareEvent[] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section>
      <h2 className="section-title">{t('exchange.sharing.request.timeline')}</h2>
      <ol className="sharing-timeline">
        {events.map(({ number, kind, words, from, endKind, userName, organizationName, at }) => (
          <li key={number}>
            <strong>{t(`exchange.sharing.steps.${kind as 'granted'}`, { from: from ?? '' })}</strong>
            {endKind && bracketed(t(`exchange.sharing.endKinds.${endKind}`))}
            <small>
              {userName ? `${userName} · ${organizationName}` : t('exchange.sharing.steps.system')} · {moment(at)}
            </small>
            {words && <p>{words}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
