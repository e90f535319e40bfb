import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
import { todayHere } from '../../shell/time.ts'

/** A step that is said with words, and for some with the day from which it holds. */
export function WordsDialog(props: {
  title: string
  lede: string
  label: string
  okText: string
  isDanger?: boolean
  /** Whether it can be said without words. */
  isOptional?: boolean
  /** The label of the day that is asked for too. */
  dayLabel?: string
  onSend: (words: string, day: string) => Promise<unknown>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { dayLabel, onSend, ...rest } = props
  const [day, setDay] = useState(todayHere)
  const field = useId()
  return (
    <ReasonDialog
      {...rest}
      isUnfit={dayLabel !== undefined && day === ''}
      done={t('exchange.sharing.acts.done')}
      onSend={(words) => onSend(words, day)}
    >
      {dayLabel !== undefined && (
        <>
          <label htmlFor={field}>{dayLabel}</label>
          <Input
            id={field}
            type="date"
            min={todayHere()}
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        </>
      )}
    </ReasonDialog>
  )
}
