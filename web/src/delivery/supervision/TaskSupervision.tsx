import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitRef } from '../../../../src/delivery/joint/schemas.ts'
import { useMay } from '../../access/session.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useNotices } from './api.ts'
import { NoticeDialog } from './NoticeDialog.tsx'
import { NoticeLine } from './NoticesPage.tsx'
import '../joint/joint.css'

/** On the page of a task: the notices about it that one may see, and the way to draw one up. */
export function TaskSupervision({
  task,
  units = [],
}: {
  task: { id: string; title: string }
  units?: readonly UnitRef[]
}) {
  const { t } = useTranslation()
  const list = useNotices({ task: task.id })
  const maySupervise = useMay('delivery.supervise')
  const [adding, setAdding] = useState(false)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section>
      <h2 className="section-title">
        {t('delivery.supervision.section.title')}
        {maySupervise && (
          <Button size="small" className="no-print" onClick={() => setAdding(true)}>
            {t('delivery.supervision.notices.add')}
          </Button>
        )}
      </h2>
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className="faint">{t('delivery.supervision.section.none')}</p>}
      {items.length > 0 && (
        <ul className="matter-list sheet">
          {items.map((item) => (
            <NoticeLine key={item.id} item={item} />
          ))}
        </ul>
      )}
      {adding && <NoticeDialog task={task} units={units} onClose={() => setAdding(false)} />}
    </section>
  )
}
