import { useTranslation } from 'react-i18next'
import type { ShareUse } from '../../../../src/exchange/schemas.ts'
import { problemText } from '../../shell/ProblemNotice.tsx'
import { comma, semicolon } from '../../shell/punctuation.ts'
import { bytesText, useMoment, useNumber } from '../../shell/time.ts'

/** The use log, one line for each time: what was handed over, or why it was not. */
export function UseTable({ uses }: { uses: readonly ShareUse[] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const number = useNumber()
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          {(['at', 'who', 'purpose', 'what', 'rows'] as const).map((head) => (
            <th key={head} scope="col" className={head === 'rows' ? 'number' : undefined}>
              {t(`exchange.holdings.uses.heads.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {uses.map((use) => (
          <tr key={use.number}>
            <td className="tight" data-label={t('exchange.holdings.uses.heads.at')}>
              {moment(use.at)}
            </td>
            <td data-label={t('exchange.holdings.uses.heads.who')}>
              {use.organizationName}
              <small>
                {use.userName}
                {use.nodeName && ` · ${t('exchange.holdings.uses.atNode', { node: use.nodeName })}`}
                {use.keyName && ` · ${t('exchange.holdings.uses.byKey', { name: use.keyName })}`}
              </small>
            </td>
            <td data-label={t('exchange.holdings.uses.heads.purpose')}>
              {use.purpose}
              {use.matter && <small>{t('exchange.holdings.uses.matter', { matter: use.matter })}</small>}
            </td>
            <td data-label={t('exchange.holdings.uses.heads.what')}>
              {t(`exchange.holdings.uses.manners.${use.manner}`)}
              {use.refused && (
                <small className="catalogue-late">
                  {t('exchange.holdings.uses.refused', { why: problemText(use.refused, use.refused).title })}
                </small>
              )}
              {use.lastRevision !== null && (
                <small>{t('exchange.holdings.uses.revisions', { revision: use.lastRevision })}</small>
              )}
              {use.filters.length > 0 && (
                <small>{t('exchange.holdings.uses.filters', { filters: asked(use.filters) })}</small>
              )}
            </td>
            <td className="number" data-label={t('exchange.holdings.uses.heads.rows')}>
              {use.refused ? '—' : number(use.rowCount)}
              {!use.refused && <small title={use.digest ?? undefined}>{bytesText(use.bytes)}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const SIGNS: Readonly<Record<string, string>> = {
  ...{ equals: '=', oneOf: '∈', atLeast: '≥', atMost: '≤', before: '<', after: '>', startsWith: '^' },
}
const asked = (filters: ShareUse['filters']) =>
  filters
    .map(({ item, operator, values }) => `${item} ${SIGNS[operator] ?? operator} ${values.join(comma())}`)
    .join(semicolon())
