import { DownloadOutlined, PlusOutlined, SettingOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RegistryDetail } from '../../../../src/exchange/schemas.ts'
import { withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { registryQuery, useEntries } from './api.ts'
import { EntryTable } from './EntryTable.tsx'
import { Filters } from './Filters.tsx'
import type { RegistrySearch } from './filter.ts'
import { useRegistryWords } from './words.ts'
import './parts.tsx'

const route = getRouteApi('/registries/$code')

/** One register: its entries, searched across the region, in the columns that its schema lists. */
export function RegistryPage() {
  const { code } = route.useParams()
  const registry = useQuery(registryQuery(code))
  if (registry.isPending) return <Loading />
  if (registry.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={registry.error} onRetry={() => void registry.refetch()} />
      </div>
    )
  return <Found key={code} registry={registry.data} />
}

function Found({ registry }: { registry: RegistryDetail }) {
  const { t } = useTranslation()
  const number = useNumber()
  const { name, description } = useRegistryWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useEntries(registry.code, search)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const isNarrowed = Object.keys(search).some((part) => part !== 'sort')
  const change = (part: { [Key in keyof RegistrySearch]?: RegistrySearch[Key] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page title={name(registry)} lede={description(registry)} actions={<Actions registry={registry} search={search} />}>
      <Filters schema={registry.schema} mayWrite={registry.mayWrite} search={search} onChange={change} />
      {total !== undefined && (
        <p className="mon-note" aria-live="polite">
          {t('exchange.registers.count', { count: total, formatted: number(total) })}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t(isNarrowed ? 'exchange.registers.noneSuch' : 'exchange.registers.empty')}>
          {t(isNarrowed ? 'exchange.registers.noneSuchTodo' : 'exchange.registers.emptyTodo')}
        </QuietState>
      )}
      {items.length > 0 && <EntryTable registry={registry} items={items} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function Actions({ registry, search }: { registry: RegistryDetail; search: RegistrySearch }) {
  const { t } = useTranslation()
  const { code, mayWrite, mayConfigure } = registry
  const { sort: _, ...filter } = search
  return (
    <>
      {mayConfigure && (
        <Link to="/registries/$code/configure" params={{ code }}>
          <Button icon={<SettingOutlined />}>{t('exchange.registers.configure')}</Button>
        </Link>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: (['xlsx', 'csv'] as const).map((ending) => ({
            key: ending,
            label: (
              <a href={withQuery(`/api/v1/registries/${code}/entries.${ending}`, filter)} download>
                {t(`exchange.registers.exports.${ending}`)}
              </a>
            ),
          })),
        }}
      >
        <Button icon={<DownloadOutlined />}>{t('exchange.registers.export')}</Button>
      </Dropdown>
      {mayWrite && (
        <>
          <Link to="/registries/$code/import" params={{ code }}>
            <Button icon={<UploadOutlined />}>{t('exchange.registers.import')}</Button>
          </Link>
          <Link to="/registries/$code/new" params={{ code }}>
            <Button type="primary" icon={<PlusOutlined />}>
              {t('exchange.registers.entryNew')}
            </Button>
          </Link>
        </>
      )}
    </>
  )
}
