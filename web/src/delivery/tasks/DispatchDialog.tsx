import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DispatchItem } from '../../../../src/delivery/tasks/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { todayHere } from '../../shell/time.ts'
import { isPast } from './pastDays.ts'

/** The last look before tasks go out: how many go to whom, and those that would be overdue as soon as they arrive. */
export function DispatchDialog(props: {
  count: number
  units: number
  receipts: number
  planned: readonly DispatchItem[]
  dueOf: (item: DispatchItem) => string | null
  onDate: (ids: readonly string[], day: string) => void
  busy: boolean
  onSend: () => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { count, units, receipts, planned, dueOf, onDate } = props
  const today = todayHere()
  // Those that were past when it was opened stay in the list once they are dated anew.
  const [late] = useState(() => planned.filter((item) => isPast(dueOf(item), today)))
  const [day, setDay] = useState('')
  const left = late.filter((item) => isPast(dueOf(item), today)).length
  return (
    <FormDialog
      open
      width={late.length > 0 ? 720 : 480}
      title={t('delivery.tasks.dispatchAsk', { count, units, receipts })}
      okText={t('delivery.tasks.dispatchNow')}
      okButtonProps={{ danger: left > 0 }}
      confirmLoading={props.busy}
      onOk={props.onSend}
      onCancel={props.onClose}
    >
      {late.length > 0 && (
        <>
          <p role="note">{t('delivery.tasks.pastLede', { count: late.length })}</p>
          <div className="past-all">
            <Input
              type="date"
              style={{ width: '10rem' }}
              value={day}
              min={today}
              aria-label={t('delivery.tasks.pastAll')}
              onChange={({ target }) => setDay(target.value)}
            />
            <Button
              disabled={!day}
              onClick={() =>
                onDate(
                  late.map(({ commitmentId }) => commitmentId),
                  day,
                )
              }
            >
              {t('delivery.tasks.pastAll')}
            </Button>
          </div>
          <ul className="milestones past-list">
            {late.map((item) => (
              <li key={item.commitmentId}>
                <span>
                  {item.title} <small className="faint">{item.provision.label}</small>
                </span>
                <Input
                  type="date"
                  style={{ width: '10rem' }}
                  status={isPast(dueOf(item), today) ? 'error' : ''}
                  value={dueOf(item) ?? ''}
                  aria-label={t('delivery.tasks.due')}
                  onChange={({ target }) => target.value && onDate([item.commitmentId], target.value)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </FormDialog>
  )
}
