import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { cockpitQuery } from './api.ts'
import { Figures } from './Figures.tsx'
import { WorstTasks } from './WorstTasks.tsx'
import './cockpit.css'

/** How many of the worst tasks stand on a leader's home page. */
const SHOWN = 5

/** The head of a leader's home page: the lights, and what is worst with its reason. Nothing dispatched, nothing shown. */
export function CockpitHead() {
  const { t } = useTranslation()
  const cockpit = useQuery(cockpitQuery({}))
  if (cockpit.isPending) return <Loading />
  if (cockpit.isError) return <ProblemNotice problem={cockpit.error} onRetry={() => void cockpit.refetch()} />
  const { data } = cockpit
  if (data.programmes.length === 0) return null
  return (
    <div className="cockpit cockpit-head">
      <Figures data={data} filter={{}} />
      <WorstTasks data={{ ...data, worst: data.worst.slice(0, SHOWN) }} filter={{}} />
      <p>
        <Link to="/cockpit">{t('delivery.cockpit.whole')}</Link>
      </p>
    </div>
  )
}
