import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice, useProblemText } from '../../shell/ProblemNotice.tsx'
import { type TaskDetail, useTaskAct } from './api.ts'

const withReason = {
  request_close: 'close-request',
  close: 'sign-off',
  refuse_close: 'refusal',
  reopen: 'reopening',
  retire: 'retirement',
  restore: 'restoration',
} as const
type WithReason = keyof typeof withReason
const order: readonly WithReason[] = ['close', 'request_close', 'refuse_close', 'reopen', 'restore', 'retire']

/** What this person may do now; nothing that would be refused is offered. */
export function TaskActs({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const act = useTaskAct(task)
  const [asking, setAsking] = useState<WithReason | null>(null)
  const offered = order.filter((one) => task.may.includes(one))
  if (offered.length === 0 && !task.may.includes('receive')) return null
  return (
    <div className="task-acts no-print">
      {task.may.includes('receive') && (
        <Button
          type="primary"
          loading={act.isPending}
          onClick={() =>
            act.mutate(
              { path: 'receipt' },
              {
                onSuccess: () => void message.success(t('delivery.tasks.receivedNow')),
                onError: (problem) => void message.error(problemText(problem).title),
              },
            )
          }
        >
          {t('delivery.tasks.acts.receive')}
        </Button>
      )}
      {offered.map((one) => (
        <Button
          key={one}
          type={one === 'close' ? 'primary' : 'default'}
          danger={one === 'retire'}
          onClick={() => setAsking(one)}
        >
          {t(`delivery.tasks.acts.${one}`)}
        </Button>
      ))}
      {asking && <ReasonDialog task={task} act={asking} onClose={() => setAsking(null)} />}
    </div>
  )
}

function ReasonDialog({ task, act, onClose }: { task: TaskDetail; act: WithReason; onClose: () => void }) {
  const { t } = useTranslation()
  const { mutate, isPending, isError, error } = useTaskAct(task)
  const [reason, setReason] = useState('')
  const said = reason.trim()
  const send = () => {
    const path = withReason[act]
    mutate(path === 'close-request' ? { path, body: { note: said } } : { path, body: { reason: said } }, {
      onSuccess: onClose,
    })
  }
  return (
    <FormDialog
      open
      title={t(`delivery.tasks.acts.${act}`)}
      okText={t(`delivery.tasks.acts.${act}`)}
      okButtonProps={{ disabled: act !== 'request_close' && !said, danger: act === 'retire' }}
      confirmLoading={isPending}
      onOk={send}
      onCancel={onClose}
    >
      <p className="faint">{t(`delivery.tasks.actNotes.${act}`)}</p>
      <Input.TextArea
        rows={3}
        value={reason}
        aria-label={t('delivery.tasks.reason')}
        placeholder={t('delivery.tasks.reason')}
        onChange={({ target }) => setReason(target.value)}
      />
      {isError && <ProblemNotice problem={error} />}
    </FormDialog>
  )
}
