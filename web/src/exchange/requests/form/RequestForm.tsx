import { useBlocker } from '@tanstack/react-router'
import { Button, Form, Input, Modal, Radio } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Access, RequestDetail, ShareTerms } from '../../../../../src/exchange/schemas.ts'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { todayHere } from '../../../shell/time.ts'
import { TermsEditor } from '../terms/TermsEditor.tsx'

export interface RequestWish {
  purpose: string
  matter: string
  legalBasis: string
  access: Access
  validUntil: string
  contact: string
  terms: ShareTerms
}
type Fields = Omit<RequestWish, 'terms'>

/** What is asked for: what for, which items of which rows, until when. Leaving unsent asks. */
export function RequestForm(props: {
  items: RequestDetail['items']
  first: RequestWish
  okText: string
  /** Whether it can be had by subscription alone, and nothing is to choose. */
  isSubscription?: boolean
  /** Stands before the button. */
  children?: ReactNode
  onSend: (wish: RequestWish) => Promise<unknown>
}) {
  const { t } = useTranslation()
  const { items, first, onSend } = props
  const [form] = Form.useForm<Fields>()
  const [terms, setTerms] = useState(first.terms)
  const [isChanged, setChanged] = useState(false)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const leaving = useRef(false)
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged && !leaving.current,
    enableBeforeUnload: () => isChanged && !leaving.current,
    withResolver: true,
  })
  const send = async (fields: Fields) => {
    setSending(true)
    setProblem(null)
    leaving.current = true // what comes after a sending leads away by itself
    try {
      await onSend({ ...fields, terms })
    } catch (error) {
      leaving.current = false
      setProblem(error)
    } finally {
      setSending(false)
    }
  }
  const needed = { required: true, whitespace: true, message: t('exchange.sharing.form.needed') }
  const ahead = {
    validator: (_: unknown, day: string) =>
      day > todayHere() ? Promise.resolve() : Promise.reject(new Error(t('exchange.sharing.form.dayAhead'))),
  }
  const isIncomplete = terms.items.length === 0 || terms.rows.some(({ values }) => values.length === 0)
  const { terms: _, ...fields } = first
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="catalogue-form"
      initialValues={fields}
      onValuesChange={() => setChanged(true)}
      onFinish={(values) => void send(values)}
    >
      <Form.Item
        name="purpose"
        label={t('exchange.sharing.fields.purpose')}
        extra={t('exchange.sharing.form.purposeHint')}
        rules={[needed]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <div className="catalogue-pair">
        <Form.Item
          name="matter"
          label={t('exchange.sharing.fields.matter')}
          extra={t('exchange.sharing.form.matterHint')}
          rules={[needed]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="validUntil" label={t('exchange.sharing.fields.validUntil')} rules={[ahead]}>
          <Input type="date" min={todayHere()} />
        </Form.Item>
      </div>
      <Form.Item
        name="legalBasis"
        label={t('exchange.sharing.fields.legalBasis')}
        extra={t('exchange.sharing.form.legalBasisHint')}
        rules={[needed]}
      >
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={1000} />
      </Form.Item>
      <TermsEditor
        items={items}
        choice={items.map(({ name }) => name)}
        hasMasks={false}
        value={terms}
        onChange={(changed) => {
          setTerms(changed)
          setChanged(true)
        }}
      />
      <div className="catalogue-pair">
        <Form.Item name="access" label={t('exchange.sharing.fields.access')} hidden={props.isSubscription ?? false}>
          <Radio.Group
            options={(['interface', 'subscription'] as const).map((value) => ({
              value,
              label: t(`exchange.sharing.access.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="contact" label={t('exchange.sharing.fields.contact')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      {props.children}
      {problem !== null && <ProblemNotice problem={problem} />}
      <Button type="primary" htmlType="submit" loading={isSending} disabled={isIncomplete}>
        {props.okText}
      </Button>{' '}
      {isIncomplete && <small className="catalogue-quiet">{t('exchange.sharing.form.incomplete')}</small>}
      {blocker.status === 'blocked' && (
        <Modal
          open
          title={t('exchange.catalogue.form.leaveTitle')}
          okText={t('exchange.catalogue.form.leave')}
          cancelText={t('exchange.catalogue.form.stay')}
          onOk={blocker.proceed}
          onCancel={blocker.reset}
        >
          {t('exchange.catalogue.form.leaveLede')}
        </Modal>
      )}
    </Form>
  )
}

/** A year from today, to the end of that month. */
export function aYearAhead(): string {
  const [year = 0, month = 0] = todayHere().split('-').map(Number)
  return new Date(Date.UTC(year + 1, month, 0)).toISOString().slice(0, 10)
}
