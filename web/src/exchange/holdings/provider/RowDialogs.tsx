import { App, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldingDetail, HoldingRow, RowFault } from '../../../../../src/exchange/schemas.ts'
import { Problem } from '../../../shell/api.ts'
import { FormDialog } from '../../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { useCorrect, useRemove } from '../api.ts'
import { FaultTable } from './FaultTable.tsx'

interface Props {
  holding: HoldingDetail
  row: HoldingRow
  onClose: () => void
}

const textOf = (value: HoldingRow['values'][string] | undefined) => String(value ?? '')

/** 更正: what is wrong in one row, and why. */
export function CorrectDialog({ holding, row, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const items = holding.items.filter(({ name }) => !holding.keyItems.includes(name))
  const [values, setValues] = useState(() =>
    Object.fromEntries(items.map(({ name }) => [name, textOf(row.values[name])])),
  )
  const [reason, setReason] = useState('')
  const [once] = useState(() => crypto.randomUUID())
  const field = useId()
  const correct = useCorrect(holding.resourceId, row.number)
  const changed = items.filter(({ name }) => values[name]?.trim() !== textOf(row.values[name]))
  const faults =
    correct.error instanceof Problem && correct.error.code === 'holding_rows_unfit'
      ? (correct.error.facts.faults as RowFault[])
      : null
  return (
    <FormDialog
      open
      width={640}
      untouched={changed.length === 0 && reason === ''}
      title={t('exchange.holdings.rows.correctTitle', { key: row.key })}
      okText={t('exchange.holdings.rows.correct')}
      okButtonProps={{ disabled: changed.length === 0 || reason.trim() === '' }}
      confirmLoading={correct.isPending}
      onCancel={onClose}
      onOk={() =>
        correct.mutate(
          {
            values: Object.fromEntries(changed.map(({ name }) => [name, values[name]?.trim() || null])),
            ...{ reason: reason.trim(), once },
          },
          {
            onSuccess: ({ revision }) => {
              void message.success(t('exchange.holdings.rows.saved', { revision: revision.revision }))
              onClose()
            },
          },
        )
      }
    >
      <p>{t('exchange.holdings.rows.correctLede')}</p>
      <div className="holding-values">
        {items.map(({ name }) => (
          <div key={name}>
            <label htmlFor={`${field}-${name}`}>{name}</label>
            <Input
              id={`${field}-${name}`}
              placeholder={t('exchange.holdings.rows.unknown')}
              value={values[name] ?? ''}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </div>
        ))}
      </div>
      <Reason id={field} value={reason} onChange={setReason} />
      {faults && <FaultTable faults={faults} count={faults.length} />}
      {correct.isError && !faults && <ProblemNotice problem={correct.error} />}
    </FormDialog>
  )
}

/** 删除: one row, and why. */
export function RemoveDialog({ holding, row, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [once] = useState(() => crypto.randomUUID())
  const field = useId()
  const remove = useRemove(holding.resourceId, row.number)
  return (
    <FormDialog
      open
      untouched={reason === ''}
      title={t('exchange.holdings.rows.removeTitle', { key: row.key })}
      okText={t('exchange.holdings.rows.remove')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={remove.isPending}
      onCancel={onClose}
      onOk={() =>
        remove.mutate(
          { reason: reason.trim(), once },
          {
            onSuccess: ({ revision }) => {
              void message.success(t('exchange.holdings.rows.removed', { revision: revision.revision }))
              onClose()
            },
          },
        )
      }
    >
      <Reason id={field} value={reason} onChange={setReason} />
      {remove.isError && <ProblemNotice problem={remove.error} />}
    </FormDialog>
  )
}

function Reason({ id, value, onChange }: { id: string; value: string; onChange: (reason: string) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <label htmlFor={`${id}-reason`}>{t('exchange.holdings.rows.reason')}</label>
      <Input.TextArea
        id={`${id}-reason`}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        placeholder={t('exchange.holdings.rows.reasonExample')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  )
}
