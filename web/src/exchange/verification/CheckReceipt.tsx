import { UploadOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../monitoring/shared/Notice.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useCheck } from './api.ts'

interface Values {
  text: string
  subjects?: string
}

/** 验证回执: whether a receipt was signed so, by whom, and, for the parties, whether it is of these persons. */
export function CheckReceipt() {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const file = useRef<HTMLInputElement>(null)
  const check = useCheck()
  const send = ({ text, subjects = '' }: Values) => {
    const receipt = objectIn(text)
    const listed = subjects
      .split(/[\n,，、;；]+/u)
      .map((one) => one.trim())
      .filter((one) => one !== '')
    if (!receipt) return form.setFields([{ name: 'text', errors: [t('exchange.verification.check.unreadable')] }])
    check.mutate({ receipt, ...(listed.length > 0 ? { subjects: listed } : {}) })
  }
  const result = check.data
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="registry-form"
      onFinish={send}
      onValuesChange={() => check.reset()}
    >
      <p>{t('exchange.verification.check.lede')}</p>
      <Button icon={<UploadOutlined />} onClick={() => file.current?.click()}>
        {t('exchange.verification.check.file')}
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        accept=".json,application/json"
        data-testid="receipt-file"
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          event.target.value = ''
          void chosen?.text().then((text) => form.setFieldsValue({ text }))
        }}
      />
      <Form.Item
        name="text"
        label={t('exchange.verification.check.paste')}
        rules={[{ required: true, message: t('exchange.verification.form.needed') }]}
      >
        <Input.TextArea autoSize={{ minRows: 5, maxRows: 16 }} maxLength={50_000} spellCheck={false} />
      </Form.Item>
      <Form.Item name="subjects" label={t('exchange.verification.check.subjects')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={check.isPending}>
        {t('exchange.verification.check.check')}
      </Button>
      {check.isError && <ProblemNotice problem={check.error} />}
      {result && (
        <Notice
          kind={result.isSigned ? 'done' : 'fault'}
          title={t(result.isSigned ? 'exchange.verification.check.signed' : 'exchange.verification.check.unsigned')}
        >
          {result.isSigned &&
            (result.isOurs
              ? t('exchange.verification.check.ours')
              : t('exchange.verification.check.notOurs', { key: result.publicKey ?? '' }))}
        </Notice>
      )}
      {result?.isSigned && check.variables?.subjects && (
        <Notice
          kind={result.isOfSubjects ? 'done' : 'info'}
          title={t(
            result.isOfSubjects === null
              ? 'exchange.verification.check.notTold'
              : result.isOfSubjects
                ? 'exchange.verification.check.ofSubjects'
                : 'exchange.verification.check.notOfSubjects',
          )}
        />
      )}
    </Form>
  )
}

function objectIn(text: string): object | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : null
  } catch {
    return null
  }
}
