import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roles } from '../plan/register/filter.ts'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { Loading } from '../shell/states.tsx'
import { organizationQuery, unitSummaryQuery } from './api.ts'
import { Identity } from './Identity.tsx'
import { Owed, type RoleChoice } from './Owed.tsx'
import { NotVouched } from './provisional/NotVouched.tsx'
import { UnitFigures } from './UnitFigures.tsx'
import '../plan/reader/pane.css'
import './units.css'

/** One organization: who it is and was, and everything it owes from every plan. */
export function UnitPage() {
  const { t } = useTranslation()
  const { unitId } = useParams({ from: '/units/$unitId' })
  const unit = useQuery(organizationQuery(unitId))
  const summary = useQuery(unitSummaryQuery(unitId))
  const [role, setRole] = useState<RoleChoice>('all')
  if (unit.isPending) return <Loading />
  if (unit.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={unit.error} onRetry={() => void unit.refetch()} />
      </div>
    )
  return (
    <Page
      title={unit.data.name}
      actions={
        <Link to="/register" search={{ unit: unitId }}>
          <Button>{t('units.inRegister')}</Button>
        </Link>
      }
    >
      <NotVouched unit={unit.data} />
      <Identity unit={unit.data} />
      {summary.isError && <ProblemNotice problem={summary.error} onRetry={() => void summary.refetch()} />}
      {summary.data && <UnitFigures summary={summary.data} unitId={unitId} />}
      <div className="section-title">
        {t('units.owes')}
        <Segmented<RoleChoice>
          className="no-print"
          size="small"
          value={role}
          onChange={setRole}
          options={(['all', ...roles] as const).map((value) => ({
            value,
            label: value === 'all' ? t('units.allRoles') : t(`roles3.${value}`),
          }))}
        />
      </div>
      <Owed unitId={unitId} role={role} />
    </Page>
  )
}
