import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '../../../../src/delivery/projects/schemas.ts'
import { useNumber } from '../../shell/time.ts'
import '../indicators/indicators.css'
import './projects.css'

export const CLASSES = ['reserve', 'preparing', 'starting', 'continuing', 'finished', 'stopped', 'transferred'] as const

export function ClassWord({ value }: { value: Project['class'] }) {
  const { t } = useTranslation()
  return <span className={`pro-class of-${value}`}>{t(`delivery.projects.classes.${value}`)}</span>
}

/** Whole 万元; a figure that nobody gave is said to be unknown. */
export function useWan(): (value: number | null) => string {
  const { t } = useTranslation()
  const number = useNumber()
  return (value) => (value === null ? t('delivery.projects.unknown') : number(value))
}

export const percent = (share: number | null): string => (share === null ? '—' : `${(share * 100).toFixed(1)}%`)

export function ProjectLine({ one, children }: { one: Project; children?: ReactNode }) {
  const { t } = useTranslation()
  const wan = useWan()
  return (
    <li className="pro-line">
      <div className="pro-name">
        <Link to="/projects/$projectId" params={{ projectId: one.id }}>
          {one.name}
        </Link>
        <small>
          <ClassWord value={one.class} />
          {one.sample && <span className="badge extracted">{t('plan.sample')}</span>}
          <span>{one.place?.shortName ?? t('delivery.projects.noPlace')}</span>
          <span>{one.organization.shortName}</span>
          <span className="pro-code">{one.code ?? t('delivery.projects.noCode')}</span>
          {one.waiting > 0 && <em>{t('delivery.projects.waiting', { count: one.waiting })}</em>}
          {children}
        </small>
      </div>
      <dl>
        <div>
          <dt>{t('delivery.projects.totalShort')}</dt>
          <dd>{wan(one.investmentTotalWan)}</dd>
        </div>
        <div>
          <dt>
            {t('delivery.projects.plannedShort')} {one.listed?.year ?? ''}
          </dt>
          <dd>{one.listed?.plannedWan == null ? '—' : wan(one.listed.plannedWan)}</dd>
        </div>
        <div>
          <dt>
            {t('delivery.projects.investedShort')} {one.listed?.month ?? ''}
          </dt>
          <dd>{one.listed?.investedWan == null ? '—' : wan(one.listed.investedWan)}</dd>
        </div>
      </dl>
    </li>
  )
}
