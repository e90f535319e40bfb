import { useBlocker } from '@tanstack/react-router'
import { Button, Cascader, Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceContent } from '../../../../../src/exchange/schemas.ts'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { DIVISIONS, HEADINGS } from '../classes.ts'
import { SHARING_TYPES, UPDATE_PERIODS } from '../filter.ts'
import { CommitmentPicker, type KnownCommitment } from './CommitmentPicker.tsx'
import { ItemsEditor } from './ItemsEditor.tsx'
import { contentOf, type FormValues } from './model.ts'

const FORMATS = ['electronicFile', 'spreadsheet', 'database', 'image', 'stream', 'selfDescribing'] as const
const MODES = ['platformDatabase', 'platformFile', 'platformInterface', 'mail', 'disk', 'medium'] as const

/** Entering a resource, field by field of the guide. A draft may say as much as is known; leaving unsaved asks. */
export function ResourceForm(props: {
  first: FormValues
  /** Those that are chosen already, with their titles. */
  commitments?: readonly KnownCommitment[]
  /** Stands before the fields of the description. */
  children?: ReactNode
  onSave: (content: ResourceContent) => Promise<unknown>
}) {
  const { t } = useTranslation()
  const [form] = Form.useForm<FormValues>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isSaving, setSaving] = useState(false)
  const [isChanged, setChanged] = useState(false)
  const leaving = useRef(false)
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged && !leaving.current,
    enableBeforeUnload: () => isChanged && !leaving.current,
    withResolver: true,
  })
  const save = async (values: FormValues) => {
    setSaving(true)
    setProblem(null)
    leaving.current = true // what comes after a saving leads away by itself
    try {
      await props.onSave(contentOf(values))
      setChanged(false)
    } catch (error) {
      leaving.current = false
      setProblem(error)
    } finally {
      setSaving(false)
    }
  }
  const sharing = Form.useWatch('sharingType', form)
  const isOpen = Form.useWatch('isOpen', form)
  return (
    <Form<FormValues>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="catalogue-form"
      initialValues={props.first}
      onValuesChange={() => setChanged(true)}
      onFinish={(_) => void save(form.getFieldsValue(true) as FormValues)}
    >
      {props.children}
      <Form.Item
        name="name"
        label={t('exchange.catalogue.fields.name')}
        rules={[{ required: true, whitespace: true, message: t('exchange.catalogue.form.nameNeeded') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <div className="catalogue-pair">
        <Form.Item name="class" label={t('exchange.catalogue.fields.classCode')}>
          <Cascader
            allowClear
            showSearch
            options={DIVISIONS.map((division) => ({
              value: division,
              label: t(`exchange.catalogue.divisions.${division}`),
              children: HEADINGS[division].map((heading) => ({
                value: heading,
                label: t(`exchange.catalogue.classes.${heading}`),
              })),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="heading"
          label={t('exchange.catalogue.form.heading')}
          rules={[{ pattern: /^(\d{3})?$/, message: t('exchange.catalogue.form.headingHint') }]}
        >
          <Input maxLength={3} inputMode="numeric" placeholder="000" />
        </Form.Item>
      </div>
      <Form.Item name="abstract" label={t('exchange.catalogue.fields.abstract')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 3, maxRows: 10 }} />
      </Form.Item>
      <Tags name="keywords" label={t('exchange.catalogue.fields.keywords')} most={20} />
      <div className="catalogue-pair">
        <Form.Item name="format" label={t('exchange.catalogue.fields.format')}>
          <Select
            allowClear
            options={FORMATS.map((value) => ({ value, label: t(`exchange.catalogue.formats.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="formatDetail" label={t('exchange.catalogue.fields.formatDetail')}>
          <Input maxLength={100} placeholder="xlsx, Oracle …" />
        </Form.Item>
      </div>
      <ItemsEditor />
      <Form.Item name="sharingType" label={t('exchange.catalogue.fields.sharingType')}>
        <Radio.Group
          options={SHARING_TYPES.map((value) => ({ value, label: t(`exchange.catalogue.sharings.${value}`) }))}
        />
      </Form.Item>
      {sharing === 'conditional' && (
        <Form.Item name="sharingCondition" label={t('exchange.catalogue.fields.sharingCondition')}>
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      )}
      {sharing === 'none' && (
        <Form.Item
          name="legalBasis"
          label={t('exchange.catalogue.fields.legalBasis')}
          extra={t('exchange.catalogue.form.legalBasisHint')}
        >
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      )}
      {sharing && sharing !== 'none' && (
        <Form.Item name="sharingModes" label={t('exchange.catalogue.fields.sharingModes')}>
          <Checkbox.Group options={MODES.map((value) => ({ value, label: t(`exchange.catalogue.modes.${value}`) }))} />
        </Form.Item>
      )}
      <Form.Item name="isOpen" label={t('exchange.catalogue.fields.isOpen')}>
        <Radio.Group
          options={([true, false] as const).map((value) => ({ value, label: t(`exchange.catalogue.opens.${value}`) }))}
        />
      </Form.Item>
      {isOpen && (
        <Form.Item name="openCondition" label={t('exchange.catalogue.fields.openCondition')}>
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      )}
      <div className="catalogue-pair">
        <Form.Item name="updatePeriod" label={t('exchange.catalogue.fields.updatePeriod')}>
          <Select
            allowClear
            options={UPDATE_PERIODS.map((value) => ({ value, label: t(`exchange.catalogue.periods.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="contact" label={t('exchange.catalogue.fields.contact')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item
        name="accessUrl"
        label={t('exchange.catalogue.fields.accessUrl')}
        rules={[{ pattern: /^\s*(https?:\/\/\S+)?\s*$/, message: t('exchange.catalogue.form.accessUrlHint') }]}
      >
        <Input maxLength={1000} inputMode="url" placeholder="https://" />
      </Form.Item>
      <Tags name="relatedCodes" label={t('exchange.catalogue.fields.relatedCodes')} most={50} />
      <Form.Item name="commitmentIds" label={t('exchange.catalogue.fields.commitmentIds')}>
        <CommitmentPicker known={props.commitments ?? []} />
      </Form.Item>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Button type="primary" size="large" htmlType="submit" loading={isSaving}>
        {t('exchange.catalogue.form.save')}
      </Button>
      <Modal
        open={blocker.status === 'blocked'}
        title={t('exchange.catalogue.form.leaveTitle')}
        okText={t('exchange.catalogue.form.leave')}
        cancelText={t('exchange.catalogue.form.stay')}
        onOk={() => blocker.proceed?.()}
        onCancel={() => blocker.reset?.()}
      >
        {t('exchange.catalogue.form.leaveLede')}
      </Modal>
    </Form>
  )
}

/** Several short texts, typed one after the other. */
function Tags({ name, label, most }: { name: 'keywords' | 'relatedCodes'; label: string; most: number }) {
  return (
    <Form.Item name={name} label={label}>
      <Select
        mode="tags"
        open={false}
        suffixIcon={null}
        maxCount={most}
        tokenSeparators={[',', '，', '、', ';', '；']}
      />
    </Form.Item>
  )
}
