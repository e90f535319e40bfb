import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DisputeListed } from '../../../../src/exchange/schemas.ts'
import { bracketed } from '../../shell/punctuation.ts'
import { DisputeBadge } from './parts.tsx'
import { WaitsCell } from './Waits.tsx'

/** One line for each disputed value. */
export function DisputeTable({ items }: { items: readonly DisputeListed[] }) {
  const { t } = useTranslation()
  const head = (name: 'what' | 'says' | 'who' | 'state' | 'waiting') => t(`exchange.sharing.disputes.columns.${name}`)
  const empty = t('exchange.sharing.disputes.empty')
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          {(['what', 'says', 'who', 'state', 'waiting'] as const).map((name) => (
            <th key={name} scope="col">
              {head(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <td>
              <Link to="/share-disputes/$disputeId" params={{ disputeId: one.id }} className="sec-name">
                {one.resource.name}
                {bracketed(one.item)}
              </Link>
              <small>{one.rowKey}</small>
            </td>
            <td data-label={head('says')}>
              {one.says || empty} <span aria-hidden>→</span> {one.shouldSay || empty}
            </td>
            <td data-label={head('who')}>{one.recipient.name}</td>
            <td data-label={head('state')}>
              <DisputeBadge state={one.state} />
            </td>
            <td data-label={head('waiting')}>
              <WaitsCell of={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
