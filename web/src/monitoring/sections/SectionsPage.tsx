import { DownloadOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Dropdown, Select, Switch } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { useClusterPlaces } from '../../gazetteer/api.ts'
import { withQuery } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { todayHere } from '../../shell/time.ts'
import { SectionFormButton } from '../stations/SectionForm.tsx'
import { sectionMapQuery } from './api.ts'
import { filtered, monthFrom, riversOf, type SectionsSearch, sharesOf } from './filter.ts'
import { SectionTable } from './SectionTable.tsx'
import { SharesBar } from './SharesBar.tsx'
import { YearRates } from './YearRates.tsx'
import './sections.css'

const SectionMapView = lazy(() => import('./SectionMapView.tsx').then((part) => ({ default: part.SectionMapView })))
const route = getRouteApi('/sections')

/** 断面: all sections by class on the map and in the list, for one month or for the newest of each. */
export function SectionsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const found = useQuery(sectionMapQuery(search.month))
  const mayManage = useMay('station.manage')
  const all = found.data?.items ?? []
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list changes with its answer and with what is asked of it
  const items = useMemo(() => filtered(all, search), [found.data, search])
  const change = (part: Partial<Record<keyof SectionsSearch, string | boolean | undefined>>) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('monitoring.sections.title')}
      lede={t('monitoring.sections.lede')}
      actions={
        <>
          <ExportMenu search={search} />
          {mayManage && <SectionFormButton />}
        </>
      }
    >
      <div className="mon-bar no-print">
        <MonthChoice month={search.month} onChange={(month) => change({ month })} />
        <SearchField
          value={search.q ?? ''}
          placeholder={t('monitoring.sections.search')}
          onChange={(q) => change({ q })}
        />
        <Select
          allowClear
          showSearch
          aria-label={t('monitoring.sections.river')}
          placeholder={t('monitoring.sections.allRivers')}
          value={search.river ?? null}
          options={riversOf(all).map((river) => ({ value: river, label: river }))}
          onChange={(river?: string | null) => change({ river: river ?? undefined })}
          popupMatchSelectWidth={180}
        />
        <PlaceChoice place={search.place} onChange={(place) => change({ place })} />
        <span className="sec-worse">
          <Switch
            size="small"
            id="only-worse"
            checked={search.worse ?? false}
            onChange={(worse) => change({ worse: worse || undefined })}
          />
          <label htmlFor="only-worse">{t('monitoring.sections.onlyWorse')}</label>
        </span>
      </div>
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && all.length === 0 && (
        <QuietState title={t('monitoring.sections.none')}>{t('monitoring.sections.noneTodo')}</QuietState>
      )}
      {all.length > 0 && (
        <>
          <SharesBar shares={sharesOf(items)} month={search.month} />
          <div className="sec-split">
            <Suspense fallback={<div className="sec-map" />}>
              <SectionMapView items={items} chosen={search.at} onChoose={(at) => change({ at })} />
            </Suspense>
            {items.length === 0 ? (
              <QuietState title={t('monitoring.sections.noneFound')} />
            ) : (
              <SectionTable items={items} chosen={search.at} month={search.month} />
            )}
          </div>
          <YearRates year={Number((search.month ?? newestOf(all)).slice(0, 4))} />
        </>
      )}
    </Page>
  )
}

/** The newest month that any section has; the current one where none has. */
const newestOf = (items: readonly { assessment: { begins: string } | null }[]): string =>
  items
    .flatMap(({ assessment }) => assessment?.begins ?? [])
    .sort()
    .at(-1) ?? todayHere()

function MonthChoice({
  month,
  onChange,
}: {
  month: string | undefined
  onChange: (month: string | undefined) => void
}) {
  const { t } = useTranslation()
  const now = todayHere().slice(0, 7)
  const step = (by: number) => onChange(monthFrom(month ?? now, by))
  return (
    <span className="sec-month">
      <Button icon={<LeftOutlined />} aria-label={t('monitoring.sections.monthBefore')} onClick={() => step(-1)} />
      <input
        type="month"
        className="ant-input"
        aria-label={t('monitoring.sections.month')}
        value={month ?? ''}
        max={now}
        min="2000-01"
        onChange={(event) => onChange(event.target.value || undefined)}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={t('monitoring.sections.monthAfter')}
        disabled={(month ?? now) >= now}
        onClick={() => step(1)}
      />
      <Button type={month ? 'default' : 'primary'} ghost={!month} onClick={() => onChange(undefined)}>
        {t('monitoring.sections.newest')}
      </Button>
    </span>
  )
}

function PlaceChoice({
  place,
  onChange,
}: {
  place: string | undefined
  onChange: (place: string | undefined) => void
}) {
  const { t } = useTranslation()
  const places = useClusterPlaces()
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('monitoring.sections.jurisdiction')}
      placeholder={t('monitoring.sections.allPlaces')}
      value={place ?? null}
      popupMatchSelectWidth={200}
      options={places.map(({ code, shortName }) => ({ value: code, label: shortName }))}
      onChange={(code?: string | null) => onChange(code ?? undefined)}
    />
  )
}

/** What the page shows as a file: the month in view, or all months of the newest year. */
function ExportMenu({ search }: { search: SectionsSearch }) {
  const { t } = useTranslation()
  const day = search.month && `${search.month}-01`
  const query = {
    ...{ period: 'month', from: day, to: day, river: search.river, place: search.place },
    ...(search.worse ? { meets: 'false' } : {}),
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: (['xlsx', 'csv'] as const).map((ending) => ({
          key: ending,
          label: (
            <a href={withQuery(`/api/v1/assessments.${ending}`, query)} download>
              {t(`monitoring.sections.${ending}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>
        {t(search.month ? 'monitoring.sections.exportMonth' : 'monitoring.sections.exportAll')}
      </Button>
    </Dropdown>
  )
}
