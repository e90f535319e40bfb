import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorDetail } from '../../../../src/delivery/indicators/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { colon } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { indicatorQuery, useLinkIndicator, useRetire } from './api.ts'
import { IndicatorForm } from './IndicatorForm.tsx'
import { LinkedTasks } from './LinkedTasks.tsx'
import { ObserveDrawer } from './ObserveDrawer.tsx'
import { Projection } from './Projection.tsx'
import { ProgressBar, SentenceLink, StatusWord, targetText, useStatusReason, withUnit } from './parts.tsx'
import { RollUpSection } from './RollUpSection.tsx'

const IndicatorChart = lazy(() => import('./IndicatorChart.tsx').then((part) => ({ default: part.IndicatorChart })))

/** One indicator: where it stands and why, its figures with every version, its parts, its tasks. */
export function IndicatorPage() {
  const { t } = useTranslation()
  const { indicatorId } = useParams({ from: '/indicators/$indicatorId' })
  const found = useQuery(indicatorQuery(indicatorId))
  const [open, setOpen] = useState<'observe' | 'edit' | 'retire' | null>(null)
  const link = useLinkIndicator()
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  const one = found.data
  const standing = one.retiredReason === null
  return (
    <Page
      title={one.name}
      lede={one.sample && <span className="badge extracted">{t('plan.sample')}</span>}
      actions={
        <>
          {one.mayManage && standing && (
            <>
              <Button onClick={() => setOpen('retire')}>{t('delivery.indicators.retire')}</Button>
              <Button onClick={() => setOpen('edit')}>{t('delivery.indicators.edit')}</Button>
            </>
          )}
          {one.mayObserve && (
            <Button type="primary" onClick={() => setOpen('observe')}>
              {t('delivery.indicators.observe')}
            </Button>
          )}
        </>
      }
    >
      {!standing && <p className="ind-conflict">{t('delivery.indicators.retired', { reason: one.retiredReason })}</p>}
      <Head one={one} />
      {(one.figures.length > 0 || one.path.length > 0) && (
        <Suspense fallback={<div className="ind-chart" />}>
          <IndicatorChart one={one} />
        </Suspense>
      )}
      <Figures one={one} />
      <RollUpSection one={one} />
      <LinkedTasks
        title={t('delivery.indicators.tasks')}
        none={t('delivery.indicators.tasksNone')}
        tasks={one.tasks}
        mayLink={one.mayManage && standing}
        busy={link.isPending}
        onLink={(taskId, linked) => link.mutate({ id: one.id, taskId, linked })}
      />
      <ObserveDrawer open={open === 'observe'} one={one} onClose={() => setOpen(null)} />
      <IndicatorForm open={open === 'edit'} indicator={one} onClose={() => setOpen(null)} />
      <RetireDialog open={open === 'retire'} one={one} onClose={() => setOpen(null)} />
    </Page>
  )
}

function Head({ one }: { one: IndicatorDetail }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const reason = useStatusReason()
  const latest = one.figures.at(-1)
  const { neededGrowth } = one.progress
  return (
    <div className="ind-head sheet">
      <dl className="ind-facts">
        <Fact label={`${t('delivery.indicators.base')} ${one.baseYear ?? ''}`}>{withUnit(one.base, one.unit)}</Fact>
        <Fact label={`${t('delivery.indicators.latest')} ${latest ? periodText(latest.period) : ''}`}>
          <strong>{latest ? withUnit(latest.value, one.unit) : t('delivery.indicators.neverSeen')}</strong>
        </Fact>
        <Fact label={`${t('delivery.indicators.target')} ${one.targetYear ?? ''}`}>{targetText(one)}</Fact>
        <Fact label={t('delivery.indicators.nature')}>
          {one.nature ? t(`delivery.indicators.natures.${one.nature}`) : t('delivery.indicators.natureUnknown')}
        </Fact>
        <Fact label={t('delivery.indicators.accumulation')}>
          {t(`delivery.indicators.accumulations.${one.accumulation}`)}
        </Fact>
        <Fact label={t('delivery.indicators.place')}>{one.place?.name ?? t('delivery.indicators.wholePlan')}</Fact>
        <Fact label={t('delivery.indicators.supplier')}>
          {one.supplier ? (
            <Link to="/units/$unitId" params={{ unitId: one.supplier.id }}>
              {one.supplier.shortName}
            </Link>
          ) : (
            t('delivery.indicators.noSupplier')
          )}
        </Fact>
      </dl>
      <div className="ind-verdict">
        <StatusWord status={one.progress.status} />
        <ProgressBar progress={one.progress} />
        <p>{reason(one)}</p>
        <Projection one={one} />
        {neededGrowth !== null && (
          <p>{t('delivery.indicators.needed', { rate: `${(neededGrowth * 100).toFixed(2)}%` })}</p>
        )}
      </div>
      <SentenceLink {...one} label={one.provisionLabel} />
    </div>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Figures({ one }: { one: IndicatorDetail }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const moment = useMoment()
  const current = new Set(one.figures.map(({ id }) => id))
  return (
    <section>
      <h2 className="section-title">
        {t('delivery.indicators.figures')} <small>{t('delivery.indicators.figuresLede')}</small>
      </h2>
      {one.observations.length === 0 && <p className="ind-note">{t('delivery.indicators.neverSeen')}</p>}
      {one.observations.length > 0 && (
        <div className="ind-scroll">
          <table className="ind-figures">
            <thead>
              <tr>
                {(['period', 'value', 'grade', 'source'] as const).map((head) => (
                  <th key={head} scope="col">
                    {t(`delivery.indicators.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {one.observations.map((figure) => (
                <tr key={figure.id} className={current.has(figure.id) ? '' : 'old'}>
                  <td>
                    {periodText(figure.period)}
                    {figure.version > 1 && <small>{t('delivery.indicators.version', { n: figure.version })}</small>}
                  </td>
                  <td>
                    <span className="figure-value">{withUnit(figure.value, one.unit)}</span>
                    {!current.has(figure.id) && <small>{t('delivery.indicators.superseded')}</small>}
                  </td>
                  <td>{t(`delivery.indicators.grades.${figure.grade}`)}</td>
                  <td>
                    {figure.taskId ? (
                      <Link to="/tasks/$taskId" params={{ taskId: figure.taskId }}>
                        {figure.source}
                      </Link>
                    ) : (
                      figure.source
                    )}
                    <small>
                      {figure.reason && `${t('delivery.indicators.revisionReason')}${colon()}${figure.reason} `}
                      {t('delivery.indicators.by', {
                        name: figure.userName,
                        organization: figure.organizationName,
                        at: moment(figure.at),
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

function RetireDialog({ open, one, onClose }: { open: boolean; one: IndicatorDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const retire = useRetire(one.id)
  return (
    <FormDialog
      open={open}
      title={t('delivery.indicators.retireTitle')}
      okText={t('delivery.indicators.retire')}
      okButtonProps={{ disabled: reason.trim() === '', danger: true, loading: retire.isPending }}
      onCancel={onClose}
      onOk={() => retire.mutate({ reason: reason.trim(), revision: one.revision }, { onSuccess: onClose })}
    >
      <label htmlFor="retire-reason">{t('delivery.indicators.retireReason')}</label>
      <Input.TextArea
        id="retire-reason"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={500}
      />
    </FormDialog>
  )
}
