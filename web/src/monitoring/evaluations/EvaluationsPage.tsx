import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useClusterPlaces } from '../../gazetteer/api.ts'
import { withQuery } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { comma } from '../../shell/punctuation.ts'
import { todayHere } from '../../shell/time.ts'
import { sectionMapQuery } from '../sections/api.ts'
import { riversOf } from '../sections/filter.ts'
import { AirView } from './AirView.tsx'
import { askedOf, type EvaluationSearch, SPANS } from './filter.ts'
import { WaterView } from './WaterView.tsx'
import '../shared/shared.css'
import './evaluations.css'

const route = getRouteApi('/evaluations')

/** 水系评价: sections of rivers or of a jurisdiction together, cities by their air, as a bulletin prints them. */
export function EvaluationsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const places = useClusterPlaces()
  const change = (part: { [Key in keyof EvaluationSearch]?: EvaluationSearch[Key] | undefined }) =>
    void navigate({
      search: (now) =>
        Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    })
  const isAir = search.view === 'air'
  const asked = { ...askedOf(search, todayHere()), place: search.place }
  const water = { ...asked, river: search.river }
  const placeName = places.find(({ code }) => code === search.place)?.shortName ?? search.place
  const what = [placeName, ...(search.river ?? [])].filter(Boolean).join(comma())
  const file = isAir
    ? withQuery('/api/v1/evaluations/air.xlsx', asked)
    : withQuery('/api/v1/evaluations/water.xlsx', water)
  return (
    <Page
      title={t('monitoring.evaluations.title')}
      lede={<span className="no-print">{t('monitoring.evaluations.lede')}</span>}
      actions={
        <>
          <Button icon={<DownloadOutlined />} href={file} download>
            {t('monitoring.evaluations.export')}
          </Button>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('monitoring.evaluations.print')}
          </Button>
        </>
      }
    >
      <div className="mon-bar no-print">
        <Segmented
          value={isAir ? 'air' : 'water'}
          onChange={(view) => change({ view: view === 'air' ? 'air' : undefined })}
          options={(['water', 'air'] as const).map((value) => ({
            value,
            label: t(`monitoring.evaluations.views.${value}`),
          }))}
        />
        <Select
          aria-label={t('monitoring.evaluations.span')}
          value={search.span ?? 'month'}
          onChange={(span) => change({ span: span === 'month' ? undefined : span })}
          options={SPANS.map((value) => ({ value, label: t(`monitoring.evaluations.spans.${value}`) }))}
        />
        <input
          type="month"
          className="ant-input eval-month"
          aria-label={t('monitoring.sections.month')}
          value={search.month ?? askedOf({}, todayHere()).month.slice(0, 7)}
          max={todayHere().slice(0, 7)}
          min="2000-01"
          onChange={(event) => change({ month: event.target.value || undefined })}
        />
        {!isAir && <RiverChoice chosen={search.river} onChange={(river) => change({ river })} />}
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('monitoring.sections.jurisdiction')}
          placeholder={t('monitoring.sections.allPlaces')}
          value={search.place ?? null}
          popupMatchSelectWidth={200}
          options={places.map(({ code, shortName }) => ({ value: code, label: shortName }))}
          onChange={(place?: string | null) => change({ place: place ?? undefined })}
        />
      </div>
      {isAir ? (
        <AirView asked={asked} />
      ) : (
        <WaterView asked={water} what={what || t('monitoring.evaluations.everything')} />
      )}
    </Page>
  )
}

function RiverChoice({
  chosen,
  onChange,
}: {
  chosen: string[] | undefined
  onChange: (rivers: string[] | undefined) => void
}) {
  const { t } = useTranslation()
  const found = useQuery(sectionMapQuery(undefined))
  return (
    <Select
      mode="multiple"
      className="eval-rivers"
      aria-label={t('monitoring.evaluations.rivers')}
      placeholder={t('monitoring.evaluations.rivers')}
      value={chosen ?? []}
      options={riversOf(found.data?.items ?? []).map((river) => ({ value: river, label: river }))}
      onChange={(rivers: string[]) => onChange(rivers.length > 0 ? rivers : undefined)}
    />
  )
}
