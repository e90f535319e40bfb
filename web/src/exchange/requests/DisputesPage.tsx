import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useDisputes } from './api.ts'
import { DisputeTable } from './DisputeTable.tsx'
import { Choice, SharingNav } from './parts.tsx'
import { DISPUTE_STATES, DISPUTE_VIEWS, type DisputeSearch } from './search.ts'

const route = getRouteApi('/share-disputes')

/** 数据疑义: values that who uses them says are wrong. */
export function DisputesPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useDisputes(search)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (part: { [Key in keyof DisputeSearch]?: DisputeSearch[Key] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
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
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('exchange.sharing.disputes.none')}>{t('exchange.sharing.disputes.noneTodo')}</QuietState>
      )}
      {items.length > 0 && <DisputeTable items={items} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}
