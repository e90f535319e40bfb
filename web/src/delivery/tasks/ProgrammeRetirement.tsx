import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { type Programme, useProgrammeAct } from './api.ts'

/** Retires a programme, after saying why and what follows. */
export function RetireProgramme({ programme }: { programme: Programme }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {t('delivery.tasks.retireProgramme')}
      </Button>
      {asking && <ReasonDialog programme={programme} act="retirement" onClose={() => setAsking(false)} />}
    </>
  )
}

/** Says that a programme is retired and why; its office may restore it, unless its plan has fallen. */
export function RetiredNote({ programme, mayRestore }: { programme: Programme; mayRestore: boolean }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  if (programme.retiredReason === null) return null
  return (
    <div className="retired-note" role="status">
      <p>
        {t('delivery.tasks.programmeRetired', { reason: programme.retiredReason })}
        {programme.planFallen && <small className="faint"> {t('delivery.tasks.planFallen')}</small>}
      </p>
      {mayRestore && !programme.planFallen && (
        <Button className="no-print" onClick={() => setAsking(true)}>
          {t('delivery.tasks.restoreProgramme')}
        </Button>
      )}
      {asking && <ReasonDialog programme={programme} act="restoration" onClose={() => setAsking(false)} />}
    </div>
  )
}

function ReasonDialog(props: { programme: Programme; act: 'retirement' | 'restoration'; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { programme, act, onClose } = props
  const { mutate, isPending, isError, error } = useProgrammeAct(programme)
  const [reason, setReason] = useState('')
  const { dispatched = 0, underway = 0, closing = 0 } = programme.tasks
  const isRetirement = act === 'retirement'
  const title = t(isRetirement ? 'delivery.tasks.retireProgramme' : 'delivery.tasks.restoreProgramme')
  const send = () =>
    mutate(
      { act, reason: reason.trim() },
      {
        onSuccess: () => {
          void message.success(t(isRetirement ? 'delivery.tasks.retiredNow' : 'delivery.tasks.restoredNow'))
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      title={title}
      okText={title}
      okButtonProps={{ disabled: !reason.trim(), danger: isRetirement }}
      confirmLoading={isPending}
      onOk={send}
      onCancel={onClose}
    >
      <p>
        {isRetirement
          ? t('delivery.tasks.retireProgrammeNote', { count: dispatched + underway + closing })
          : t('delivery.tasks.restoreProgrammeNote')}
      </p>
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={1000}
        value={reason}
        aria-label={t('delivery.tasks.reason')}
        placeholder={t('delivery.tasks.reason')}
        onChange={({ target }) => setReason(target.value)}
      />
      {isError && <ProblemNotice problem={error} />}
    </FormDialog>
  )
}
