import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Cockpit, WorstTask } from '../../../../src/delivery/cockpit/schemas.ts'
import { LightMark } from '../lights/LightMark.tsx'
import { tellSinceWhen, useReasonText } from '../lights/reasons.ts'
import { type CockpitFilter, tasksOf } from './filter.ts'

/** Red first, each with the reason in words and the way to its sentence. */
export function WorstTasks({ data, filter }: { data: Cockpit; filter: CockpitFilter }) {
  const { t } = useTranslation()
  const red = data.lights.red ?? 0
  return (
    <section className="worst">
      <div className="section-title">
        {t('delivery.cockpit.worst')}
        {red > data.worst.length && (
          <small>
            <Link {...tasksOf({ ...filter, light: 'red' })}>{t('delivery.cockpit.more', { n: red })}</Link>
          </small>
        )}
      </div>
      {data.worst.length === 0 && <p className="quiet">{t('delivery.cockpit.worstNone')}</p>}
      <ol>
        {data.worst.map((task) => (
          <Line key={task.id} task={task} />
        ))}
      </ol>
    </section>
  )
}

function Line({ task }: { task: WorstTask }) {
  const { t } = useTranslation()
  const reasonText = useReasonText()
  const tellsWhen = tellSinceWhen(task.reasons)
  const warnings = task.reasons.length > 2 ? task.reasons.slice(0, 2) : task.reasons
  return (
    <li>
      <LightMark light={task.light} />
      <div>
        <Link to="/tasks/$taskId" params={{ taskId: task.id }} className="table-title">
          {task.title}
        </Link>
        <p>{reasonText(warnings)}</p>
        <p className="quiet">
          {!tellsWhen && t('delivery.cockpit.since', { day: task.since })}
          {task.documentId && task.provision && (
            <>
              {!tellsWhen && ' · '}
              <Link
                to="/documents/$documentId"
                params={{ documentId: task.documentId }}
                search={{ at: task.provision, ...(task.commitmentId ? { c: task.commitmentId } : {}) }}
              >
                {task.provisionLabel || t('delivery.cockpit.sentence')}
              </Link>
            </>
          )}
        </p>
      </div>
    </li>
  )
}
