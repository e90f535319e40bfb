import { App, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
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
  const { message } = App.useApp()
  const [words, setWords] = useState('')
  const [day, setDay] = useState(todayHere)
  const [problem, setProblem] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const [wordsField, dayField] = [useId(), useId()]
  const isMissing = (!props.isOptional && words.trim() === '') || (props.dayLabel !== undefined && day === '')
  const send = async () => {
    setSending(true)
    setProblem(null)
    try {
      await props.onSend(words.trim(), day)
      void message.success(t('exchange.sharing.acts.done'))
      props.onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setSending(false)
    }
  }
  return (
    <FormDialog
      open
      untouched={words === ''}
      title={props.title}
      okText={props.okText}
      okButtonProps={{ danger: props.isDanger ?? false, disabled: isMissing }}
      confirmLoading={isSending}
      onCancel={props.onClose}
      onOk={() => void send()}
    >
      <p>{props.lede}</p>
      {props.dayLabel !== undefined && (
        <>
          <label htmlFor={dayField}>{props.dayLabel}</label>
          <Input
            id={dayField}
            type="date"
            min={todayHere()}
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        </>
      )}
      <label htmlFor={wordsField}>{props.label}</label>
      <Input.TextArea
        id={wordsField}
        autoFocus
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={1000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {problem !== null && <ProblemNotice problem={problem} />}
    </FormDialog>
  )
}
