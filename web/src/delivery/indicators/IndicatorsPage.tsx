import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Dropdown, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { type Query, withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { type IndicatorFilter, useIndicators } from './api.ts'
import { CandidatesDrawer } from './CandidatesDrawer.tsx'
import { IndicatorForm } from './IndicatorForm.tsx'
import { IndicatorLine } from './parts.tsx'
import '../../plan/register/register.css'

const route = getRouteApi('/indicators')

/** 指标: what plans want and where each stands; the annual monitoring table is its export. */
export function IndicatorsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const list = useIndicators(filter)
  const mayManage = useMay('indicator.manage')
  const [open, setOpen] = useState<'candidates' | 'form' | null>(null)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const [first] = list.data?.pages ?? []
  const narrowed = Boolean(filter.q || filter.nature || filter.document)
  const change = (part: Partial<Record<keyof IndicatorFilter, string | undefined>>) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('delivery.indicators.title')}
      lede={t('delivery.indicators.lede')}
      actions={
        <>
          <ExportMenu filter={filter} />
          {mayManage && (
            <>
              <Button onClick={() => setOpen('candidates')}>{t('delivery.indicators.fromPlans')}</Button>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('form')}>
                {t('delivery.indicators.add')}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="ind-filter no-print">
        <SearchField
          value={filter.q ?? ''}
          placeholder={t('delivery.indicators.search')}
          onChange={(q) => change({ q })}
        />
        <Segmented
          value={filter.nature ?? 'all'}
          onChange={(nature) => change({ nature: nature === 'all' ? undefined : nature })}
          options={(['all', 'binding', 'expected'] as const).map((value) => ({
            value,
            label: value === 'all' ? t('delivery.indicators.allNatures') : t(`delivery.indicators.natures.${value}`),
          }))}
        />
      </div>
      <p className="register-total" aria-live="polite">
        {first && t('delivery.indicators.total', { formatted: number(first.total), today: first.today })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t(narrowed ? 'delivery.indicators.noneFound' : 'delivery.indicators.none')}>
          {!narrowed && t('delivery.indicators.noneTodo')}
        </QuietState>
      )}
      {items.length > 0 && (
        <ul className="ind-list">
          {items.map((one) => (
            <IndicatorLine key={one.id} one={one} />
          ))}
        </ul>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      <CandidatesDrawer open={open === 'candidates'} onClose={() => setOpen(null)} />
      <IndicatorForm open={open === 'form'} indicator={null} onClose={() => setOpen(null)} />
    </Page>
  )
}

function ExportMenu({ filter }: { filter: IndicatorFilter }) {
  const { t } = useTranslation()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: (['xlsx', 'csv'] as const).map((ending) => ({
          key: ending,
          label: (
            <a href={withQuery(`/api/v1/indicators.${ending}`, filter as Query)} download>
              {t(`delivery.indicators.${ending}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('delivery.indicators.export')}</Button>
    </Dropdown>
  )
}
