import { DownloadOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AgreementListed } from '../../../../src/exchange/schemas.ts'
import { CardTable } from '../../monitoring/shared/CardTable.tsx'
import { withQuery } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { PagedList } from '../../shell/PagedList.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { searchChange } from '../../shell/search.ts'
import { QuietState } from '../../shell/states.tsx'
import { useAgreements } from './api.ts'
import { AgreementBadge, Choice, Parties, SharingNav } from './parts.tsx'
import { AGREEMENT_STATES, AGREEMENT_VIEWS, type AgreementSearch } from './search.ts'
import { WaitsCell } from './Waits.tsx'

const route = getRouteApi('/share-agreements')

/** 共享协议: who may use whose data, what for and until when. */
export function AgreementsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const list = useAgreements(search)
  const change = searchChange<AgreementSearch>(route.useNavigate())
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
      <PagedList
        list={list}
        none={
          <QuietState title={t('exchange.sharing.agreements.none')}>
            {t('exchange.sharing.agreements.noneTodo')}
          </QuietState>
        }
      >
        {(items) => <AgreementTable items={items} />}
      </PagedList>
    </Page>
  )
}

function AgreementTable({ items }: { items: readonly AgreementListed[] }) {
  const { t } = useTranslation()
  return (
    <CardTable
      items={items}
      keyOf={({ id }) => id}
      head={(name) => t(`exchange.sharing.agreements.columns.${name}`)}
      cells={{
        what: ({ id, resource, purpose }) => (
          <>
            <Link to="/share-agreements/$agreementId" params={{ agreementId: id }} className="sec-name">
              {resource.name}
            </Link>
            <small>{purpose}</small>
          </>
        ),
        who: (one) => <Parties {...one} />,
        days: ({ validFrom, validUntil, withdrawnFrom }) => (
          <>
            {t('exchange.sharing.agreements.days', { from: validFrom, until: validUntil })}
            {withdrawnFrom && (
              <small className="catalogue-late">
                {t('exchange.sharing.fields.withdrawnFrom')} {withdrawnFrom}
              </small>
            )}
          </>
        ),
        state: ({ state, openDisputes }) => (
          <>
            <AgreementBadge state={state} />
            {openDisputes > 0 && <small>{t('exchange.sharing.agreements.disputes', { count: openDisputes })}</small>}
          </>
        ),
        waiting: (one) => <WaitsCell of={one} />,
      }}
    />
  )
}
