import { Button, Form, Input, Select } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewProgress, NewRequest, ProjectDetail } from '../../../../src/delivery/projects/schemas.ts'
import { FormDrawer } from '../../shell/FormDialog.tsx'
import { useReportProgress, useRequestChange } from './api.ts'

interface DrawerProps {
  open: boolean
  one: ProjectDetail
  onClose: () => void
}

const WHOLE = /^[0-9]{1,12}$/
const grades = ['statement', 'document', 'measured', 'verified'] as const

function SaveDrawer(props: {
  open: boolean
  title: string
  saving: boolean
  onClose: () => void
  onSave: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <FormDrawer
      open={props.open}
      onClose={props.onClose}
      size={520}
      title={props.title}
      footer={
        <div className="drawer-footer">
          <Button onClick={props.onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" loading={props.saving} onClick={props.onSave}>
            {t('delivery.projects.save')}
          </Button>
        </div>
      }
    >
      {props.children}
    </FormDrawer>
  )
}

interface RequestValues {
  kind: NewRequest['kind']
  year?: string
  toClass?: NewRequest['toClass']
  plannedWan?: string
  happenedOn?: string
  evidence?: string
  reason: string
}

/** Asking for a place on a year's list, a move, or to leave a list: only what the kind needs is asked. */
export function RequestDrawer({ open, one, onClose }: DrawerProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<RequestValues>()
  const ask = useRequestChange(one.id)
  const kind = Form.useWatch('kind', form) ?? 'enter_year'
  const toClass = Form.useWatch('toClass', form)
  useEffect(() => {
    if (open) form.resetFields()
  }, [open, form])
  const invests = toClass === 'starting' || toClass === 'continuing' || toClass === 'finished'
  const proved = kind === 'move' && invests
  const classes =
    kind === 'move' ? one.nextClasses : (['reserve', 'preparing', 'starting', 'continuing', 'finished'] as const)
  const save = (values: RequestValues) =>
    ask.mutate(
      {
        kind: values.kind,
        reason: values.reason.trim(),
        ...(values.kind !== 'move' && values.year ? { year: Number(values.year) } : {}),
        ...(values.kind !== 'leave_year' && values.toClass ? { toClass: values.toClass } : {}),
        ...(values.kind === 'enter_year' && values.plannedWan ? { plannedWan: Number(values.plannedWan) } : {}),
        ...(proved && values.happenedOn ? { happenedOn: values.happenedOn } : {}),
        ...(values.evidence ? { evidence: values.evidence } : {}),
      },
      { onSuccess: onClose },
    )
  return (
    <SaveDrawer
      open={open}
      title={t('delivery.projects.askTitle', { name: one.name })}
      saving={ask.isPending}
      onClose={onClose}
      onSave={() => form.submit()}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={save} initialValues={{ kind: 'enter_year' }}>
        <Form.Item name="kind" label={t('delivery.projects.kind')}>
          <Select
            onChange={() => form.setFieldsValue({ toClass: undefined })}
            options={(['enter_year', 'move', 'leave_year'] as const).map((value) => ({
              value,
              label: t(`delivery.projects.requestKinds.${value}`),
            }))}
          />
        </Form.Item>
        {kind !== 'move' && (
          <Form.Item name="year" label={t('delivery.projects.year')} rules={[{ required: true, pattern: /^20\d\d$/ }]}>
            <Input inputMode="numeric" maxLength={4} />
          </Form.Item>
        )}
        {kind !== 'leave_year' && (
          <Form.Item name="toClass" label={t('delivery.projects.toClass')} rules={[{ required: true }]}>
            <Select options={classes.map((value) => ({ value, label: t(`delivery.projects.classes.${value}`) }))} />
          </Form.Item>
        )}
        {kind === 'enter_year' && invests && (
          <Form.Item
            name="plannedWan"
            label={t('delivery.projects.planned')}
            rules={[{ required: true, pattern: WHOLE, message: t('delivery.projects.numberHint') }]}
          >
            <Input inputMode="numeric" />
          </Form.Item>
        )}
        {proved && (
          <>
            <Form.Item name="happenedOn" label={t('delivery.projects.happenedOn')} rules={[{ required: true }]}>
              <Input type="date" />
            </Form.Item>
            <Form.Item
              name="evidence"
              label={t('delivery.projects.evidence')}
              rules={[{ required: true, whitespace: true }]}
            >
              <Input maxLength={1000} />
            </Form.Item>
          </>
        )}
        <Form.Item name="reason" label={t('delivery.projects.reason')} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
        </Form.Item>
      </Form>
    </SaveDrawer>
  )
}

interface ProgressValues {
  month: string
  investedWan: string
  inPlaceWan?: string
  stage?: string
  grade: NewProgress['grade']
  source: string
  reason?: string
}

/** What was invested since 1 January up to the end of a month; source and grade come from the last time. */
export function ProgressDrawer({ open, one, onClose }: DrawerProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<ProgressValues>()
  const report = useReportProgress(one.id)
  const [last] = one.progress
  useEffect(() => {
    if (open) form.resetFields()
  }, [open, form])
  const save = (values: ProgressValues) =>
    report.mutate(
      {
        month: values.month,
        investedWan: Number(values.investedWan),
        inPlaceWan: values.inPlaceWan ? Number(values.inPlaceWan) : null,
        stage: values.stage?.trim() ?? '',
        grade: values.grade,
        source: values.source.trim(),
        reason: values.reason?.trim() || null,
      },
      { onSuccess: onClose },
    )
  return (
    <SaveDrawer
      open={open}
      title={t('delivery.projects.reportTitle', { name: one.name })}
      saving={report.isPending}
      onClose={onClose}
      onSave={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{ grade: 'document', source: last?.source ?? '', stage: last?.stage ?? '' }}
      >
        <div className="form-pair">
          <Form.Item
            name="month"
            label={t('delivery.projects.month')}
            rules={[{ required: true, pattern: /^\d{4}-(0[1-9]|1[0-2])$/ }]}
          >
            <Input type="month" />
          </Form.Item>
          <Form.Item
            name="investedWan"
            label={t('delivery.projects.invested')}
            extra={t('delivery.projects.reportHint')}
            rules={[{ required: true, pattern: WHOLE, message: t('delivery.projects.numberHint') }]}
          >
            <Input inputMode="numeric" />
          </Form.Item>
          <Form.Item
            name="inPlaceWan"
            label={t('delivery.projects.inPlace')}
            rules={[{ pattern: WHOLE, message: t('delivery.projects.numberHint') }]}
          >
            <Input inputMode="numeric" />
          </Form.Item>
          <Form.Item name="grade" label={t('delivery.projects.grade')}>
            <Select options={grades.map((value) => ({ value, label: t(`delivery.indicators.grades.${value}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="stage" label={t('delivery.projects.stage')}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
        </Form.Item>
        <Form.Item name="source" label={t('delivery.projects.source')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('delivery.projects.revisionReason')}
          extra={t('delivery.projects.revisionHint')}
        >
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </SaveDrawer>
  )
}
