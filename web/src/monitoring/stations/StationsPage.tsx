import { DownloadOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Dropdown, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListedStation } from '../../../../src/monitoring/schemas.ts'
import { useMay } from '../../access/session.ts'
import { useClusterPlaces } from '../../gazetteer/api.ts'
import { withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { useParameters } from '../shared/parameters.ts'
import { measuredText, withUnit } from '../shared/values.ts'
import { useStations } from './api.ts'
import { ageOf, KINDS, type StationsSearch } from './filter.ts'
import { StationFormButton } from './StationForm.tsx'
import '../shared/shared.css'

const route = getRouteApi('/stations')

/** 站点: who measures where, and how old the newest value is. */
export function StationsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useStations(search)
  const [mayManage, mayWrite] = [useMay('station.manage'), useMay('observation.write')]
  const places = useClusterPlaces()
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const narrowed = Object.keys(search).length > 0
  const change = (part: { [Key in keyof StationsSearch]?: StationsSearch[Key] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('monitoring.stations.title')}
      lede={t('monitoring.stations.lede')}
      actions={
        <>
          <Link to="/observations/batches" className="mon-action">
            {t('monitoring.uploads.batches')}
          </Link>
          {mayWrite && (
            <Link to="/observations/upload" className="mon-action">
              {t('monitoring.stations.upload')}
            </Link>
          )}
          <ExportMenu search={search} />
          {mayManage && <StationFormButton />}
        </>
      }
    >
      <div className="mon-bar no-print">
        <SearchField
          value={search.q ?? ''}
          placeholder={t('monitoring.stations.search')}
          onChange={(q) => change({ q })}
        />
        <Select
          allowClear
          aria-label={t('monitoring.stations.kind')}
          placeholder={t('monitoring.stations.allKinds')}
          value={search.kind ?? null}
          popupMatchSelectWidth={160}
          options={KINDS.map((value) => ({ value, label: t(`monitoring.stations.kinds.${value}`) }))}
          onChange={(kind?: StationsSearch['kind'] | null) => change({ kind: kind ?? undefined })}
        />
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
      {total !== undefined && (
        <p className="mon-note" aria-live="polite">
          {t('monitoring.stations.total', { formatted: number(total) })}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t(narrowed ? 'monitoring.stations.noneFound' : 'monitoring.stations.none')}>
          {!narrowed && t('monitoring.stations.noneTodo')}
        </QuietState>
      )}
      {items.length > 0 && (
        <table className="mon-table cards">
          <thead>
            <tr>
              {(['station', 'kind', 'place', 'keeper', 'newest', 'age'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`monitoring.stations.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <Row key={one.id} one={one} />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function ExportMenu({ search }: { search: StationsSearch }) {
  const { t } = useTranslation()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: (['xlsx', 'csv'] as const).map((ending) => ({
          key: ending,
          label: (
            <a href={withQuery(`/api/v1/stations.${ending}`, { ...search })} download>
              {t(`monitoring.sections.${ending}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('monitoring.stations.export')}</Button>
    </Dropdown>
  )
}

function Row({ one }: { one: ListedStation }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { nameOf, unitOf } = useParameters()
  const { newest, place } = one
  const age = newest && ageOf(newest.time, Date.now())
  return (
    <tr>
      <td>
        <Link to="/stations/$stationId" params={{ stationId: one.id }} className="sec-name">
          {one.name}
        </Link>
        <small>{one.code}</small>
      </td>
      <td className="tight">{t(`monitoring.stations.kinds.${one.kind}`)}</td>
      <td data-label={t('monitoring.stations.place')}>
        {one.jurisdiction.shortName}
        {place?.section && (
          <small>
            <Link to="/sections/$sectionId" params={{ sectionId: place.section.id }}>
              {place.section.name}
            </Link>
          </small>
        )}
      </td>
      <td data-label={t('monitoring.stations.keeper')}>{one.organization.shortName}</td>
      <td data-label={t('monitoring.stations.newest')}>
        {newest ? (
          <>
            {nameOf(newest.parameter)}{' '}
            {newest.value === null
              ? t(`monitoring.stations.qualifiers.${newest.qualifier}`)
              : withUnit(measuredText(newest.value, newest.qualifier === 'belowDetection'), unitOf(newest.parameter))}
            <small>{moment(newest.time)}</small>
          </>
        ) : (
          t('monitoring.stations.neverMeasured')
        )}
      </td>
      <td className="tight" data-label={age ? t('monitoring.stations.age') : undefined}>
        {age && t(`monitoring.stations.ages.${age.unit}`, { count: age.count })}
      </td>
    </tr>
  )
}
