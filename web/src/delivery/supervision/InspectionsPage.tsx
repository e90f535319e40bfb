import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useInspections } from './api.ts'
import { PlanInspectionDialog } from './PlanInspectionDialog.tsx'
import { SupervisionTabs } from './parts.tsx'

const LOOK = { planned: 'extracted', underway: 'solid', concluded: 'confirmed', cancelled: 'rejected' } as const

/** 专项督查: what is inspected, was, or will be. */
export function InspectionsPage() {
  const { t } = useTranslation()
  const list = useInspections({})
  const mayPlan = useMay('delivery.supervise')
  const [planning, setPlanning] = useState(false)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title={t('delivery.supervision.inspections.title')}
      lede={t('delivery.supervision.inspections.lede')}
      actions={
        mayPlan && (
          <Button type="primary" onClick={() => setPlanning(true)}>
            {t('delivery.supervision.inspections.add')}
          </Button>
        )
      }
    >
      <SupervisionTabs />
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('delivery.supervision.inspections.none')}>
          {mayPlan && t('delivery.supervision.inspections.noneLede')}
        </QuietState>
      )}
      {items.length > 0 && (
        <ul className="matter-list sheet">
          {items.map((item) => (
            <li key={item.id}>
              <Link to="/inspections/$inspectionId" params={{ inspectionId: item.id }} className="line-title">
                {item.title}
              </Link>
              <span className={`badge ${LOOK[item.state]}`}>
                {t(`delivery.supervision.inspectionStates.${item.state}`)}
              </span>
              <p className="line-facts">
                <span>{item.number}</span>
                <span>{t(`delivery.supervision.forms.${item.form}`)}</span>
                <span>
                  {item.startsOn} — {item.endsOn}
                </span>
                <span>{t('delivery.supervision.inspections.tasks', { count: item.tasks })}</span>
                <span>{t('delivery.supervision.inspections.objects', { count: item.objects })}</span>
                {item.state === 'underway' && (
                  <span>{t('delivery.supervision.inspections.open', { count: item.open })}</span>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {planning && <PlanInspectionDialog onClose={() => setPlanning(false)} />}
    </Page>
  )
}
