import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Datastream, StationDetail } from '../../../../src/monitoring/schemas.ts'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { todayHere, useMoment, useNumber } from '../../shell/time.ts'
import { useParameters } from '../shared/parameters.ts'
import { dayOf } from '../shared/values.ts'
import { stationQuery } from './api.ts'
import { Conflicts } from './Conflicts.tsx'
import { StationEditForm } from './EditForm.tsx'
import { type StationSearch, spanOf, stepFor } from './filter.ts'
import { Observations } from './Observations.tsx'
import { PlaceForm } from './PlaceForm.tsx'
import { StreamForm } from './StreamForm.tsx'
import '../shared/shared.css'
import './stations.css'

const StreamChart = lazy(() => import('./StreamChart.tsx').then((part) => ({ default: part.StreamChart })))
const route = getRouteApi('/stations/$stationId')

/** One station: where it stood, what it measures, the course of each, and what has to be decided. */
export function StationPage() {
  const { t } = useTranslation()
  const { stationId } = useParams({ from: '/stations/$stationId' })
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const found = useQuery(stationQuery(stationId))
  const mayManage = useMay('station.manage')
  const [open, setOpen] = useState<'edit' | 'place' | 'stream' | null>(null)
  const change = (part: { [Key in keyof StationSearch]?: StationSearch[Key] | undefined }) =>
    void navigate({
      search: (now) =>
        Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    })
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  const one = found.data
  const stream = one.datastreams.find(({ id }) => id === search.stream) ?? liveliest(one.datastreams)
  const step = search.step ?? (stream ? stepFor(stream) : 'month')
  const span = spanOf(search, step, stream?.lastTime ? dayOf(stream.lastTime) : todayHere())
  return (
    <Page
      title={one.name}
      lede={
        <>
          {one.code} · {t(`monitoring.stations.kinds.${one.kind}`)}{' '}
          {one.isSample && <span className="badge extracted">{t('plan.sample')}</span>}
        </>
      }
      actions={
        <>
          {one.mayEdit && <Button onClick={() => setOpen('edit')}>{t('monitoring.stations.edit')}</Button>}
          {one.mayEdit && <Button onClick={() => setOpen('place')}>{t('monitoring.stations.newPlace')}</Button>}
          {mayManage && <Button onClick={() => setOpen('stream')}>{t('monitoring.stations.newStream')}</Button>}
        </>
      }
    >
      <Head one={one} />
      <Conflicts stationId={one.id} />
      <Streams streams={one.datastreams} chosen={stream?.id} onChoose={(id) => change({ stream: id })} />
      {stream && (
        <>
          <Suspense fallback={<div className="mon-chart" />}>
            <StreamChart station={one} stream={stream} step={step} span={span} onChange={change} />
          </Suspense>
          <Observations stream={stream} span={span} mayCorrect={one.mayEdit} />
        </>
      )}
      <StationEditForm open={open === 'edit'} station={one} onClose={() => setOpen(null)} />
      <PlaceForm open={open === 'place'} station={one} onClose={() => setOpen(null)} />
      <StreamForm open={open === 'stream'} station={one} onClose={() => setOpen(null)} />
    </Page>
  )
}

/** What is shown before anything is chosen: the datastream with most data. */
const liveliest = (streams: readonly Datastream[]): Datastream | undefined =>
  streams.reduce<Datastream | undefined>(
    (best, one) => (best && best.observations >= one.observations ? best : one),
    undefined,
  )

function Head({ one }: { one: StationDetail }) {
  const { t } = useTranslation()
  const { place } = one
  return (
    <div className="sheet sta-head">
      <dl className="mon-facts">
        <div>
          <dt>{t('monitoring.stations.jurisdiction')}</dt>
          <dd>{one.jurisdiction.name}</dd>
        </div>
        {place?.section && (
          <div>
            <dt>{t('monitoring.stations.section')}</dt>
            <dd>
              <Link to="/sections/$sectionId" params={{ sectionId: place.section.id }}>
                {place.section.name}
              </Link>
            </dd>
          </div>
        )}
        {place && (
          <div>
            <dt>{t('monitoring.stations.coordinates')}</dt>
            <dd>
              {place.longitude}, {place.latitude}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('monitoring.stations.keeper')}</dt>
          <dd>
            <Link to="/units/$unitId" params={{ unitId: one.organization.id }}>
              {one.organization.shortName}
            </Link>
          </dd>
        </div>
        {one.closedOn && (
          <div>
            <dt>{t('monitoring.stations.closedOn')}</dt>
            <dd>{one.closedOn}</dd>
          </div>
        )}
      </dl>
      {one.description && <p>{one.description}</p>}
      {one.places.length > 1 && (
        <details open>
          <summary>{t('monitoring.stations.places')}</summary>
          <table className="mon-table cards">
            <tbody>
              {one.places.map((each) => (
                <tr key={each.id}>
                  <td className="tight">
                    {each.validFrom} – {each.validTo ?? t('monitoring.stations.stillSo')}
                  </td>
                  <td>{each.jurisdiction.name}</td>
                  <td>{each.section?.name}</td>
                  <td className="tight">
                    {each.longitude}, {each.latitude}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  )
}

function Streams(props: {
  streams: readonly Datastream[]
  chosen: number | undefined
  onChoose: (id: number) => void
}) {
  const { t } = useTranslation()
  const number = useNumber()
  const moment = useMoment()
  const { nameOf, unitOf } = useParameters()
  if (props.streams.length === 0) return <QuietState title={t('monitoring.stations.neverMeasured')} />
  return (
    <section>
      <h2 className="section-title">{t('monitoring.stations.streams')}</h2>
      <table className="mon-table cards">
        <thead>
          <tr>
            {(['parameter', 'origin', 'method', 'laboratory', 'count', 'newest'] as const).map((head) => (
              <th key={head} scope="col" className={head === 'count' ? 'number' : undefined}>
                {t(`monitoring.stations.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.streams.map((one) => (
            <tr key={one.id} className={one.id === props.chosen ? 'chosen' : undefined}>
              <td>
                <button
                  type="button"
                  className="plain sta-choose"
                  aria-pressed={one.id === props.chosen}
                  onClick={() => props.onChoose(one.id)}
                >
                  {nameOf(one.parameter)}
                </button>{' '}
                <span className="mon-note">{unitOf(one.parameter)}</span>
              </td>
              <td>{t(`monitoring.stations.origins.${one.origin}`)}</td>
              <td data-label={t('monitoring.stations.method')}>
                {one.method || '—'}
                {one.detectionLimit !== null && (
                  <small>
                    {t('monitoring.stations.limit')} {one.detectionLimit} {one.unit}
                  </small>
                )}
              </td>
              <td data-label={t('monitoring.stations.laboratory')}>{one.organization.shortName}</td>
              <td className="number" data-label={t('monitoring.stations.count')}>
                {number(one.observations)}
              </td>
              <td className="tight" data-label={t('monitoring.stations.newest')}>
                {one.lastTime ? moment(one.lastTime) : t('monitoring.stations.neverMeasured')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
