import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CycleOverview, ObligationLine, UnitRef } from '../../../../src/delivery/reporting/schemas.ts'
import { CutNote } from '../../shell/CutNote.tsx'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { obligationsQuery, stepObligation } from './api.ts'

type Step = 'waive' | 'demand'

/** What one unit owes in a cycle, report by report; the office waives what it does not need, and may ask after all. */
export function UnitOwed(props: { cycle: CycleOverview; unit: UnitRef; onChanged: () => Promise<void> }) {
  const { cycle, unit, onChanged } = props
  const { t } = useTranslation()
  const list = useQuery(obligationsQuery({ cycle: cycle.id, organization: unit.id }))
  const [asking, setAsking] = useState<{ line: ObligationLine; step: Step } | null>(null)
  if (list.isPending) return <Loading />
  if (list.isError) return <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />
  const mayStep = cycle.mine && cycle.closedAt === null
  const { items, total } = list.data
  return (
    <>
      <ul className="unit-reports">
        {items.map((line) => (
          <li key={line.id}>
            <Link to="/tasks/$taskId" params={{ taskId: line.task.id }}>
              {line.task.number} {line.task.title}
            </Link>
            <span className={`state ${line.state}`}>
              {t(`delivery.reporting.states.${line.state}`)}
              {line.waivedReason && <small>{line.waivedReason}</small>}
            </span>
            <span className="no-print">
              {mayStep && (line.state === 'due' || line.state === 'returned') && (
                <Button size="small" onClick={() => setAsking({ line, step: 'waive' })}>
                  {t('delivery.reporting.waive')}
                </Button>
              )}
              {mayStep && line.state === 'waived' && line.waivedCause === null && (
                <Button size="small" onClick={() => setAsking({ line, step: 'demand' })}>
                  {t('delivery.reporting.demand')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <CutNote shown={items.length} total={total} />
      {asking && (
        <StepDialog
          {...asking}
          unit={unit.shortName}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null)
            void onChanged()
          }}
        />
      )}
    </>
  )
}

function StepDialog(props: {
  line: ObligationLine
  step: Step
  unit: string
  onClose: () => void
  onDone: () => void
}) {
  const { line, step, unit, onClose, onDone } = props
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [isSending, setIsSending] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const send = async () => {
    setIsSending(true)
    setProblem(null)
    try {
      await stepObligation(line.id, step, reason.trim())
      message.success(t(`delivery.reporting.stepDone.${step}`, { unit }))
      onDone()
    } catch (error) {
      setProblem(error)
      setIsSending(false)
    }
  }
  return (
    <FormDialog
      open
      title={t(`delivery.reporting.${step}`)}
      okText={t(`delivery.reporting.${step}`)}
      okButtonProps={{ disabled: !reason.trim() }}
      confirmLoading={isSending}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="faint step-note">
        {t(`delivery.reporting.stepNotes.${step}`, { unit, period: line.period, title: line.task.title })}
      </p>
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={2000}
        value={reason}
        aria-label={t('delivery.reporting.stepReason')}
        placeholder={t('delivery.reporting.stepReason')}
        onChange={({ target }) => setReason(target.value)}
      />
      {problem !== null && <ProblemNotice problem={problem} />}
    </FormDialog>
  )
}
