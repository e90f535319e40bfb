import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Indicator } from '../../../../src/delivery/indicators/schemas.ts'
import { useMay } from '../../access/session.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { indicatorsOfTask, useLinkIndicator } from './api.ts'
import { Unlink } from './LinkedTasks.tsx'
import { LinkPicker, type Searched } from './LinkPicker.tsx'
import { IndicatorLine, targetText } from './parts.tsx'

const INDICATORS: Searched<Indicator> = {
  path: '/api/v1/indicators',
  read: (one) => ({
    name: one.name,
    detail: [targetText(one), one.targetYear, one.document?.title].filter(Boolean).join(' · '),
  }),
}

/** The indicators that measure a task: a section of its page; who keeps indicators ties and unties them. */
export function TaskIndicators({ task }: { task: { id: string } }) {
  const { t } = useTranslation()
  const found = useQuery(indicatorsOfTask(task.id))
  const mayLink = useMay('indicator.manage')
  const link = useLinkIndicator()
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  if (!found.data || (found.data.items.length === 0 && !mayLink)) return null
  const { items } = found.data
  return (
    <section>
      <h2 className="section-title">{t('delivery.indicators.taskSection')}</h2>
      {items.length === 0 && <p className="ind-note">{t('delivery.indicators.taskNone')}</p>}
      <ul className="ind-list">
        {items.map((one) => (
          <IndicatorLine key={one.id} one={one}>
            {one.linked && one.mayManage && (
              <Unlink
                name={one.name}
                busy={link.isPending}
                onUnlink={() => link.mutate({ id: one.id, taskId: task.id, linked: false })}
              />
            )}
          </IndicatorLine>
        ))}
      </ul>
      {mayLink && (
        <div className="no-print">
          <LinkPicker
            label={t('delivery.indicators.linkIndicator')}
            from={INDICATORS}
            without={items.map(({ id }) => id)}
            busy={link.isPending}
            onChoose={(id) => link.mutate({ id, taskId: task.id, linked: true })}
          />
        </div>
      )}
    </section>
  )
}
