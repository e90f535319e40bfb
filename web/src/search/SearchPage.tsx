import { FilterOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoreRows } from '../shell/MoreRows.tsx'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { SearchField } from '../shell/SearchField.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { useNumber } from '../shell/time.ts'
import { useWide } from '../shell/useWide.ts'
import { useSearch } from './api.ts'
import { Facets } from './Facets.tsx'
import { changeFilter, countConditions, type SearchFilter } from './filter.ts'
import { Hit } from './Hit.tsx'
import { Marked } from './Marked.tsx'
import { Notes } from './Notes.tsx'
import '../plan/register/register.css'
import './search.css'

const route = getRouteApi('/search')

/** 检索: provisions of all documents, by what stands in the address bar. */
export function SearchPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const wide = useWide()
  const list = useSearch(filter)
  const [filtering, setFiltering] = useState(false)
  const [first] = filter.q ? (list.data?.pages ?? []) : []
  const items = first ? (list.data?.pages ?? []).flatMap((page) => page.items) : []
  const conditions = countConditions(filter)
  const change = (part: { [name in keyof SearchFilter]?: string | undefined }) =>
    void navigate({ search: (now) => changeFilter(now, part), replace: true, resetScroll: false })
  const panel = (
    <Facets
      filter={filter}
      counts={first?.facets}
      onChange={(name, value) => change({ [name]: value })}
      onClear={() => change({ document: undefined, jurisdiction: undefined, year: undefined, kind: undefined })}
    />
  )
  return (
    <Page title={t('search.title')} lede={t('search.lede')}>
      <div className="register">
        {wide && <aside className="register-side no-print">{panel}</aside>}
        <div className="register-main">
          <div className="register-bar no-print">
            <SearchField
              value={filter.q ?? ''}
              placeholder={t('search.placeholder')}
              pause={120}
              onChange={(q) => change({ q })}
            />
            {!wide && (
              <Button icon={<FilterOutlined />} onClick={() => setFiltering(true)}>
                {conditions > 0 ? t('search.filtersOn', { count: conditions }) : t('search.filters')}
              </Button>
            )}
          </div>
          <p className="register-total" aria-live="polite">
            {first &&
              t(first.estimated ? 'search.about' : 'search.total', {
                count: first.total,
                formatted: number(first.total),
              })}
          </p>
          {first && <Notes answer={first} />}
          {filter.q && list.isPending && <Loading />}
          {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
          {!filter.q && <QuietState title={t('search.begin')}>{t('search.beginTodo')}</QuietState>}
          {first && first.documents.length > 0 && (
            <ul className="search-documents" aria-label={t('search.documents')}>
              {first.documents.map(({ id, title, marks, date }) => (
                <li key={id}>
                  <Link to="/documents/$documentId" params={{ documentId: id }} search={{}}>
                    《<Marked text={title} marks={marks} />》{date && ` ${date.slice(0, 4)}`}
                  </Link>
                </li>
              ))}
            </ul>
          )}
          {first && items.length === 0 && first.documents.length === 0 && (
            <QuietState title={t('search.none')}>{t('search.noneTodo')}</QuietState>
          )}
          {items.length > 0 && (
            <ol className="search-hits" aria-label={t('search.provisions')}>
              {items.map((hit) => (
                <Hit key={`${hit.document.id} ${hit.address}`} hit={hit} />
              ))}
            </ol>
          )}
          {first && list.hasNextPage && (
            <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          )}
        </div>
      </div>
      {!wide && (
        <Drawer open={filtering} onClose={() => setFiltering(false)} title={t('search.filters')} size="86vw">
          {panel}
        </Drawer>
      )}
    </Page>
  )
}
