import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { PagedList } from '../../shell/PagedList.tsx'
import { searchChange } from '../../shell/search.ts'
import { QuietState } from '../../shell/states.tsx'
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
  const search = route.useSearch()
  const figures = useQuery(figuresQuery)
  const mayCompile = useMay('catalogue.compile')
  const mayNodes = useMay('node.read')
  const narrowed = Object.keys(search).length > 0
  const change = searchChange<CatalogueSearch>(route.useNavigate())
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
      <PagedList
        list={useResources(search)}
        total={(count, formatted) => t('exchange.catalogue.total', { count, formatted })}
        none={
          <QuietState title={t(narrowed ? 'exchange.catalogue.noneSuch' : 'exchange.catalogue.none')}>
            {t(narrowed ? 'exchange.catalogue.noneSuchTodo' : 'exchange.catalogue.noneTodo')}
          </QuietState>
        }
      >
        {(items) => <ResourceTable items={items} />}
      </PagedList>
    </Page>
  )
}
