import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Batch, Flagged } from '../../../../src/monitoring/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { useParameters } from '../shared/parameters.ts'
import { dayOf, measuredText, withUnit } from '../shared/values.ts'
import { flaggedQuery } from './api.ts'

/** 疑似异常的数值: which values of a batch stand out, from what, and where they are looked at and corrected. */
export function FlaggedValues({ of }: { of: Batch }) {
  const { t } = useTranslation()
  const number = useNumber()
  const found = useQuery(flaggedQuery(of.id))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const { items } = found.data
  const others = of.flagged - items.length
  return (
    <section>
      <h3>{t('monitoring.uploads.flagged.title')}</h3>
      <p className="mon-note">{t('monitoring.uploads.flagged.why')}</p>
      {items.length > 0 && (
        <table className="mon-table cards">
          <thead>
            <tr>
              {(['station', 'parameter', 'time', 'value', 'before'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`monitoring.uploads.flagged.${head}`)}
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
      {others > 0 && (
        <p className="mon-note">{t('monitoring.uploads.flagged.others', { formatted: number(others) })}</p>
      )}
    </section>
  )
}

function Row({ one }: { one: Flagged }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { nameOf, unitOf } = useParameters()
  const day = dayOf(one.time)
  const unit = unitOf(one.parameter)
  const { count, lowest, highest } = one.before
  return (
    <tr>
      <td>
        <Link
          to="/stations/$stationId"
          params={{ stationId: one.station.id }}
          search={{ stream: one.datastream, to: day }}
        >
          {one.station.name}
        </Link>
        {one.section && (
          <small>
            {t('monitoring.uploads.flagged.section')}{' '}
            <Link
              to="/sections/$sectionId"
              params={{ sectionId: one.section.id }}
              search={{ month: day.slice(0, 7), parameter: one.parameter }}
            >
              {one.section.name}
            </Link>
          </small>
        )}
      </td>
      <td>{nameOf(one.parameter)}</td>
      <td className="tight" data-label={t('monitoring.uploads.flagged.time')}>
        {moment(one.time)}
      </td>
      <td data-label={t('monitoring.uploads.flagged.value')}>
        <b>{withUnit(measuredText(one.value, false), unit)}</b>
      </td>
      <td data-label={t('monitoring.uploads.flagged.before')}>
        {t('monitoring.uploads.flagged.range', {
          count,
          lowest: measuredText(lowest, false),
          highest: withUnit(measuredText(highest, false), unit),
        })}
      </td>
    </tr>
  )
}
