import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectDetail } from '../../../../src/delivery/projects/schemas.ts'
import { useMay } from '../../access/session.ts'
import { placeOfGeometry } from '../../blueprint/siting/site.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed, colon } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { LinkedTasks } from '../indicators/LinkedTasks.tsx'
import { SentenceLink } from '../indicators/parts.tsx'
import { projectQuery, useLinkProject } from './api.ts'
import { ProgressDrawer, RequestDrawer } from './ProjectDrawers.tsx'
import { ProjectForm } from './ProjectForm.tsx'
import { ClassWord, useWan } from './parts.tsx'
import { RequestList } from './Requests.tsx'

/** One project: what it is, what it needs, what was invested, what was asked for and decided. */
export function ProjectPage() {
  const { t } = useTranslation()
  const { projectId } = useParams({ from: '/projects/$projectId' })
  const found = useQuery(projectQuery(projectId))
  const [open, setOpen] = useState<'edit' | 'ask' | 'report' | null>(null)
  const link = useLinkProject()
  const mayCheck = useMay('siting.check')
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  const one = found.data
  const close = () => setOpen(null)
  return (
    <Page
      title={one.name}
      lede={
        <>
          <ClassWord value={one.class} /> {t('delivery.projects.since', { day: one.classSince })}
          {one.startedOn && ` · ${t('delivery.projects.started', { day: one.startedOn })}`}
          {one.finishedOn && ` · ${t('delivery.projects.finished', { day: one.finishedOn })}`}
          {one.waiting > 0 && ` · ${t('delivery.projects.waiting', { count: one.waiting })}`}{' '}
          {one.sample && <span className="badge extracted">{t('plan.sample')}</span>}
        </>
      }
      actions={
        <>
          {mayCheck && one.geometry && (
            <Link to="/blueprint" search={siteSearch(one.id, one.geometry)}>
              <Button>{t('blueprint.siting.toProject')}</Button>
            </Link>
          )}
          {one.mayEdit && <Button onClick={() => setOpen('edit')}>{t('delivery.projects.edit')}</Button>}
          {one.mayEdit && one.class !== 'proposed' && (
            <>
              <Button onClick={() => setOpen('ask')}>{t('delivery.projects.ask')}</Button>
              <Button type="primary" onClick={() => setOpen('report')}>
                {t('delivery.projects.report')}
              </Button>
            </>
          )}
        </>
      }
    >
      <Facts one={one} />
      <Elements one={one} />
      <Progress one={one} />
      <section>
        <h2 className="section-title">{t('delivery.projects.requests')}</h2>
        {one.requests.length === 0 ? (
          <p className="ind-note">{t('delivery.projects.requestsNone')}</p>
        ) : (
          <RequestList items={one.requests} />
        )}
      </section>
      <Moves one={one} />
      <LinkedTasks
        title={t('delivery.projects.tasks')}
        none={t('delivery.projects.tasksNone')}
        tasks={one.tasks}
        mayLink={one.mayDecide}
        busy={link.isPending}
        onLink={(taskId, linked) => link.mutate({ id: one.id, taskId, linked })}
      />
      <ProjectForm open={open === 'edit'} project={one} onClose={close} />
      <RequestDrawer open={open === 'ask'} one={one} onClose={close} />
      <ProgressDrawer open={open === 'report'} one={one} onClose={close} />
    </Page>
  )
}

/** The address of the map on which the project's place is checked. */
function siteSearch(project: string, geometry: NonNullable<ProjectDetail['geometry']>) {
  const at = placeOfGeometry(geometry)
  return { panel: 'siting' as const, project, checked: 'yes', ...(at ? { at } : {}) }
}

function Facts({ one }: { one: ProjectDetail }) {
  const { t } = useTranslation()
  const wan = useWan()
  const fact = (label: string, value: ReactNode, wide = false) =>
    value ? (
      <div className={wide ? 'wide' : ''}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ) : null
  const unit = (id: string, name: string) => (
    <Link to="/units/$unitId" params={{ unitId: id }}>
      {name}
    </Link>
  )
  return (
    <dl className="pro-facts sheet">
      {fact(t('delivery.projects.investmentTotal'), wan(one.investmentTotalWan))}
      {fact(
        t('delivery.projects.code'),
        <>
          {one.code ?? t('delivery.projects.noCode')}
          {one.codeFacts?.standard === 'before' && <small> {t('delivery.projects.codeBefore')}</small>}
        </>,
      )}
      {fact(t('delivery.projects.place'), one.place?.name ?? t('delivery.projects.noPlace'))}
      {fact(t('delivery.projects.schedule'), [one.startPlanned, one.finishPlanned].filter(Boolean).join(' — '))}
      {fact(t('delivery.projects.organization'), unit(one.organization.id, one.organization.name))}
      {fact(t('delivery.projects.owner'), unit(one.owner.id, one.owner.name))}
      {fact(t('delivery.projects.builder'), one.builder)}
      {fact(t('delivery.projects.industry'), one.industry)}
      {fact(t('delivery.projects.content'), one.content, true)}
      {one.document &&
        fact(t('delivery.projects.sentence'), <SentenceLink {...one} label={one.provisionLabel} />, true)}
    </dl>
  )
}

