import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/Page.tsx'
import { PagedList } from '../../shell/PagedList.tsx'
import { searchChange } from '../../shell/search.ts'
import { QuietState } from '../../shell/states.tsx'
import { useDisputes } from './api.ts'
import { DisputeTable } from './DisputeTable.tsx'
import { Choice, SharingNav } from './parts.tsx'
import { DISPUTE_STATES, DISPUTE_VIEWS, type DisputeSearch } from './search.ts'

const route = getRouteApi('/share-disputes')

/** 数据疑义: values that who uses them says are wrong. */
export function DisputesPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const list = useDisputes(search)
  const change = searchChange<DisputeSearch>(route.useNavigate())
  return (
    <Page title={t('exchange.sharing.disputes.title')} lede={t('exchange.sharing.disputes.lede')}>
      <SharingNav />
      <div className="mon-bar no-print">
        <Segmented
          value={search.view ?? 'all'}
          options={DISPUTE_VIEWS.map((value) => ({ value, label: t(`exchange.sharing.disputes.views.${value}`) }))}
          onChange={(view) => change({ view })}
        />
        <Choice
          label={t('exchange.sharing.list.state')}
          value={search.state}
          options={DISPUTE_STATES.map((value) => ({ value, label: t(`exchange.sharing.disputeStates.${value}`) }))}
          onChange={(state) => change({ state })}
        />
      </div>
      <PagedList
        list={list}
        none={
          <QuietState title={t('exchange.sharing.disputes.none')}>{t('exchange.sharing.disputes.noneTodo')}</QuietState>
        }
      >
        {(items) => <DisputeTable items={items} />}
      </PagedList>
    </Page>
  )
}
