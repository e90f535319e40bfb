import { Button, Checkbox, Form, Input, Modal } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment, MergeBody, SplitBody } from '../../../../src/plan/schemas.ts'
import { partsOf } from './splitting.ts'

export function RejectDialog(props: {
  item: Commitment | undefined
  onClose: () => void
  onReject: (item: Commitment, reason: string) => void
}) {
  const { item } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const usual = [t('reject.notObligation'), t('reject.duplicate'), t('reject.misread')]
  return (
    <Modal
      open={item !== undefined}
      title={t('reject.title')}
      okText={t('reader.reject')}
      okButtonProps={{ danger: true }}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="dialog-quote">{item?.title}</p>
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        onFinish={({ reason }) => item && props.onReject(item, reason.trim())}
      >
        <Form.Item
          name="reason"
          label={t('reject.reason')}
          rules={[{ required: true, whitespace: true, message: t('reject.reasonNeeded') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
        <p className="usual">
          {usual.map((reason) => (
            <Button key={reason} size="small" onClick={() => form.setFieldValue('reason', reason)}>
              {reason}
            </Button>
          ))}
        </p>
      </Form>
    </Modal>
  )
}

interface SplitValues {
  parts: { title: string; units: number[] }[]
}

/** One commitment becomes several: each with its own words and its share of the units. */
export function SplitDialog(props: {
  item: Commitment | undefined
  onClose: () => void
  onSplit: (item: Commitment, body: SplitBody) => void
}) {
  const { item } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<SplitValues>()
  useEffect(() => {
    if (!item) return
    const all = item.responsibilities.map((_unit, index) => index)
    form.setFieldsValue({ parts: partsOf(item.text).map((title) => ({ title, units: all })) })
  }, [item, form])
  const split = ({ parts }: SplitValues) => {
    if (!item) return
    props.onSplit(item, {
      parts: parts.map(({ title, units }) => ({
        title: title.trim(),
        responsibilities: item.responsibilities
          .filter((_unit, index) => units.includes(index))
          .map(({ kind, printed, role, organization, span }) => ({
            kind,
            printed,
            role,
            span,
            organizationId: organization?.id ?? null,
          })),
      })),
    })
  }
  const units =
    item?.responsibilities.map(({ printed, role }, value) => ({ value, label: `${t(`roles3.${role}`)} ${printed}` })) ??
    []
  return (
    <Modal
      open={item !== undefined}
      title={t('split.title')}
      okText={t('split.ok')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      width={640}
      destroyOnHidden
    >
      <p className="dialog-quote">{item?.text}</p>
      <Form form={form} layout="vertical" onFinish={split}>
        <Form.List
          name="parts"
          rules={[
            {
              validator: async (_rule, parts) =>
                parts?.length >= 2 ? undefined : Promise.reject(new Error(t('split.two'))),
            },
          ]}
        >
          {(fields, { add, remove }, { errors }) => (
            <>
              {fields.map(({ key, name }, index) => (
                <div key={key} className="split-part">
                  <Form.Item
                    name={[name, 'title']}
                    label={t('split.part', { number: index + 1 })}
                    rules={[{ required: true, whitespace: true, max: 300 }]}
                  >
                    <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={300} />
                  </Form.Item>
                  {units.length > 1 && (
                    <Form.Item name={[name, 'units']}>
                      <Checkbox.Group options={units} />
                    </Form.Item>
                  )}
                  {fields.length > 2 && (
                    <Button size="small" type="text" onClick={() => remove(name)}>
                      {t('split.remove')}
                    </Button>
                  )}
                </div>
              ))}
              <Form.ErrorList errors={errors} />
              <Button type="dashed" block onClick={() => add({ title: '', units: units.map(({ value }) => value) })}>
                {t('split.add')}
              </Button>
            </>
          )}
        </Form.List>
      </Form>
    </Modal>
  )
}

export function MergeDialog(props: {
  items: readonly Commitment[] | undefined
  onClose: () => void
  onMerge: (body: MergeBody) => void
}) {
  const { items } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<{ title: string }>()
  const first = items?.[0]
  useEffect(() => {
    if (first) form.setFieldsValue({ title: first.title })
  }, [first, form])
  return (
    <Modal
      open={items !== undefined}
      title={t('merge.title', { count: items?.length ?? 0 })}
      okText={t('merge.ok')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <ol className="merge-list">
        {items?.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ol>
      <p className="usual">{t('merge.lede')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ title }) =>
          items && props.onMerge({ items: items.map(({ id, revision }) => ({ id, revision })), title: title.trim() })
        }
      >
        <Form.Item name="title" label={t('edit.itemTitle')} rules={[{ required: true, whitespace: true, max: 300 }]}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
