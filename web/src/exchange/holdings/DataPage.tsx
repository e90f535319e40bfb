import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { HoldingDetail, ResourceDetail } from '../../../../src/exchange/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { FileMenu } from '../FileMenu.tsx'
import { holdingQuery, rowsFile } from './api.ts'
import { LoadPanel } from './provider/LoadPanel.tsx'
import { Revisions } from './provider/Revisions.tsx'
import { Rows } from './provider/Rows.tsx'
import { ResourceFrame } from './ResourceFrame.tsx'
import { SharedData } from './recipient/SharedData.tsx'

const route = getRouteApi('/resources/$resourceId/data')

/** 数据: to their provider what is loaded, to a recipient what its agreement covers, to others that they are there. */
export function DataPage() {
  const { resourceId } = route.useParams()
  const holding = useQuery(holdingQuery(resourceId))
  return (
    <ResourceFrame resourceId={resourceId}>
      {(resource) => (
        <>
          {holding.isPending && <Loading />}
          {holding.isError && <ProblemNotice problem={holding.error} onRetry={() => void holding.refetch()} />}
          {holding.data && <Found resource={resource} holding={holding.data} />}
        </>
      )}
    </ResourceFrame>
  )
}

function Found({ resource, holding }: { resource: ResourceDetail; holding: HoldingDetail }) {
  if (holding.mayLoad) return <Provided resource={resource} holding={holding} />
  return holding.agreements.length > 0 ? <SharedData holding={holding} /> : <Others holding={holding} />
}

function Provided({ resource, holding }: { resource: ResourceDetail; holding: HoldingDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const number = useNumber()
  return (
    <>
      {holding.isLoaded && (
        <div className="holding-standing">
          <p>
            {t('exchange.holdings.data.standing', {
              count: number(holding.rowCount) as never,
              revision: holding.revision,
              at: holding.loadedAt ? moment(holding.loadedAt) : '',
            })}
            <small>{t('exchange.holdings.data.keyItems', { items: holding.keyItems.join(comma()) })}</small>
          </p>
          <FileMenu label={t('exchange.holdings.data.download')} hrefOf={(ending) => rowsFile(resource.id, ending)} />
        </div>
      )}
      {resource.state === 'published' && <LoadPanel holding={holding} />}
      {holding.isLoaded && (
        <>
          <Rows holding={holding} mayCorrect={resource.state === 'published'} />
          <Revisions resourceId={resource.id} />
        </>
      )}
    </>
  )
}

function Others({ holding }: { holding: HoldingDetail }) {
  const { t } = useTranslation()
  const number = useNumber()
  if (!holding.isLoaded)
    return <QuietState title={t('exchange.holdings.data.none')}>{t('exchange.holdings.data.noneOfOthers')}</QuietState>
  return (
    <QuietState title={t('exchange.holdings.data.others')}>
      {t('exchange.holdings.data.othersTodo', { count: number(holding.rowCount) as never })}
    </QuietState>
  )
}
