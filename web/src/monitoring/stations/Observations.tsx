import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Datastream, Observation } from '../../../../src/monitoring/schemas.ts'
import { useMay, useSession } from '../../access/session.ts'
import { withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useMoment } from '../../shell/time.ts'
import { measuredText, withUnit } from '../shared/values.ts'
import { useObservations } from './api.ts'
import { CorrectDialog } from './CorrectDialog.tsx'

/** Value by value, with who sent it; one that is wrong is corrected here, by who measures. */
export function Observations(props: {
  stream: Datastream
  span: { from: string; to: string }
  /** Whether the actor keeps the station. */
  mayCorrect: boolean
}) {
  const { t } = useTranslation()
  const { stream, span } = props
  const list = useObservations({ datastream: stream.id, ...span })
  const session = useSession()
  const mayWrite = useMay('observation.write')
  const mine = stream.organization.id === session.data?.actor?.organizationId
  const [chosen, setChosen] = useState<Observation | null>(null)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const file = withQuery('/api/v1/observations.csv', { datastream: stream.id, ...span })
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.stations.observations')}
        {list.isSuccess && items.length > 0 && (
          <Button size="small" className="sta-export no-print" icon={<DownloadOutlined />} href={file} download>
            {t('monitoring.stations.export')}
          </Button>
        )}
      </h2>
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className="mon-note">{t('monitoring.stations.observationsNone')}</p>}
      {items.length > 0 && (
        <div className="sta-observations">
          <table className="mon-table cards">
            <thead>
              <tr>
                <th scope="col">{t('monitoring.stations.time')}</th>
                <th scope="col">{t('monitoring.stations.says')}</th>
                <th scope="col">{t('monitoring.uploads.heads.by')}</th>
                <th scope="col">{t('monitoring.stations.batch')}</th>
                <th scope="col" aria-label={t('monitoring.stations.correctOne')} />
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <Row
                  key={one.time}
                  one={one}
                  unit={stream.unit}
                  onCorrect={mayWrite && (mine || props.mayCorrect) ? () => setChosen(one) : undefined}
                />
              ))}
            </tbody>
          </table>
          {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </div>
      )}
      {chosen && <CorrectDialog stream={stream} one={chosen} onClose={() => setChosen(null)} />}
    </section>
  )
}

function Row({ one, unit, onCorrect }: { one: Observation; unit: string; onCorrect: (() => void) | undefined }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <tr>
      <td className="tight">{moment(one.time)}</td>
      <td>
        {one.value === null
          ? t(`monitoring.stations.qualifiers.${one.qualifier}`)
          : withUnit(measuredText(one.value, one.qualifier === 'belowDetection'), unit)}{' '}
        {one.flags.map((flag) => (
          <em key={flag} className="flag">
            {t(`monitoring.stations.flags.${flag}`)}
          </em>
        ))}
      </td>
      <td>{one.by ?? t('monitoring.sections.byUnknown')}</td>
      <td className="tight">
        <Link to="/observations/batches" search={{ batch: one.batchId }}>
          {t('monitoring.sections.batch', { id: one.batchId })}
        </Link>
      </td>
      <td className="number">
        {onCorrect && (
          <Button size="small" onClick={onCorrect}>
            {t('monitoring.stations.correctOne')}
          </Button>
        )}
      </td>
    </tr>
  )
}