function Elements({ one }: { one: ProjectDetail }) {
  const { t } = useTranslation()
  const gap = (needed: string | null, granted: string | null) =>
    needed === null || granted === null ? '—' : String(Number((Number(needed) - Number(granted)).toFixed(4)))
  return (
    <section>
      <h2 className="section-title">{t('delivery.projects.elements')}</h2>
      {one.elements.length === 0 ? (
        <p className="ind-note">{t('delivery.projects.noElements')}</p>
      ) : (
        <table className="ind-figures">
          <thead>
            <tr>
              <th scope="col">{t('delivery.projects.elements')}</th>
              <th scope="col">{t('delivery.projects.needed')}</th>
              <th scope="col">{t('delivery.projects.granted')}</th>
              <th scope="col">{t('delivery.projects.gap')}</th>
            </tr>
          </thead>
          <tbody>
            {one.elements.map(({ kind, needed, granted }) => (
              <tr key={kind}>
                <td>{t(`delivery.projects.elementKinds.${kind}`)}</td>
                <td>{needed ?? t('delivery.projects.unknown')}</td>
                <td>{granted ?? t('delivery.projects.unknown')}</td>
                <td>{gap(needed, granted)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Progress({ one }: { one: ProjectDetail }) {
  const { t } = useTranslation()
  const wan = useWan()
  const moment = useMoment()
  const newest = new Map(one.progress.toReversed().map((row) => [row.month, row.version]))
  return (
    <section>
      <h2 className="section-title">{t('delivery.projects.progress')}</h2>
      {one.years.length === 0 && <p className="ind-note">{t('delivery.projects.yearsNone')}</p>}
      {one.years.map((row) => (
        <p key={row.year}>
          <strong>{t('delivery.projects.yearList', { year: row.year })}</strong>{' '}
          {t(`delivery.projects.classes.${row.class}`)}
          {row.plannedWan !== null && ` · ${t('delivery.projects.planned')} ${wan(row.plannedWan)}`}
          {row.investedWan !== null &&
            ` · ${t('delivery.projects.invested')} ${wan(row.investedWan)}${bracketed(row.month ?? '—')}`}
          {row.removedOn &&
            ` · ${t('delivery.projects.removed', { day: row.removedOn, reason: row.removedReason ?? '' })}`}
        </p>
      ))}
      {one.progress.length === 0 ? (
        <p className="ind-note">{t('delivery.projects.progressNone')}</p>
      ) : (
        <div className="ind-scroll">
          <table className="ind-figures">
            <thead>
              <tr>
                <th scope="col">{t('delivery.projects.month')}</th>
                <th scope="col">{t('delivery.projects.invested')}</th>
                <th scope="col">{t('delivery.projects.inPlace')}</th>
                <th scope="col">{t('delivery.projects.stage')}</th>
                <th scope="col">{t('delivery.projects.source')}</th>
              </tr>
            </thead>
            <tbody>
              {one.progress.map((row) => (
                <tr key={`${row.month}${row.version}`} className={newest.get(row.month) === row.version ? '' : 'old'}>
                  <td>
                    {row.month}
                    {row.version > 1 && <small>{t('delivery.projects.version', { n: row.version })}</small>}
                  </td>
                  <td>
                    <span className="figure-value">{wan(row.investedWan)}</span>
                  </td>
                  <td>{row.inPlaceWan === null ? '—' : wan(row.inPlaceWan)}</td>
                  <td>{row.stage || '—'}</td>
                  <td>
                    {row.source}
                    {bracketed(t(`delivery.indicators.grades.${row.grade}`))}
                    <small>
                      {row.reason && `${t('delivery.projects.revisionReason')}${colon()}${row.reason} `}
                      {t('delivery.indicators.by', {
                        name: row.userName,
                        organization: row.organizationName,
                        at: moment(row.at),
                      })}
                    </small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Moves({ one }: { one: ProjectDetail }) {
  const { t } = useTranslation()
  if (one.moves.length === 0) return null
  return (
    <section>
      <h2 className="section-title">{t('delivery.projects.moves')}</h2>
      <ol>
        {one.moves.map((move) => (
          <li key={`${move.on}${move.to}`}>
            {move.on} {t(`delivery.projects.classes.${move.from}`)} → <ClassWord value={move.to} /> {move.reason}
            {move.evidence && `${bracketed(t('delivery.projects.evidenceLine', { text: move.evidence }))}`}{' '}
            <small className="faint">{move.userName ?? t('delivery.projects.byItself')}</small>
          </li>
        ))}
      </ol>
    </section>
  )
}
