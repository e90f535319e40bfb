import { useQuery } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewTransfer } from '../../../../src/settlement/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { tenThousandYuanOf, yuanOf } from '../parts/money.ts'
import { balancesQuery, everyAccountQuery, useEnterTransfer } from './api.ts'
import { fenOf } from './fenOf.ts'

interface Values {
  own: number
  other: number
  kind: NewTransfer['kind']
  yuan: string
  reference: string
  memo?: string
}

/**
 * 登记收款: who received money says so, for only its own account gives. What the other one owed goes down by it.
 */
export function PaymentDialog({ book, onClose }: { book: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [once] = useState(() => crypto.randomUUID())
  const accounts = useQuery(everyAccountQuery)
  const balances = useQuery(balancesQuery(book))
  const own = accounts.data?.filter((one) => one.mayPost && one.book === book) ?? []
  const chosen = Form.useWatch('own', form) ?? own[0]?.id
  const other = Form.useWatch('other', form)
  const typed = fenOf(String(Form.useWatch('yuan', form) ?? ''))
  const owed = balances.data?.cells.find(({ from, to }) => from === other && to === chosen)
  const enter = useEnterTransfer(t('settlement.ledger.entered'))
  const submit = ({ own: from, other: to, kind, yuan, reference, memo = '' }: Values) => {
    const amountFen = fenOf(yuan)
    if (amountFen === null) return
    const send = () =>
      enter.mutate({ body: { from, to, kind, amountFen, reference, memo }, once }, { onSuccess: onClose })
    // One zero too many is easily typed: what was not owed is asked for once more.
    if (kind !== 'payment' || amountFen <= (owed?.netFen ?? 0)) return send()
    modal.confirm({
      title: t('settlement.ledger.moreThanOwed'),
      content: t('settlement.ledger.moreThanOwedLede', {
        amount: yuanOf(amountFen),
        owed: yuanOf(owed?.netFen ?? 0),
      }),
      okText: t('settlement.ledger.enterOk'),
      onOk: send,
    })
  }
  const others = balances.data?.accounts.filter(({ id }) => id !== chosen) ?? []
  return (
    <FormDialog
      open
      title={t('settlement.ledger.enter')}
      okText={t('settlement.ledger.enterOk')}
      okButtonProps={{ disabled: own.length === 0 }}
      confirmLoading={enter.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p>{t('settlement.ledger.enterLede')}</p>
      {accounts.isSuccess && own.length === 0 && <p className="st-note">{t('settlement.ledger.noOwn')}</p>}
      {own.length > 0 && (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ own: own[0]?.id, kind: 'payment' }}
          onFinish={submit}
        >
          <Form.Item name="own" label={t('settlement.ledger.receiver')} rules={[{ required: true }]}>
            <Select options={own.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
          <Form.Item
            name="other"
            label={t('settlement.ledger.payer')}
            extra={owed && t('settlement.ledger.stillOwes', { amount: yuanOf(owed.netFen) })}
            rules={[{ required: true, message: t('settlement.ledger.payerNeeded') }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={others.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
          <Form.Item name="kind" label={t('settlement.ledger.kind')} rules={[{ required: true }]}>
            <Select
              options={(['payment', 'return', 'adjustment'] as const).map((value) => ({
                value,
                label: t(`settlement.ledger.handKinds.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item
            name="yuan"
            label={t('settlement.ledger.amountYuan')}
            extra={typed !== null && t('settlement.ledger.inWan', { amount: tenThousandYuanOf(typed) })}
            rules={[
              {
                validator: (_, value) =>
                  fenOf(String(value ?? '')) === null
                    ? Promise.reject(new Error(t('settlement.ledger.amountNeeded')))
                    : Promise.resolve(),
              },
            ]}
          >
            <InputNumber stringMode min="0.01" precision={2} className="amount-field" />
          </Form.Item>
          <Form.Item
            name="reference"
            label={t('settlement.ledger.voucher')}
            rules={[{ required: true, whitespace: true, message: t('settlement.ledger.voucherNeeded') }]}
          >
            <Input maxLength={200} placeholder={t('settlement.ledger.voucherHint')} />
          </Form.Item>
          <Form.Item name="memo" label={t('settlement.ledger.memo')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
          </Form.Item>
        </Form>
      )}
    </FormDialog>
  )
}
