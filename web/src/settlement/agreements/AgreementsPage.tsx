import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AgreementItem } from '../../../../src/settlement/schemas.ts'
import { useMay } from '../../access/session.ts'
import { withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { useAgreements } from './api.ts'
import { VERSION_STATES, type VersionState } from './filter.ts'
import { StateBadge, useYears, waitingFor } from './parts.tsx'

const route = getRouteApi('/agreements')

/** 补偿协议: the newest version of each, who its parties are, and for whose signature it waits. */
export function AgreementsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useAgreements(search)
  const mayDraft = useMay('agreement.draft')
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const narrowed = Boolean(search.q || search.state)
  const begin = mayDraft && (
    <Link to="/agreements/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t('settlement.agreements.draft')}
      </Button>
    </Link>
  )
  return (
    <Page
      title={t('settlement.agreements.title')}
      lede={t('settlement.agreements.lede')}
      actions={
        <>
          {items.length > 0 && (
            <Button icon={<DownloadOutlined />} href={withQuery('/api/v1/agreements.xlsx', { ...search })} download>
              {t('settlement.agreements.export')}
            </Button>
          )}
          {begin}
        </>
      }
    >
      <div className="part-bar no-print">
        <Segmented<VersionState | 'all'>
          className="agreement-states"
          aria-label={t('settlement.agreements.state')}
          value={search.state ?? 'all'}
          onChange={(next) =>
            void navigate({
              search: ({ q }) => ({ ...(q ? { q } : {}), ...(next === 'all' ? {} : { state: next }) }),
              replace: true,
            })
          }
          options={(['all', ...VERSION_STATES] as const).map((value) => ({
            value,
            label: t(`settlement.agreements.states.${value}`),
          }))}
        />
        <SearchField
          value={search.q ?? ''}
          placeholder={t('settlement.agreements.search')}
          onChange={(q) =>
            void navigate({
              search: ({ state }) => ({ ...(q ? { q } : {}), ...(state ? { state } : {}) }),
              replace: true,
            })
          }
        />
      </div>
      <p className="part-total" aria-live="polite">
        {total !== undefined && t('settlement.agreements.total', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState
          title={t(narrowed ? 'settlement.agreements.noneSuch' : 'settlement.agreements.none')}
          action={narrowed ? undefined : begin}
        >
          {t(narrowed ? 'settlement.agreements.noneSuchLede' : 'settlement.agreements.noneLede')}
        </QuietState>
      )}
      {items.length > 0 && (
        <ul className="matter-list sheet">
          {items.map((item) => (
            <AgreementLine key={item.id} item={item} />
          ))}
        </ul>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function AgreementLine({ item }: { item: AgreementItem }) {
  const { t } = useTranslation()
  const years = useYears()
  const waiting = waitingFor(item)
  return (
    <li>
      <Link to="/agreements/$agreementId" params={{ agreementId: item.id }} className="line-title">
        {item.name}
      </Link>
      <StateBadge state={item.state} />
      <p className="line-facts">
        <span>{item.parties.map(({ name }) => name).join(' — ')}</span>
        <span>{years(item)}</span>
        <span>{t('settlement.agreements.versionNumber', { number: item.number })}</span>
        <span>{t('settlement.agreements.drafter', { unit: item.drafter.name })}</span>
        {waiting.length > 0 && (
          <span className="late">{t('settlement.agreements.waiting', { names: waiting.join(comma()) })}</span>
        )}
      </p>
    </li>
  )
}
