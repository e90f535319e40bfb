import { App, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { FormDialog } from './FormDialog.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

/**
 * An act that is said with words: why, or what was done. It is open until the act succeeded or is given up; a refusal stands
 * under the words, which are kept.
 */
export function ReasonDialog(props: {
  title: string
  /** The title, where it is left out. */
  okText?: string
  /** What the act does. */
  lede?: ReactNode
  /** Of the words. */
  label: string
  isDanger?: boolean
  /** Whether it can be done without words. */
  isOptional?: boolean
  /** Most characters. */
  most?: number
  /** Further fields, before the words; with `isUnfit` while they miss something. */
  children?: ReactNode
  isUnfit?: boolean
  /** What is said once it is done. */
  done?: string
  onSend: (words: string) => Promise<unknown>
  onClose: () => void
}) {
  const { title, okText = title, isDanger = false, isOptional = false, isUnfit = false, most = 1000 } = props
  const { message } = App.useApp()
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const field = useId()
  const send = async () => {
    setSending(true)
    setProblem(null)
    try {
      await props.onSend(words.trim())
      if (props.done) void message.success(props.done)
      props.onClose()
    } catch (error) {
      setProblem(error)
      setSending(false)
    }
  }
  return (
    <FormDialog
      open
      untouched={words === ''}
      title={title}
      okText={okText}
      okButtonProps={{ danger: isDanger, disabled: isUnfit || (!isOptional && words.trim() === '') }}
      confirmLoading={isSending}
      onCancel={props.onClose}
      onOk={() => void send()}
    >
      {typeof props.lede === 'string' ? <p>{props.lede}</p> : props.lede}
      {props.children}
      <label htmlFor={field}>{props.label}</label>
      <Input.TextArea
        id={field}
        autoFocus
        autoSize={{ minRows: 3, maxRows: 10 }}
        maxLength={most}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {problem !== null && <ProblemNotice problem={problem} />}
    </FormDialog>
  )
}
