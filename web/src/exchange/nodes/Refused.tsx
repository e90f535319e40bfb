import { useTranslation } from 'react-i18next'
import type { NodeList } from '../../../../src/exchange/schemas.ts'
import { useMoment, useNumber } from '../../shell/time.ts'

/** Messages that were not taken, each with the reason in words. */
export function Refused({ list }: { list: NodeList }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const number = useNumber()
  const { refused, refusedTotal } = list
  const head = (key: 'sender' | 'reason' | 'number' | 'times' | 'last') => t(`exchange.nodes.refused.${key}`)
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
          <table className="mon-table cards">
            <thead>
              <tr>
                {(['reason', 'sender', 'number', 'times', 'last'] as const).map((key) => (
                  <th key={key} scope="col">
                    {head(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {refused.map(({ id, sender, reason, what, first, times, lastAt }) => (
                <tr key={id}>
                  <td>
                    {t(`exchange.nodes.refused.reasons.${reason}`)}
                    {what && <small>{what}</small>}
                  </td>
                  <td data-label={head('sender')}>{sender === '?' ? t('exchange.nodes.refused.unknown') : sender}</td>
                  <td data-label={head('number')}>{first || ''}</td>
                  <td data-label={head('times')}>{number(times)}</td>
                  <td data-label={head('last')}>{moment(lastAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
