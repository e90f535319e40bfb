import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EscalationDetail, Ladder } from '../../../../src/delivery/joint/schemas.ts'
import { useMay } from '../../access/session.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useForgetJoint } from './api.ts'
import { unitNames } from './parts.tsx'

interface Values {
  ladderId: string
  title: string
  matter: string
  tried: string
  wanted: string
}

/** 提请协调: what must be solved, what was tried, what is asked for, and to whom it goes first. */
export function RaiseDialog(props: {
  ladders: readonly Ladder[]
  task?: { id: string; title: string }
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { ladders, task } = props
  const mayConfigure = useMay('delivery.configure')
  const [form] = Form.useForm<Values>()
  const navigate = useNavigate()
  const forget = useForgetJoint()
  const ladderId = Form.useWatch('ladderId', form) ?? ladders[0]?.id
  const first = ladders.find(({ id }) => id === ladderId)?.tiers[0]
  const [key] = useState(() => crypto.randomUUID())
  const raise = useMutation({
    mutationFn: (values: Values) =>
      send<EscalationDetail>(
        'POST',
        '/api/v1/escalations',
        { ...values, ...(task ? { taskId: task.id } : {}) },
        undefined,
        key,
      ),
    onSuccess: (made) => {
      forget()
      void message.success(t('delivery.joint.raise.done'))
      props.onClose()
      void navigate({ to: '/escalations/$escalationId', params: { escalationId: made.id } })
    },
  })
  const needed = { required: true, whitespace: true, message: t('delivery.joint.raise.subject') }
  const long = (name: 'matter' | 'tried' | 'wanted') => (
    <Form.Item
      name={name}
      label={t(`delivery.joint.raise.${name}`)}
      rules={[{ required: true, whitespace: true, message: t(`delivery.joint.raise.${name}`) }]}
    >
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
    </Form.Item>
  )
  return (
    <FormDialog
      open
      title={t('delivery.joint.raise.title')}
      okText={t('delivery.joint.raise.ok')}
      okButtonProps={{ disabled: ladders.length === 0 }}
      confirmLoading={raise.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      width={640}
      destroyOnHidden
    >
      {ladders.length === 0 && (
        <p>
          {mayConfigure ? (
            <>
              {t('delivery.joint.raise.noneYet')} <Link to="/ladders">{t('delivery.joint.raise.setUp')}</Link>
            </>
          ) : (
            t('delivery.joint.raise.noLadder')
          )}
        </p>
      )}
      {task && <p className="dialog-quote">{task.title}</p>}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ladderId: ladders[0]?.id }}
        onFinish={(values) => raise.mutate(values)}
      >
        <Form.Item
          name="ladderId"
          label={t('delivery.joint.raise.ladder')}
          extra={first && t('delivery.joint.raise.starts', { tier: first.name, hosts: unitNames(first.hosts) })}
          rules={[{ required: true }]}
        >
          <Select options={ladders.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="title" label={t('delivery.joint.raise.subject')} rules={[needed]}>
          <Input maxLength={300} />
        </Form.Item>
        {long('matter')}
        {long('tried')}
        {long('wanted')}
      </Form>
      {raise.isError && <ProblemNotice problem={raise.error} />}
    </FormDialog>
  )
}
