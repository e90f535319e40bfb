import { useTranslation } from 'react-i18next'
import type { UseFigures } from '../../../../src/exchange/schemas.ts'
import { bytesText, useNumber } from '../../shell/time.ts'

/** Use month by month, the newest first. */
export function Months({ months }: { months: UseFigures['months'] }) {
  const { t } = useTranslation()
  const number = useNumber()
  return (
    <details className="holding-months" open={months.length > 1}>
      <summary>{t('exchange.holdings.uses.months')}</summary>
      <div className="mon-scroll">
        <table className="mon-table">
          <thead>
            <tr>
              <th scope="col">{t('exchange.holdings.uses.monthHeads.month')}</th>
              {(['reads', 'rows', 'bytes', 'recipients', 'refused'] as const).map((head) => (
                <th key={head} scope="col" className="number">
                  {t(`exchange.holdings.uses.monthHeads.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, reads, rows, bytes, recipients, refused }) => (
              <tr key={month}>
                <td className="tight">{month}</td>
                <td className="number">{number(reads)}</td>
                <td className="number">{number(rows)}</td>
                <td className="number">{bytesText(bytes)}</td>
                <td className="number">{number(recipients)}</td>
                <td className="number">{number(refused)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
