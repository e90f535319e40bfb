import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ResourceListed } from '../../../../src/exchange/schemas.ts'
import { CardTable } from '../../monitoring/shared/CardTable.tsx'
import { FreshnessMark, SharingMark, StateBadge, useClassWords } from './parts.tsx'

/** One line for each resource of the catalogue. */
export function ResourceTable({ items }: { items: readonly ResourceListed[] }) {
  const { t } = useTranslation()
  return (
    <CardTable
      items={items}
      keyOf={({ id }) => id}
      head={(name) => t(`exchange.catalogue.columns.${name}`)}
      cells={{
        name: (one) => <Name one={one} />,
        provider: ({ provider }) => provider.name,
        sharing: ({ sharingType, isOpen }) => (
          <>
            <SharingMark type={sharingType} />
            {isOpen && <small>{t('exchange.catalogue.openToSociety')}</small>}
          </>
        ),
        period: (one) => (
          <>
            {one.updatePeriod ? t(`exchange.catalogue.periods.${one.updatePeriod}`) : '—'}
            <small>
              <FreshnessMark of={one} />
            </small>
          </>
        ),
        items: ({ itemCount }) => itemCount,
        completeness: ({ completeness }) => `${completeness}%`,
      }}
    />
  )
}

function Name({ one }: { one: ResourceListed }) {
  const { t } = useTranslation()
  const classWords = useClassWords()
  const version = one.state === 'draft' ? { version: one.number } : {}
  return (
    <>
      <Link to="/resources/$resourceId" params={{ resourceId: one.id }} search={version} className="sec-name">
        {one.name}
      </Link>{' '}
      {one.state !== 'published' && <StateBadge state={one.state} />}
      {one.hasDraft && <span className="badge extracted">{t('exchange.catalogue.hasDraft')}</span>}
      <small>{[one.code, classWords(one.classCode)].filter(Boolean).join(' · ')}</small>
    </>
  )
}
