import { useNavigate } from '@tanstack/react-router'
import { App, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../../src/exchange/schemas.ts'
import { FormDialog } from '../../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { useRaise } from '../api.ts'

/** 提出疑义: which row, which item, what it says, what it should say, and why. */
export function RaiseDialog({ agreement, onClose }: { agreement: AgreementDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [once] = useState(() => crypto.randomUUID())
  const [said, setSaid] = useState({ rowKey: '', says: '', shouldSay: '', evidence: '' })
  // Nothing is chosen beforehand: a dispute about the wrong item sends its provider looking for nothing.
  const [item, setItem] = useState<string>()
  const itemField = useId()
  const raise = useRaise()
  const isMissing = !item || said.rowKey.trim() === '' || said.evidence.trim() === '' || said.says === said.shouldSay
  const field = (name: keyof typeof said) => ({
    label: t(`exchange.sharing.disputes.${name}`),
    value: said[name],
    onChange: (value: string) => setSaid({ ...said, [name]: value }),
  })
  const send = () => {
    if (!item) return
    raise.mutate(
      { body: { agreementId: agreement.id, item, ...said }, once },
      {
        onSuccess: ({ id }) => {
          void message.success(t('exchange.sharing.disputes.raised'))
          onClose()
          void navigate({ to: '/share-disputes/$disputeId', params: { disputeId: id } })
        },
      },
    )
  }
  return (
    <FormDialog
      open
      untouched={!item && Object.values(said).every((words) => words === '')}
      title={t('exchange.sharing.disputes.raiseTitle', { name: agreement.resource.name })}
      okText={t('exchange.sharing.disputes.raise')}
      okButtonProps={{ disabled: isMissing }}
      confirmLoading={raise.isPending}
      onCancel={onClose}
      onOk={send}
    >
      <p>{t('exchange.sharing.disputes.raiseLede')}</p>
      <Line {...field('rowKey')} longest={500} />
      <label htmlFor={itemField}>{t('exchange.sharing.disputes.item')}</label>
      <Select
        id={itemField}
        className="sharing-wide"
        value={item}
        placeholder={t('exchange.sharing.disputes.itemPick')}
        onChange={setItem}
        options={agreement.terms.items.map((value) => ({ value, label: value }))}
      />
      <Line {...field('says')} longest={2000} />
      <Line {...field('shouldSay')} longest={2000} />
      <Line {...field('evidence')} longest={4000} rows={3} />
      {raise.isError && <ProblemNotice problem={raise.error} />}
    </FormDialog>
  )
}

function Line(props: {
  label: string
  value: string
  longest: number
  rows?: number
  onChange: (value: string) => void
}) {
  const field = useId()
  return (
    <>
      <label htmlFor={field}>{props.label}</label>
      <Input.TextArea
        id={field}
        autoSize={{ minRows: props.rows ?? 1, maxRows: 8 }}
        maxLength={props.longest}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </>
  )
}
