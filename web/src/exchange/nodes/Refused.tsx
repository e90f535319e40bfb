import { useTranslation } from 'react-i18next'
import type { NodeList } from '../../../../src/exchange/schemas.ts'
import { CardTable } from '../../monitoring/shared/CardTable.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'

/** Messages that were not taken, each with the reason in words. */
export function Refused({ list }: { list: NodeList }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const number = useNumber()
  const { refused, refusedTotal } = list
  return (
    <section className="node-refused">
      <h2>{t('exchange.nodes.refused.title')}</h2>
      {refused.length === 0 ? (
        <p className="mon-note">{t('exchange.nodes.refused.none')}</p>
      ) : (
        <>
          <p className="mon-note">
            {t('exchange.nodes.refused.total', { formatted: number(refusedTotal) })}{' '}
            {refused.length === 100 && t('exchange.nodes.refused.first', { shown: refused.length })}
          </p>
          <CardTable
            items={refused}
            keyOf={({ id }) => String(id)}
            head={(name) => t(`exchange.nodes.refused.${name}`)}
            cells={{
              reason: ({ reason, what }) => (
                <>
                  {t(`exchange.nodes.refused.reasons.${reason}`)}
                  {what && <small>{what}</small>}
                </>
              ),
              sender: ({ sender }) => (sender === '?' ? t('exchange.nodes.refused.unknown') : sender),
              number: ({ first }) => first || '',
              times: ({ times }) => number(times),
              last: ({ lastAt }) => moment(lastAt),
            }}
          />
        </>
      )}
    </section>
  )
}
