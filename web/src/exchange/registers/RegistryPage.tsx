import { PlusOutlined, SettingOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RegistryDetail } from '../../../../src/exchange/schemas.ts'
import { withQuery } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { PagedList } from '../../shell/PagedList.tsx'
import { ProblemPage } from '../../shell/ProblemNotice.tsx'
import { searchChange } from '../../shell/search.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { FileMenu } from '../FileMenu.tsx'
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
  if (registry.isError) return <ProblemPage of={registry} />
  return <Found key={code} registry={registry.data} />
}

function Found({ registry }: { registry: RegistryDetail }) {
  const { t } = useTranslation()
  const { name, description } = useRegistryWords()
  const search = route.useSearch()
  const isNarrowed = Object.keys(search).some((part) => part !== 'sort')
  const change = searchChange<RegistrySearch>(route.useNavigate())
  return (
    <Page title={name(registry)} lede={description(registry)} actions={<Actions registry={registry} search={search} />}>
      <Filters schema={registry.schema} mayWrite={registry.mayWrite} search={search} onChange={change} />
      <PagedList
        list={useEntries(registry.code, search)}
        total={(count, formatted) => t('exchange.registers.count', { count, formatted })}
        none={
          <QuietState title={t(isNarrowed ? 'exchange.registers.noneSuch' : 'exchange.registers.empty')}>
            {t(isNarrowed ? 'exchange.registers.noneSuchTodo' : 'exchange.registers.emptyTodo')}
          </QuietState>
        }
      >
        {(items) => <EntryTable registry={registry} items={items} />}
      </PagedList>
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
      <FileMenu
        label={t('exchange.registers.export')}
        hrefOf={(ending) => withQuery(`/api/v1/registries/${code}/entries.${ending}`, filter)}
      />
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
