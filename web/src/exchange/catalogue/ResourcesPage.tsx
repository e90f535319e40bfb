import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { figuresQuery, useResources } from './api.ts'
import { CatalogueTabs } from './CatalogueTabs.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { Figures } from './Figures.tsx'
import { Filters } from './Filters.tsx'
import type { CatalogueSearch } from './filter.ts'
import { ResourceTable } from './ResourceTable.tsx'
import './parts.tsx'

const route = getRouteApi('/resources')

/** 数据资源目录: who holds which data, and how they are shared. */
export function ResourcesPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useResources(search)
  const figures = useQuery(figuresQuery)
  const mayCompile = useMay('catalogue.compile')
  const mayNodes = useMay('node.read')
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const narrowed = Object.keys(search).length > 0
  const change = (part: { [Key in keyof CatalogueSearch]?: CatalogueSearch[Key] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('exchange.catalogue.title')}
      lede={t('exchange.catalogue.lede')}
      actions={
        <>
          <ExportMenu search={search} />
          {mayCompile && (
            <>
              <Link to="/resources/import">
                <Button icon={<UploadOutlined />}>{t('exchange.catalogue.importing.title')}</Button>
              </Link>
              <Link to="/resources/new">
                <Button type="primary" icon={<PlusOutlined />}>
                  {t('exchange.catalogue.new')}
                </Button>
              </Link>
            </>
          )}
        </>
      }
    >
      {mayNodes && <CatalogueTabs />}
      {figures.data && <Figures figures={figures.data} search={search} onChange={change} />}
      <Filters search={search} providers={figures.data?.providers ?? []} onChange={change} />
      {total !== undefined && (
        <p className="mon-note" aria-live="polite">
          {t('exchange.catalogue.total', { count: total, formatted: number(total) })}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t(narrowed ? 'exchange.catalogue.noneSuch' : 'exchange.catalogue.none')}>
          {t(narrowed ? 'exchange.catalogue.noneSuchTodo' : 'exchange.catalogue.noneTodo')}
        </QuietState>
      )}
      {items.length > 0 && <ResourceTable items={items} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}
