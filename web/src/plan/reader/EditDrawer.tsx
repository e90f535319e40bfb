import { AimOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment, EditBody } from '../../../../src/plan/schemas.ts'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { FormDrawer } from '../../shell/FormDialog.tsx'
import { kinds, roles } from '../register/filter.ts'
import { changesOf, type EditValues, emptyUnit, valuesOf } from './editing.ts'
import { MachineOriginal } from './MachineOriginal.tsx'
import type { PickedSpan } from './SpanPicker.tsx'

const comparators = ['=', '>=', '<=', '>', '<', '~'] as const
const recurrences = ['year', 'half_year', 'quarter', 'month'] as const

/** Correcting what the machine found. The original stands above the form and stays on record whatever is written. */
export function EditDrawer(props: {
  item: Commitment | undefined
  saving: boolean
  /** Lets the words be selected on the page; undefined where they stand in another version than the one shown. */
  onPick: ((item: Commitment) => Promise<PickedSpan | undefined>) | undefined
  onClose: () => void
  onSave: (item: Commitment, body: EditBody) => void
}) {
  const { item, onSave } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<EditValues>()
  const kind = Form.useWatch('kind', form) ?? item?.kind
  const [picking, setPicking] = useState(false)
  const [picked, setPicked] = useState<PickedSpan>()
  useEffect(() => {
    setPicked(undefined)
    if (item) form.setFieldsValue(valuesOf(item))
  }, [item, form])

  // Everything the form holds, also what has no field of its own (places in the text, the box of a project).
  const values: EditValues | undefined = Form.useWatch([], { form, preserve: true })
  const body = item && values?.deadline ? changesOf(item, values) : null
  const save = () => {
    if (item && body) onSave(item, body)
  }
  const pick = async () => {
    if (!item || !props.onPick) return
    setPicking(true) // the drawer leaves the page free; what was written stays in the form
    const chosen = await props.onPick(item)
    setPicking(false)
    if (!chosen) return
    setPicked(chosen)
    form.setFieldValue('span', chosen.span)
  }
  return (
    <FormDrawer
      open={item !== undefined && !picking}
      onClose={props.onClose}
      title={t('edit.title')}
      size={560}
      destroyOnHidden
      footer={
        <div className="drawer-footer">
          {!body && <small className="drawer-hint">{t('edit.unchanged')}</small>}
          <Button onClick={props.onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" loading={props.saving} disabled={!body} onClick={() => form.submit()}>
            {t('edit.save')}
          </Button>
        </div>
      }
    >
      {item && (
        <MachineOriginal item={item}>
          {picked && (
            <>
              <p className="picked-title">{t('edit.newWords')}</p>
              <blockquote className="picked">{picked.quote}</blockquote>
            </>
          )}
          {props.onPick && (
            <Button size="small" icon={<AimOutlined />} disabled={props.saving} onClick={() => void pick()}>
              {t('edit.reselect')}
            </Button>
          )}
        </MachineOriginal>
      )}
      <Form form={form} layout="vertical" onFinish={save} requiredMark={false} disabled={props.saving}>
        <Form.Item name="title" label={t('edit.itemTitle')} rules={[{ required: true, whitespace: true, max: 300 }]}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={300} />
        </Form.Item>
        <Form.Item name="kind" label={t('plan.kind')}>
          <Select options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
        </Form.Item>
        <Units />
        <div className="form-row">
          <Form.Item
            name={['deadline', 'date']}
            label={t('plan.deadline')}
            rules={[{ pattern: /^(\d{4}-\d{2}-\d{2})?$/ }]}
          >
            <Input type="date" />
          </Form.Item>
          <Form.Item name={['deadline', 'recurs']} label={t('edit.recurs')}>
            <Select allowClear options={recurrences.map((value) => ({ value, label: t(`recurs.${value}`) }))} />
          </Form.Item>
        </div>
        {kind === 'target' && <TargetFields />}
        {kind === 'project' && (
          <div className="form-row">
            <Form.Item name={['project', 'name']} label={t('edit.projectName')} rules={[{ required: true }]}>
              <Input />
            </Form.Item>
            <Form.Item name={['project', 'stage']} label={t('edit.projectStage')}>
              <Input />
            </Form.Item>
          </div>
        )}
        <Form.Item name="reason" label={t('edit.reason')} extra={t('edit.reasonExtra')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={1000} />
        </Form.Item>
        <Form.Item name="confirm" valuePropName="checked">
          <Checkbox>{t('edit.confirm')}</Checkbox>
        </Form.Item>
      </Form>
    </FormDrawer>
  )
}

function Units() {
  const { t } = useTranslation()
  return (
    <fieldset className="units-fields">
      <legend>{t('edit.units')}</legend>
      <Form.List name="responsibilities">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div className="unit-fields" key={key}>
                <Form.Item name={[name, 'role']} aria-label={t('plan.role')}>
                  <Select options={roles.map((value) => ({ value, label: t(`roles3.${value}`) }))} />
                </Form.Item>
                <Form.Item
                  name={[name, 'printed']}
                  rules={[{ required: true, whitespace: true, message: t('edit.printedNeeded') }]}
                >
                  <Input placeholder={t('edit.printed')} aria-label={t('edit.printed')} maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'organization']}>
                  <OrganizationPicker placeholder={t('edit.organization')} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('edit.removeUnit')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} block onClick={() => add(emptyUnit)}>
              {t('edit.addUnit')}
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="open" valuePropName="checked">
        <Checkbox>{t('edit.open')}</Checkbox>
      </Form.Item>
    </fieldset>
  )
}

function TargetFields() {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name={['target', 'subject']} label={t('edit.subject')} rules={[{ required: true }]}>
        <Input />
      </Form.Item>
      <div className="form-row four">
        <Form.Item name={['target', 'comparator']} label={t('edit.comparator')}>
          <Select options={comparators.map((value) => ({ value, label: t(`comparators.${value}`) }))} />
        </Form.Item>
        <Form.Item name={['target', 'value']} label={t('edit.value')} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name={['target', 'unit']} label={t('edit.unit')}>
          <Input />
        </Form.Item>
        <Form.Item name={['target', 'year']} label={t('edit.year')}>
          <InputNumber min={1949} max={2100} controls={false} />
        </Form.Item>
      </div>
      <Form.Item name={['target', 'damaged']} valuePropName="checked">
        <Checkbox>{t('edit.damaged')}</Checkbox>
      </Form.Item>
    </>
  )
}
