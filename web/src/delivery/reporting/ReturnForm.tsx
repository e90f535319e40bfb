import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { reviewReport } from './api.ts'

/** Why a report goes back: no return without it. */
export function ReturnForm(props: { reportId: string; revision: number; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [isSending, setIsSending] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const send = async () => {
    setIsSending(true)
    try {
      await reviewReport(props.reportId, { decision: 'returned', reason }, props.revision)
      props.onDone()
    } catch (error) {
      setProblem(error)
      setIsSending(false)
    }
  }
  return (
    <div className="return-form">
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={reason}
        maxLength={2000}
        aria-label={t('delivery.reporting.returnReason')}
        placeholder={t('delivery.reporting.returnReasonHint')}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
            event.preventDefault()
            event.stopPropagation()
            if (reason.trim()) void send()
          }
          if (event.key === 'Escape') {
            event.stopPropagation()
            if (!reason.trim()) props.onCancel()
          }
        }}
      />
      {problem !== null && <ProblemNotice problem={problem} />}
      <Button danger type="primary" disabled={!reason.trim()} loading={isSending} onClick={() => void send()}>
        {t('delivery.reporting.returnIt')}
      </Button>
      <Button onClick={props.onCancel}>×</Button>
    </div>
  )
}
