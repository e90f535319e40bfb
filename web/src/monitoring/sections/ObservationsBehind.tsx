import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AssessmentObservations, NamedObservation } from '../../../../src/monitoring/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { BatchLink } from '../shared/BatchLink.tsx'
import { useParameters } from '../shared/parameters.ts'
import { dayOf, measuredText, withUnit } from '../shared/values.ts'

/** The observations of one item, one by one, with who measured and who sent them; denser series by their days. */
export function ObservationsBehind(props: {
  code: string
  behind: AssessmentObservations
  /** Datastreams that took no part: another way of measuring came first, or an attested value stands. */
  aside: readonly number[]
}) {
  const { code, behind, aside } = props
  const { t } = useTranslation()
  const items = behind.items.filter(({ parameter }) => parameter === code)
  const spans = behind.spans.filter(({ parameter }) => parameter === code)
  if (items.length + spans.length === 0) return <p className="mon-note">{t('monitoring.sections.behindNone')}</p>
  return (
    <ul className="sec-behind">
      {items.map((one) => (
        <li key={one.id}>
          <One one={one} />
          {aside.includes(one.datastream) && <em className="flag">{t('monitoring.sections.notTaken')}</em>}
        </li>
      ))}
      {spans.map(({ datastream, station, origin, first, last, count, flagged }) => (
        <li key={datastream}>
          <Link
            to="/stations/$stationId"
            params={{ stationId: station.id }}
            search={{ stream: datastream, from: first, to: last, step: 'hour' }}
          >
            {station.name}
          </Link>{' '}
          {t('monitoring.sections.span', { origin: t(`monitoring.stations.origins.${origin}`), first, last, count })}
          {flagged > 0 && <em className="flag">{t('monitoring.sections.flagged', { count: flagged })}</em>}
          {aside.includes(datastream) && <em className="flag">{t('monitoring.sections.notTaken')}</em>}
        </li>
      ))}
    </ul>
  )
}

function One({ one }: { one: NamedObservation }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { unitOf } = useParameters()
  const day = dayOf(one.time)
  const below = one.qualifier === 'belowDetection'
  const value =
    one.value === null
      ? t(`monitoring.stations.qualifiers.${one.qualifier}`)
      : withUnit(measuredText(one.value, below), unitOf(one.parameter))
  return (
    <>
      <Link
        to="/stations/$stationId"
        params={{ stationId: one.station.id }}
        search={{ stream: one.datastream, from: day, to: day }}
      >
        {moment(one.time)}
      </Link>
      <b>{value}</b>
      <span>
        {one.station.name} · {t(`monitoring.stations.origins.${one.origin}`)}
        {one.method && ` · ${one.method}`}
      </span>
      <span>
        {t('monitoring.sections.laboratory', { name: one.laboratory ?? '—' })} · {t('monitoring.sections.sentBy')}{' '}
        <BatchLink id={one.batchId} by={one.by} />
      </span>
      {one.flags.map((flag) => (
        <em key={flag} className="flag">
          {t(`monitoring.stations.flags.${flag}`)}
        </em>
      ))}
      {one.corrections.map(({ value: before, qualifier, at, reason, by }) => (
        <small key={at}>
          {t('monitoring.sections.correctedFrom', {
            value: measuredText(before, qualifier === 'belowDetection'),
            at: moment(at),
            by: by ?? '—',
            reason,
          })}
        </small>
      ))}
    </>
  )
}
