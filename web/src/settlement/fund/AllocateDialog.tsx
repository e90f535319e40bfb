import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FundDetail } from '../../../../src/settlement/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { fenOf } from '../ledger/fenOf.ts'
import { yuanOf } from '../parts/money.ts'
import { poolQuery, useAllocate } from './api.ts'

interface Values {
  projectId: string
  reason: string
  milestones: { title?: string; yuan?: string }[]
}

/** 安排资金: money of the fund is set apart for a project of the pool, in parts that are paid out milestone by milestone. */
export function AllocateDialog({ one, onClose }: { one: FundDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [once] = useState(() => crypto.randomUUID())
  const pool = useQuery(poolQuery)
  const allocate = useAllocate(one.id)
  const milestones = Form.useWatch('milestones', form) ?? []
  const sum = milestones.reduce((total, each) => total + (fenOf(String(each?.yuan ?? '')) ?? 0), 0)
  const isTooMuch = one.balanceFen !== null && sum > one.balanceFen
  const submit = (values: Values) =>
    allocate.mutate(
      {
        once,
        body: {
          projectId: values.projectId,
          reason: values.reason,
          milestones: values.milestones.map(({ title = '', yuan = '' }) => ({
            title,
            amountFen: fenOf(String(yuan)) ?? 0,
          })),
        },
      },
      { onSuccess: onClose },
    )
  return (
    <FormDialog
      open
      width={640}
      title={t('settlement.fund.allocate')}
      okText={t('settlement.fund.allocateOk')}
      okButtonProps={{ disabled: isTooMuch }}
      confirmLoading={allocate.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ milestones: [{}] }} onFinish={submit}>
        <Form.Item
          name="projectId"
          label={t('settlement.fund.project')}
          extra={t('settlement.fund.projectLede')}
          rules={[{ required: true, message: t('settlement.fund.projectNeeded') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={pool.isPending}
            options={pool.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('settlement.fund.reason')}
          rules={[{ required: true, whitespace: true, message: t('settlement.fund.reason') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
        <Form.Item label={t('settlement.fund.milestones')}>
          <Form.List name="milestones">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }) => (
                  <div key={key} className="fund-row">
                    <Form.Item
                      name={[name, 'title']}
                      rules={[{ required: true, whitespace: true, message: t('settlement.fund.milestoneNeeded') }]}
                    >
                      <Input
                        maxLength={200}
                        aria-label={t('settlement.fund.milestone')}
                        placeholder={t('settlement.fund.milestone')}
                      />
                    </Form.Item>
                    <Form.Item
                      name={[name, 'yuan']}
                      rules={[
                        {
                          validator: (_, value) =>
                            fenOf(String(value ?? '')) === null
                              ? Promise.reject(new Error(t('settlement.ledger.amountNeeded')))
                              : Promise.resolve(),
                        },
                      ]}
                    >
                      <InputNumber
                        stringMode
                        precision={2}
                        min="0.01"
                        className="amount-field"
                        aria-label={t('settlement.ledger.amountYuan')}
                        placeholder={t('settlement.ledger.amountYuan')}
                      />
                    </Form.Item>
                    <Button
                      type="text"
                      icon={<MinusCircleOutlined />}
                      aria-label={t('settlement.fund.remove')}
                      disabled={fields.length === 1}
                      onClick={() => remove(name)}
                    />
                  </div>
                ))}
                <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({})}>
                  {t('settlement.fund.addMilestone')}
                </Button>
              </>
            )}
          </Form.List>
        </Form.Item>
        <p className={isTooMuch ? 'below' : ''} aria-live="polite">
          {t('settlement.fund.allocateSum', { amount: yuanOf(sum), has: yuanOf(one.balanceFen ?? 0) })}
        </p>
      </Form>
    </FormDialog>
  )
}
