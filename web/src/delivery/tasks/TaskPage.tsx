import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { AmendButton } from './AmendForm.tsx'
import { type TaskDetail, taskQuery } from './api.ts'
import { Comments } from './Comments.tsx'
import { Milestones } from './Milestones.tsx'
import { taskSections } from './sections.ts'
import { TaskActs } from './TaskActs.tsx'
import { TaskLight } from './TaskLight.tsx'
import { Timeline } from './Timeline.tsx'
import './tasks.css'

/** One task: the sentence that obliges, who answers, how it stands and why, and everything that happened. */
export function TaskPage() {
  const { taskId } = useParams({ from: '/tasks/$taskId' })
  const task = useQuery(taskQuery(taskId))
  if (task.isPending) return <Loading />
  if (task.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={task.error} onRetry={() => void task.refetch()} />
      </div>
    )
  return <Task key={task.data.id} task={task.data} />
}

function Task({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  return (
    <Page
      title={task.title}
      lede={
        <>
          <Link to="/programmes/$programmeId" params={{ programmeId: task.programme.id }}>
            {task.programme.title}
          </Link>{' '}
          · {t('delivery.tasks.numberOf', { number: task.number })} · {t(`delivery.tasks.states.${task.state}`)}
        </>
      }
      actions={task.may.includes('amend') && <AmendButton task={task} />}
    >
      <TaskLight taskId={task.id} />
      <blockquote className="task-sentence">
        {task.text}
        <footer>
          {task.documentId && task.provision ? (
            <Link
              to="/documents/$documentId"
              params={{ documentId: task.documentId }}
              search={{ at: task.provision, ...(task.commitmentId ? { c: task.commitmentId } : {}) }}
            >
              {task.documentTitle} · {task.provisionLabel}
            </Link>
          ) : (
            [t(`delivery.tasks.origins.${task.origin}`), task.provisionLabel].filter(Boolean).join(' · ')
          )}
        </footer>
      </blockquote>
      <TaskActs task={task} />
      <div className="task-columns">
        <div>
          <div id="answering" className="task-part">
            <h2 className="section-title">{t('delivery.tasks.answering')}</h2>
            <Answering task={task} />
          </div>
          <div id="milestones" className="task-part">
            <Milestones task={task} />
          </div>
          <WorkPlans task={task} />
          <Suspense fallback={null}>
            {taskSections.map(({ key, view: View }) => (
              <div key={key} id={key} className="task-part">
                <View task={task} />
              </div>
            ))}
          </Suspense>
          <Comments task={task} />
        </div>
        <aside>
          <h2 id="facts" className="section-title task-part">
            {t('delivery.tasks.facts')}
          </h2>
          <Facts task={task} />
          {task.replacedBy && (
            <p>
              <Link to="/tasks/$taskId" params={{ taskId: task.replacedBy }}>
                {t('delivery.tasks.replacedBy')}
              </Link>
            </p>
          )}
          <h2 className="section-title">{t('delivery.tasks.timeline')}</h2>
          <Timeline task={task} />
        </aside>
      </div>
    </Page>
  )
}

function Facts({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const facts: [string, string | null][] = [
    [t('delivery.tasks.due'), task.dueOn ?? t(`delivery.tasks.pace.${task.pace}`)],
    [t('delivery.tasks.measure'), task.measure],
    [t('delivery.tasks.chapter'), task.chapterLabel],
    [t('delivery.tasks.owner'), task.owner.name],
    [t('delivery.tasks.dispatchedAt'), task.dispatchedAt && moment(task.dispatchedAt)],
    [t('delivery.tasks.closedAt'), task.closedAt && moment(task.closedAt)],
    [t('delivery.tasks.retiredReason'), task.retiredReason],
  ]
  return (
    <dl className="task-facts">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Answering({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <table className="answering">
      <tbody>
        {task.assignments.map((one) => (
          <tr
            key={`${one.organizationId} ${one.role} ${one.begunOn} ${one.endedOn ?? ''}`}
            className={one.endedOn ? 'past' : ''}
          >
            <td>
              <Link to="/units/$unitId" params={{ unitId: one.organizationId }}>
                {one.name}
              </Link>
              {one.printed && one.printed !== one.name && one.printed !== one.shortName && (
                <small className="faint"> {t('delivery.tasks.printed', { name: one.printed })}</small>
              )}
            </td>
            <td>{t(`delivery.tasks.roles.${one.role}`)}</td>
            <td>
              {one.endedOn
                ? t(`delivery.tasks.ended.${one.endedCause === 'succeeded' ? 'succeeded' : 'amended'}`, {
                    date: one.endedOn,
                  })
                : one.receivedAt
                  ? t('delivery.tasks.received', { name: one.receivedBy ?? '', at: moment(one.receivedAt) })
                  : t('delivery.tasks.receiptDue', { date: one.receiptDueOn ?? '' })}
              {one.closingRequestedAt && !one.endedOn && <> · {t('delivery.tasks.closingRequested')}</>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function WorkPlans({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  if (task.workPlans.length === 0) return null
  return (
    <section>
      <h2 className="section-title">{t('delivery.tasks.workPlans')}</h2>
      <ul className="comments">
        {task.workPlans.map((one) => (
          <li key={`${one.organizationId}${one.number}`}>
            {one.text}
            <br />
            <small>
              {t('delivery.tasks.filed', {
                number: one.number,
                unit: one.organizationName,
                name: one.userName,
                at: moment(one.filedAt),
              })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
