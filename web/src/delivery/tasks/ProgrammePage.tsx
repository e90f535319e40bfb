import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay, useSession } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { ProgrammeCycles } from '../reporting/ProgrammeCycles.tsx'
import { programmeQuery } from './api.ts'
import { Dispatch } from './Dispatch.tsx'
import { EditProgramme } from './EditProgramme.tsx'
import { RetiredNote, RetireProgramme } from './ProgrammeRetirement.tsx'
import { ProgrammeCounts } from './ProgrammesPage.tsx'
import './tasks.css'

/** One programme: its rhythm, and what of its plan waits to be dispatched. */
export function ProgrammePage() {
  const { t } = useTranslation()
  const { programmeId } = useParams({ from: '/programmes/$programmeId' })
  const found = useQuery(programmeQuery(programmeId))
  const me = useSession().data?.actor?.organizationId
  const mayDispatch = useMay('delivery.dispatch')
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  const programme = found.data
  const isOurs = mayDispatch && programme.owner.id === me && programme.retiredReason === null
  return (
    <Page
      title={programme.title}
      lede={
        <>
          {programme.owner.name} · <ProgrammeCounts programme={programme} />{' '}
          {programme.sample && <span className="badge extracted">{t('plan.sample')}</span>}
        </>
      }
      actions={
        <>
          <Link to="/tasks" search={{ programme: programme.id }}>
            <Button>{t('delivery.tasks.showTasks')}</Button>
          </Link>
          <Link to="/cockpit" search={{ programme: programme.id }}>
            <Button>{t('delivery.tasks.cockpit')}</Button>
          </Link>
          {isOurs && (
            <Link to="/programmes/$programmeId/import" params={{ programmeId: programme.id }}>
              <Button>{t('delivery.tasks.import')}</Button>
            </Link>
          )}
          {isOurs && <EditProgramme programme={programme} />}
          {isOurs && <RetireProgramme programme={programme} />}
        </>
      }
    >
      <RetiredNote programme={programme} mayRestore={mayDispatch && programme.owner.id === me} />
      <dl className="task-facts">
        {programme.document && (
          <>
            <dt>{t('delivery.tasks.ofDocument')}</dt>
            <dd>
              <Link to="/documents/$documentId" params={{ documentId: programme.document.id }}>
                {programme.document.title}
              </Link>
            </dd>
          </>
        )}
        <dt>{t('delivery.tasks.frequency')}</dt>
        <dd>{t(`delivery.tasks.frequencies.${programme.frequency}`)}</dd>
        <dt>{t('delivery.tasks.receiptDays')}</dt>
        <dd>{t('delivery.tasks.workingDays', { count: programme.receiptDays })}</dd>
        <dt>{t('delivery.tasks.programmeRuns')}</dt>
        <dd>
          {programme.endsOn
            ? t('delivery.tasks.fromTo', { from: programme.startsOn, to: programme.endsOn })
            : t('delivery.tasks.from', { from: programme.startsOn })}
        </dd>
      </dl>
      <ProgrammeCycles programmeId={programme.id} frequency={programme.frequency} mayOpen={isOurs} />
      {isOurs && programme.document && <Dispatch programmeId={programme.id} />}
    </Page>
  )
}
