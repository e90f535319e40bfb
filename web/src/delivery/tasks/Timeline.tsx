import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { CutNote } from '../../shell/CutNote.tsx'
import { usePeriod } from '../../shell/period.ts'
import { useMoment } from '../../shell/time.ts'
import type { TaskDetail } from './api.ts'

/** What happened, the newest first: every change, by whom. */
export function Timeline({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const moment = useMoment()
  return (
    <>
      <ol className="timeline">
        {task.timeline.map((one) => {
          const key = `delivery.tasks.events.${one.kind}`
          const { reason, period, milestone } = one.facts as { reason?: string; period?: string; milestone?: string }
          return (
            <li key={one.id}>
              {i18next.exists(key) ? String(t(key as never)) : one.kind}
              {[period && periodText(period), milestone].filter(Boolean).map((word) => (
                <span key={word}> · {word}</span>
              ))}
              {reason && <p className="faint">{reason}</p>}
              <small>
                {[one.organizationName ?? t('delivery.tasks.system'), one.userName].filter(Boolean).join(' ')}
                {' · '}
                {moment(one.at)}
              </small>
            </li>
          )
        })}
      </ol>
      <CutNote shown={task.timeline.length} total={task.timeline.length + task.earlier} />
    </>
  )
}
