import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
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
      {asking && <RetirementDialog programme={programme} act="retirement" onClose={() => setAsking(false)} />}
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
      {asking && <RetirementDialog programme={programme} act="restoration" onClose={() => setAsking(false)} />}
    </div>
  )
}

function RetirementDialog(props: { programme: Programme; act: 'retirement' | 'restoration'; onClose: () => void }) {
  const { t } = useTranslation()
  const { programme, act, onClose } = props
  const { mutateAsync } = useProgrammeAct(programme)
  const { dispatched = 0, underway = 0, closing = 0 } = programme.tasks
  const isRetirement = act === 'retirement'
  return (
    <ReasonDialog
      isDanger={isRetirement}
      title={t(isRetirement ? 'delivery.tasks.retireProgramme' : 'delivery.tasks.restoreProgramme')}
      lede={
        isRetirement
          ? t('delivery.tasks.retireProgrammeNote', { count: dispatched + underway + closing })
          : t('delivery.tasks.restoreProgrammeNote')
      }
      label={t('delivery.tasks.reason')}
      done={t(isRetirement ? 'delivery.tasks.retiredNow' : 'delivery.tasks.restoredNow')}
      onSend={(reason) => mutateAsync({ act, reason })}
      onClose={onClose}
    />
  )
}
