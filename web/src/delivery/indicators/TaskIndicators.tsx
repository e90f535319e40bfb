import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { indicatorsOfTask } from './api.ts'
import { IndicatorLine } from './parts.tsx'

/** The indicators that measure a task: a section of its page, silent where there are none. */
export function TaskIndicators({ task }: { task: { id: string } }) {
  const { t } = useTranslation()
  const found = useQuery(indicatorsOfTask(task.id))
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  if (!found.data || found.data.items.length === 0) return null
  return (
    <section>
      <h2 className="section-title">{t('delivery.indicators.taskSection')}</h2>
      <ul className="ind-list">
        {found.data.items.map((one) => (
          <IndicatorLine key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}
