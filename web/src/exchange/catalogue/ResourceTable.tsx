import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ResourceListed } from '../../../../src/exchange/schemas.ts'
import { FreshnessMark, SharingMark, StateBadge, useClassWords } from './parts.tsx'

/** One line for each resource of the catalogue. */
export function ResourceTable({ items }: { items: readonly ResourceListed[] }) {
  const { t } = useTranslation()
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          {(['name', 'provider', 'sharing', 'period', 'items', 'completeness'] as const).map((head) => (
            <th key={head} scope="col">
              {t(`exchange.catalogue.columns.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ one }: { one: ResourceListed }) {
  const { t } = useTranslation()
  const classWords = useClassWords()
  const version = one.state === 'draft' ? { version: one.number } : {}
  return (
    <tr>
      <td>
        <Link to="/resources/$resourceId" params={{ resourceId: one.id }} search={version} className="sec-name">
          {one.name}
        </Link>{' '}
        {one.state !== 'published' && <StateBadge state={one.state} />}
        {one.hasDraft && <span className="badge extracted">{t('exchange.catalogue.hasDraft')}</span>}
        <small>{[one.code, classWords(one.classCode)].filter(Boolean).join(' · ')}</small>
      </td>
      <td data-label={t('exchange.catalogue.columns.provider')}>{one.provider.name}</td>
      <td data-label={t('exchange.catalogue.columns.sharing')}>
        <SharingMark type={one.sharingType} />
        {one.isOpen && <small>{t('exchange.catalogue.openToSociety')}</small>}
      </td>
      <td data-label={t('exchange.catalogue.columns.period')}>
        {one.updatePeriod ? t(`exchange.catalogue.periods.${one.updatePeriod}`) : '—'}
        <small>
          <FreshnessMark of={one} />
        </small>
      </td>
      <td data-label={t('exchange.catalogue.columns.items')}>{one.itemCount}</td>
      <td data-label={t('exchange.catalogue.columns.completeness')}>{one.completeness}%</td>
    </tr>
  )
}
