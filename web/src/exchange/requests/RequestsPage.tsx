import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Checkbox, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RequestListed } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { CardTable } from '../../monitoring/shared/CardTable.tsx'
import { withQuery } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { PagedList } from '../../shell/PagedList.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import { type SearchPart, searchChange } from '../../shell/search.ts'
import { QuietState } from '../../shell/states.tsx'
import { FileMenu } from '../FileMenu.tsx'
import { useRequests, waitsQuery } from './api.ts'
import { Choice, Parties, RequestBadge, SharingNav } from './parts.tsx'
import { REQUEST_STATES, REQUEST_VIEWS, type RequestSearch } from './search.ts'
import { WaitsCell } from './Waits.tsx'

const route = getRouteApi('/share-requests')
type Change = (part: SearchPart<RequestSearch>) => void

/** 共享申请: who asks whom for what, on whom each waits, and how late it is. */
export function RequestsPage() {
  const { t } = useTranslation()
  const isReviewer = useMay('sharing.decide')
  const coordinates = useMay('sharing.configure')
  // A leader decides nothing, and an office coordinates what others ask of each other: both begin with all.
  const search: RequestSearch = { view: isReviewer && !coordinates ? 'review' : 'all', ...route.useSearch() }
  const list = useRequests(search)
  const change: Change = searchChange<RequestSearch>(route.useNavigate())
  return (
    <Page
      title={t('exchange.sharing.list.title')}
      lede={t('exchange.sharing.list.lede')}
      actions={
        <FileMenu
          label={t('exchange.sharing.list.export')}
          hrefOf={(ending) => withQuery(`/api/v1/share-requests.${ending}`, { ...search })}
        />
      }
    >
      <SharingNav />
      <Filters search={search} onChange={change} />
      <PagedList
        list={list}
        total={(count, formatted) => t('exchange.sharing.list.total', { count, formatted })}
        none={<Nothing search={search} />}
      >
        {(items) => <RequestTable items={items} />}
      </PagedList>
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
  return (
    <CardTable
      items={items}
      keyOf={({ id }) => id}
      head={(name) => t(`exchange.sharing.list.columns.${name}`)}
      cells={{
        what: ({ id, resource, purpose }) => (
          <>
            <Link to="/share-requests/$requestId" params={{ requestId: id }} className="sec-name">
              {resource.name}
            </Link>
            <small>{purpose}</small>
          </>
        ),
        who: (one) => <Parties {...one} />,
        state: ({ state }) => <RequestBadge state={state} />,
        waiting: (one) => <WaitsCell of={one} />,
      }}
    />
  )
}
