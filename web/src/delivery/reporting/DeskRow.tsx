import { useTranslation } from 'react-i18next'
import type { DeskItem } from '../../../../src/delivery/reporting/schemas.ts'
import { usePeriod } from '../../shell/period.ts'

/** One line of the desk: what, why now, in which light. */
export function DeskRow({ item, isOpen, onOpen }: { item: DeskItem; isOpen: boolean; onOpen: () => void }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const { task, urgency, light } = item
  const isOwed = item.state === 'due' || item.state === 'returned'
  return (
    <button
      type="button"
      className={`plain desk-row ${urgency.reason}`}
      aria-expanded={isOpen}
      data-obligation={item.id}
      onClick={onOpen}
    >
      <span className="desk-number">{task.number}</span>
      <span className="desk-title">
        <strong>{task.title}</strong>
        <small>
          {t(`delivery.reporting.roles.${item.role}`)} · {item.programme.title}
          {task.chapterLabel && ` · ${task.chapterLabel}`} · {periodText(item.period)}
        </small>
      </span>
      <span className="desk-marks">
        {light && light.colour !== 'grey' && (
          <span className={`light-word ${light.colour}`}>{t(`delivery.reporting.lights.${light.colour}`)}</span>
        )}
        {item.returns > 0 && isOwed && (
          <span className="mark returned">{t('delivery.reporting.returnedTimes', { count: item.returns })}</span>
        )}
        {item.parts > 0 && (
          <span className="mark">
            {t('delivery.reporting.partsWaiting', { waiting: item.waiting, parts: item.parts })}
          </span>
        )}
        {item.hasDraft && <span className="mark draft">{t('delivery.reporting.draftHere')}</span>}
      </span>
      <span className="desk-due">
        {isOwed ? <DueWords item={item} /> : <b>{t(`delivery.reporting.states.${item.state}`)}</b>}
        <small>{t('delivery.reporting.reportsTo', { unit: item.reportsTo.shortName })}</small>
      </span>
    </button>
  )
}

function DueWords({ item: { urgency, dueOn } }: { item: DeskItem }) {
  const { t } = useTranslation()
  const days = urgency.workingDays
  const isLate = urgency.reason === 'overdue' || urgency.reason === 'returned_overdue'
  return (
    <b className={isLate ? 'late' : ''} title={dueOn}>
      {isLate
        ? t('delivery.reporting.lateBy', { count: -days })
        : days === 0
          ? t('delivery.reporting.dueToday')
          : t('delivery.reporting.dueIn', { count: days })}
    </b>
  )
}
