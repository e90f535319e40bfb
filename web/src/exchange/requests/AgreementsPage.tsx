import { DownloadOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AgreementListed } from '../../../../src/exchange/schemas.ts'
import { withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useAgreements } from './api.ts'
import { AgreementBadge, Choice, Parties, SharingNav } from './parts.tsx'
import { AGREEMENT_STATES, AGREEMENT_VIEWS, type AgreementSearch } from './search.ts'
import { WaitsCell } from './Waits.tsx'

const route = getRouteApi('/share-agreements')

/** 共享协议: who may use whose data, what for and until when. */
export function AgreementsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useAgreements(search)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (part: { [Key in keyof AgreementSearch]?: AgreementSearch[Key] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('exchange.sharing.agreements.title')}
      lede={t('exchange.sharing.agreements.lede')}
      actions={
        <a href={withQuery('/api/v1/share-agreements.xlsx', { ...search })} download>
          <Button icon={<DownloadOutlined />} tabIndex={-1}>
            {t('exchange.sharing.list.export')}
          </Button>
        </a>
      }
    >
      <SharingNav />
      <div className="mon-bar no-print">
        <Segmented
          value={search.view ?? 'all'}
          options={AGREEMENT_VIEWS.map((value) => ({ value, label: t(`exchange.sharing.agreements.views.${value}`) }))}
          onChange={(view) => change({ view })}
        />
        <SearchField
          value={search.q ?? ''}
          placeholder={t('exchange.sharing.list.search')}
          onChange={(q) => change({ q })}
        />
        <Choice
          label={t('exchange.sharing.list.state')}
          value={search.state}
          options={AGREEMENT_STATES.map((value) => ({ value, label: t(`exchange.sharing.agreementStates.${value}`) }))}
          onChange={(state) => change({ state })}
        />
      </div>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('exchange.sharing.agreements.none')}>
          {t('exchange.sharing.agreements.noneTodo')}
        </QuietState>
      )}
      {items.length > 0 && <AgreementTable items={items} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function AgreementTable({ items }: { items: readonly AgreementListed[] }) {
  const { t } = useTranslation()
  const head = (name: 'what' | 'who' | 'days' | 'state' | 'waiting') => t(`exchange.sharing.agreements.columns.${name}`)
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          {(['what', 'who', 'days', 'state', 'waiting'] as const).map((name) => (
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
              <Link to="/share-agreements/$agreementId" params={{ agreementId: one.id }} className="sec-name">
                {one.resource.name}
              </Link>
              <small>{one.purpose}</small>
            </td>
            <td data-label={head('who')}>
              <Parties {...one} />
            </td>
            <td data-label={head('days')}>
              {t('exchange.sharing.agreements.days', { from: one.validFrom, until: one.validUntil })}
              {one.withdrawnFrom && (
                <small className="catalogue-late">
                  {t('exchange.sharing.fields.withdrawnFrom')} {one.withdrawnFrom}
                </small>
              )}
            </td>
            <td data-label={head('state')}>
              <AgreementBadge state={one.state} />
              {one.openDisputes > 0 && (
                <small>{t('exchange.sharing.agreements.disputes', { count: one.openDisputes })}</small>
              )}
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
