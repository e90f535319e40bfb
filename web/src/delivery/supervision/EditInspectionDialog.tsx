import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { InspectionDetail } from '../../../../src/delivery/supervision/schemas.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { MergeFields, outdatedFacts, useMerge } from '../../shell/MergeFields.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { useSupervise } from './api.ts'
import { type Inspector, InspectorsPicker, inspectorsBody } from './InspectorsPicker.tsx'
import { WAYS } from './PlanInspectionDialog.tsx'

interface Values {
  title: string
  basis: string
  content: string
  scope: string
  ways: string[]
  inspectors: Inspector[]
  startsOn: string
  endsOn: string
}
const keys = ['title', 'startsOn', 'endsOn', 'basis', 'content', 'scope', 'ways', 'inspectors'] as const

const WORDS = {
  title: 'name',
  startsOn: 'starts',
  endsOn: 'ends',
  basis: 'basis',
  content: 'content',
  scope: 'scope',
  ways: 'ways',
  inspectors: 'inspectors',
} as const

/** Users come first in the list of names, in the order of their ids. */
const valuesOf = (plan: InspectionDetail): Values => ({
  ...{ title: plan.title, basis: plan.basis, content: plan.content, scope: plan.scope, ways: plan.ways },
  ...{ startsOn: plan.startsOn, endsOn: plan.endsOn },
  inspectors: plan.inspectors.map((name, index) => {
    const id = plan.inspectorIds[index]
    return id ? { id, name } : { name }
  }),
})

/** 修改督查方案: words, ways, inspectors and time, before it begins; tasks and units stay. */
export function EditInspectionDialog({ plan, onClose }: { plan: InspectionDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const merge = useMerge<Values>(valuesOf(plan), plan.revision, keys)
  const save = useSupervise<unknown>(onClose)
  const label = (key: keyof Values) => t(`delivery.supervision.plan.${WORDS[key]}`)
  const needed = (key: keyof Values) => [{ required: true, message: label(key) }]
  const submit = ({ inspectors, ...values }: Values) =>
    save.mutate(
      () =>
        send(
          'PATCH',
          `/api/v1/inspections/${plan.id}`,
          { ...values, scope: values.scope ?? '', ...inspectorsBody(inspectors) },
          merge.revision,
        ),
      {
        onError: (error) => {
          const now = outdatedFacts(error)?.current as InspectionDetail | undefined
          if (now) form.setFieldsValue(merge.meet(form.getFieldsValue(true), valuesOf(now), now.revision))
        },
      },
    )
  return (
    <FormDialog
      open
      width={720}
      title={t('delivery.supervision.plan.edit')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <MergeFields<Values>
        conflicts={merge.conflicts}
        label={label}
        show={(key, value) =>
          key === 'ways'
            ? (value as string[]).join(comma()) || '—'
            : key === 'inspectors'
              ? (value as Inspector[]).map(({ name }) => name).join(comma()) || '—'
              : String(value || '—')
        }
        onTake={(key, value) => form.setFieldsValue({ [key]: value })}
      />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(plan)} onFinish={submit}>
        <Form.Item name="title" label={label('title')} rules={needed('title')}>
          <Input maxLength={300} />
        </Form.Item>
        <div className="tier-fields">
          <Form.Item name="startsOn" label={label('startsOn')} rules={needed('startsOn')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="endsOn" label={label('endsOn')} rules={needed('endsOn')}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="basis" label={label('basis')} rules={needed('basis')}>
          <Input maxLength={2000} />
        </Form.Item>
        <Form.Item name="content" label={label('content')} rules={needed('content')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="scope" label={label('scope')}>
          <Input maxLength={5000} />
        </Form.Item>
        <Form.Item name="ways" label={label('ways')}>
          <Select
            mode="multiple"
            options={WAYS.map((key) => {
              const way = t(`delivery.supervision.plan.wayChoices.${key}`)
              return { value: way, label: way }
            })}
          />
        </Form.Item>
        <Form.Item name="inspectors" label={label('inspectors')}>
          <InspectorsPicker />
        </Form.Item>
      </Form>
      {save.isError && !outdatedFacts(save.error) && <ProblemNotice problem={save.error} />}
    </FormDialog>
  )
}
