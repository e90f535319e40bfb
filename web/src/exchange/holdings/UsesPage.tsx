import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { UseFigures } from '../../../../src/exchange/schemas.ts'
import { withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { useFiguresQuery, useUses } from './api.ts'
import { Months } from './Months.tsx'
import { ResourceFrame } from './ResourceFrame.tsx'
import type { UseSearch } from './search.ts'
import { UseTable } from './UseTable.tsx'

const route = getRouteApi('/resources/$resourceId/uses')

/** 使用情况: who used these data, when, for which purpose; to a recipient, what it used itself. */
export function UsesPage() {
  const { resourceId } = route.useParams()
  const search = route.useSearch()
  const { t } = useTranslation()
  const wish = { ...search, resource: resourceId }
  return (
    <ResourceFrame
      resourceId={resourceId}
      actions={
        <Button icon={<DownloadOutlined />} href={withQuery('/api/v1/share-uses.xlsx', wish)} download>
          {t('exchange.holdings.uses.export')}
        </Button>
      }
    >
      {(resource) => (
        <>
          <p className="catalogue-quiet holding-lede">
            {t(resource.mayCompile ? 'exchange.holdings.uses.lede' : 'exchange.holdings.uses.ledeOwn')}
          </p>
          <Log wish={wish} search={search} />
        </>
      )}
    </ResourceFrame>
  )
}

function Log({ wish, search }: { wish: UseSearch & { resource: string }; search: UseSearch }) {
  const { t } = useTranslation()
  const number = useNumber()
  const navigate = route.useNavigate()
  const found = useUses(wish)
  const figures = useQuery(useFiguresQuery(wish))
  const all = useQuery(useFiguresQuery({ resource: wish.resource }))
  const change = (part: { [Key in keyof UseSearch]: UseSearch[Key] | undefined }) =>
    void navigate({
      search: Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)) as UseSearch,
      replace: true,
      resetScroll: false,
    })
  const uses = found.data?.pages.flatMap((page) => page.items) ?? []
  const isNarrowed = Object.keys(search).length > 0
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  if (uses.length === 0 && !isNarrowed)
    return <QuietState title={t('exchange.holdings.uses.none')}>{t('exchange.holdings.uses.noneTodo')}</QuietState>
  return (
    <>
      <Filters search={search} recipients={all.data?.recipients ?? []} onChange={change} />
      {figures.data && figures.data.months.length > 0 && <Months months={figures.data.months} />}
      {uses.length === 0 && <p className="catalogue-quiet">{t('exchange.holdings.uses.noneSuch')}</p>}
      {uses.length > 0 && (
        <>
          <p className="catalogue-quiet">
            {t('exchange.holdings.uses.total', { formatted: number(found.data.pages[0]?.total ?? 0) })}
          </p>
          <UseTable uses={uses} />
        </>
      )}
      {found.hasNextPage && <MoreRows busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />}
    </>
  )
}

function Filters(props: {
  search: UseSearch
  recipients: UseFigures['recipients']
  onChange: (part: { [Key in keyof UseSearch]: UseSearch[Key] | undefined }) => void
}) {
  const { t } = useTranslation()
  const { search, recipients, onChange } = props
  return (
    <div className="mon-bar no-print">
      <Select
        className="catalogue-choice"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('exchange.holdings.uses.recipient')}
        aria-label={t('exchange.holdings.uses.recipient')}
        value={search.recipient ?? null}
        onChange={(recipient) => onChange({ recipient: recipient ?? undefined })}
        options={recipients.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {(['from', 'to'] as const).map((end) => (
        <Input
          key={end}
          type="date"
          className="holding-day"
          prefix={t(`exchange.holdings.uses.${end}`)}
          aria-label={t(`exchange.holdings.uses.${end}`)}
          value={search[end] ?? ''}
          onChange={(event) => onChange({ [end]: event.target.value || undefined })}
        />
      ))}
      <Checkbox
        checked={search.refused === true}
        onChange={(event) => onChange({ refused: event.target.checked || undefined })}
      >
        {t('exchange.holdings.uses.onlyRefused')}
      </Checkbox>
    </div>
  )
}
