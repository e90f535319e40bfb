import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Checkbox, Dropdown, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RequestListed } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { useRequests, waitsQuery } from './api.ts'
import { Choice, Parties, RequestBadge, SharingNav } from './parts.tsx'
import { REQUEST_STATES, REQUEST_VIEWS, type RequestSearch } from './search.ts'
import { WaitsCell } from './Waits.tsx'

const route = getRouteApi('/share-requests')
type Change = (part: { [Key in keyof RequestSearch]?: RequestSearch[Key] | undefined }) => void

/** 共享申请: who asks whom for what, on whom each waits, and how late it is. */
export function RequestsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const isReviewer = useMay('sharing.decide')
  const coordinates = useMay('sharing.configure')
  // A leader decides nothing, and an office coordinates what others ask of each other: both begin with all.
  const search: RequestSearch = { view: isReviewer && !coordinates ? 'review' : 'all', ...route.useSearch() }
  const navigate = route.useNavigate()
  const list = useRequests(search)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const change: Change = (part) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('exchange.sharing.list.title')}
      lede={t('exchange.sharing.list.lede')}
      actions={<Exports search={search} />}
    >
      <SharingNav />
      <Filters search={search} onChange={change} />
      {total !== undefined && total > 0 && (
        <p className="mon-note" aria-live="polite">
          {t('exchange.sharing.list.total', { count: total, formatted: number(total) })}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing search={search} />}
      {items.length > 0 && <RequestTable items={items} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function Filters({ search, onChange }: { search: RequestSearch; onChange: Change }) {
  const { t } = useTranslation()
  const waits = useQuery(waitsQuery)
  const counts = { review: waits.data?.review ?? 0, mine: waits.data?.reply ?? 0, all: 0 }
  const label = (view: (typeof REQUEST_VIEWS)[number]) =>
    t(`exchange.sharing.list.views.${view}`) + (counts[view] > 0 ? bracketed(counts[view]) : '')
  return (
    <div className="mon-bar no-print">
      <Segmented
        value={search.view ?? 'all'}
        options={REQUEST_VIEWS.map((value) => ({ value, label: label(value) }))}
        onChange={(view) => onChange({ view })}
      />
      <SearchField
        value={search.q ?? ''}
        placeholder={t('exchange.sharing.list.search')}
        onChange={(q) => onChange({ q })}
      />
      <Choice
        label={t('exchange.sharing.list.state')}
        value={search.state}
        options={REQUEST_STATES.map((value) => ({ value, label: t(`exchange.sharing.states.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <Checkbox
        checked={search.late === 'true'}
        onChange={({ target }) => onChange({ late: target.checked ? 'true' : undefined })}
      >
        {t('exchange.sharing.list.late')}
      </Checkbox>
    </div>
  )
}

function Exports({ search }: { search: RequestSearch }) {
  const { t } = useTranslation()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: (['xlsx', 'csv'] as const).map((ending) => ({
          key: ending,
          label: (
            <a href={withQuery(`/api/v1/share-requests.${ending}`, { ...search })} download>
              {t(`exchange.catalogue.exports.${ending}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('exchange.sharing.list.export')}</Button>
    </Dropdown>
  )
}

function Nothing({ search: { view, ...narrowed } }: { search: RequestSearch }) {
  const { t } = useTranslation()
  if (Object.keys(narrowed).length > 0)
    return <QuietState title={t('exchange.sharing.list.none')}>{t('exchange.sharing.list.noneSuch')}</QuietState>
  return (
    <QuietState
      title={t('exchange.sharing.list.none')}
      action={<Link to="/resources">{t('exchange.sharing.list.toCatalogue')}</Link>}
    >
      {t(view === 'review' ? 'exchange.sharing.list.noneReview' : 'exchange.sharing.list.noneMine')}
    </QuietState>
  )
}

function RequestTable({ items }: { items: readonly RequestListed[] }) {
  const { t } = useTranslation()
  const head = (name: 'what' | 'who' | 'state' | 'waiting') => t(`exchange.sharing.list.columns.${name}`)
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          {(['what', 'who', 'state', 'waiting'] as const).map((name) => (
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
              <Link to="/share-requests/$requestId" params={{ requestId: one.id }} className="sec-name">
                {one.resource.name}
              </Link>
              <small>{one.purpose}</small>
            </td>
            <td data-label={head('who')}>
              <Parties {...one} />
            </td>
            <td data-label={head('state')}>
              <RequestBadge state={one.state} />
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
