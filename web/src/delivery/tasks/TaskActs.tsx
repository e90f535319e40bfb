import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
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
      {asking && <ActDialog task={task} act={asking} onClose={() => setAsking(null)} />}
    </div>
  )
}

function ActDialog({ task, act, onClose }: { task: TaskDetail; act: WithReason; onClose: () => void }) {
  const { t } = useTranslation()
  const { mutateAsync } = useTaskAct(task)
  const send = (said: string) => {
    const path = withReason[act]
    return mutateAsync(path === 'close-request' ? { path, body: { note: said } } : { path, body: { reason: said } })
  }
  return (
    <ReasonDialog
      isDanger={act === 'retire'}
      isOptional={act === 'request_close'}
      title={t(`delivery.tasks.acts.${act}`)}
      lede={t(`delivery.tasks.actNotes.${act}`)}
      label={t('delivery.tasks.reason')}
      onSend={send}
      onClose={onClose}
    />
  )
}
