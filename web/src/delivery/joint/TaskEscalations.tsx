import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { escalationsOfTask, laddersQuery } from './api.ts'
import { MatterLine } from './EscalationsPage.tsx'
import { RaiseDialog } from './RaiseDialog.tsx'
import './joint.css'

/** On the page of a task: what was raised about it, and the way to raise it. */
export function TaskEscalations({ task }: { task: { id: string; title: string } }) {
  const { t } = useTranslation()
  const list = useQuery(escalationsOfTask(task.id))
  const mayRaise = useMay('delivery.escalate')
  const ladders = useQuery({ ...laddersQuery, enabled: mayRaise })
  const [raising, setRaising] = useState(false)
  const items = list.data?.items ?? []
  return (
    <section>
      <h2 className="section-title">
        {t('delivery.joint.section.title')}
        {mayRaise && (
          <Button
            size="small"
            className="no-print"
            disabled={ladders.isPending} // the form begins with the first of them
            onClick={() => setRaising(true)}
          >
            {t('delivery.joint.escalations.raise')}
          </Button>
        )}
      </h2>
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className="faint">{t('delivery.joint.section.none')}</p>}
      {items.length > 0 && (
        <ul className="matter-list sheet">
          {items.map((item) => (
            <MatterLine key={item.id} item={item} />
          ))}
        </ul>
      )}
      {raising && <RaiseDialog ladders={ladders.data?.items ?? []} task={task} onClose={() => setRaising(false)} />}
    </section>
  )
}
