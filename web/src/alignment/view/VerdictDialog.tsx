import { Button, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { VerdictBody } from '../../../../src/alignment/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { VerdictMark } from '../VerdictMark.tsx'
import { type VerdictKind, verdictKinds } from '../verdicts.ts'
import type { Row } from './model.ts'

/** A verdict of one's own on an upper provision, with the reason. */
export function VerdictDialog(props: {
  row: Row
  busy: boolean
  onSave: (body: VerdictBody) => void
  onClose: () => void
}) {
  const { row, onSave } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<{ verdict: VerdictKind; reason: string }>()
  const before = row.verdict.note ?? ''
  const reason = Form.useWatch('reason', form) ?? before
  return (
    <FormDialog
      open
      // A choice is soon made again; a reason that one has written is not.
      untouched={reason === before}
      title={t('alignment.verdict.title', { title: row.title })}
      okText={t('alignment.verdict.ok')}
      okButtonProps={{ loading: props.busy }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
      footer={(_, { OkBtn, CancelBtn }) => (
        <>
          {row.verdict.by && (
            <Button
              className="verdict-back"
              disabled={props.busy}
              onClick={() => onSave({ verdict: null, reason: t('alignment.verdict.backReason') })}
            >
              {t('alignment.verdict.back')}
            </Button>
          )}
          <CancelBtn />
          <OkBtn />
        </>
      )}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ verdict: row.verdict.kind, reason: before }}
        onFinish={onSave}
      >
        <Form.Item name="verdict" noStyle>
          <Radio.Group className="verdict-choice" aria-label={t('alignment.verdict.act')}>
            {verdictKinds.map((value) => (
              <Radio key={value} value={value} autoFocus={value === row.verdict.kind}>
                <VerdictMark verdict={value} />
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('alignment.verdict.reason')}
          rules={[{ required: true, whitespace: true, message: t('alignment.verdict.reasonNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
    </FormDialog>
  )
}
