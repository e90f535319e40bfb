import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitRef } from '../../../../src/delivery/joint/schemas.ts'
import type { NoticeDetail } from '../../../../src/delivery/supervision/schemas.ts'
import type { TaskRow } from '../../../../src/delivery/tasks/schemas.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { MergeFields, outdatedFacts, useMerge } from '../../shell/MergeFields.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { TASKS } from '../indicators/LinkedTasks.tsx'
import { LinkPicker } from '../indicators/LinkPicker.tsx'
import { UnitsPicker } from '../joint/parts.tsx'
import { useSupervise } from './api.ts'

const words = ['title', 'basis', 'text', 'dueOn'] as const
type Edited = Pick<NoticeDetail, (typeof words)[number]>
const editedOf = ({ title, basis, text, dueOn }: Edited): Edited => ({ title, basis, text, dueOn })

interface Values {
  title: string
  units: UnitRef[]
  basis: string
  text: string
  dueOn: string
  issue: boolean
}

/** Who answers for a task: to them the notice goes first. */
const answering = ({ units }: TaskRow): UnitRef[] =>
  units
    .filter(({ role }) => role !== 'participant')
    .map(({ organizationId, name, shortName }) => ({ id: organizationId, name, shortName }))

/** 开督办单: what must be done, by whom, by when, on what ground. */
export function NoticeDialog(props: {
  task?: { id: string; title: string }
  inspectionId?: string
  units?: readonly UnitRef[]
  basis?: string
  notice?: NoticeDetail
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notice } = props
  const [chosen, setChosen] = useState(props.task)
  const task = props.task ?? chosen
  const [form] = Form.useForm<Values>()
  const [key] = useState(() => crypto.randomUUID())
  const navigate = useNavigate()
  const save = useSupervise<string | undefined>((id) => {
    props.onClose()
    if (id) void navigate({ to: '/supervision/$noticeId', params: { noticeId: id } })
  })
  const merge = useMerge<Edited>(
    notice ? editedOf(notice) : { title: '', basis: '', text: '', dueOn: '' },
    notice?.revision ?? 0,
    words,
  )
  /** Somebody else was faster: both versions are brought together here. */
  const meet = (error: unknown) => {
    const now = outdatedFacts(error)?.current as NoticeDetail | undefined
    if (now) form.setFieldsValue(merge.meet(editedOf(form.getFieldsValue()), editedOf(now), now.revision))
  }
  const submit = ({ units, ...words }: Values) => save.mutate(() => store(units, words), { onError: meet })
  const store = async (units: UnitRef[], words: Omit<Values, 'units'>) => {
    if (notice) {
      await send('PATCH', `/api/v1/supervision-notices/${notice.id}`, editedOf(words), merge.revision)
      return notice.id
    }
    const body = {
      ...words,
      unitIds: units.map(({ id }) => id),
      ...(task ? { taskId: task.id } : {}),
      ...(props.inspectionId ? { inspectionId: props.inspectionId } : {}),
    }
    const { items } = await send<{ items: NoticeDetail[] }>('POST', '/api/v1/supervision-notices', body, undefined, key)
    return items.length === 1 ? items[0]?.id : undefined
  }
  /** What the notice is about, with its words and units where none were entered yet. */
  const about = (_: string, one: TaskRow) => {
    setChosen({ id: one.id, title: one.title })
    const { title, units = [] } = form.getFieldsValue()
    form.setFieldsValue({ title: title || one.title, ...(units.length > 0 ? {} : { units: answering(one) }) })
  }
  const needed = (message: string) => [{ required: true, message }]
  const word = (key: 'task' | 'title' | 'basis' | 'text' | 'units' | 'due') => t(`delivery.supervision.notice.${key}`)
  return (
    <FormDialog
      open
      title={notice ? t('delivery.supervision.notice.edit') : t('delivery.supervision.notices.add')}
      confirmLoading={save.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      width={640}
      destroyOnHidden
    >
      <MergeFields<Edited>
        conflicts={merge.conflicts}
        label={(key) => word(key === 'dueOn' ? 'due' : key)}
        onTake={(key, value) => form.setFieldsValue({ [key]: value })}
      />
      {task && (
        <p className="dialog-quote">
          {task.title}
          {!props.task && (
            <Button size="small" type="text" onClick={() => setChosen(undefined)}>
              {t('delivery.supervision.notice.otherTask')}
            </Button>
          )}
        </p>
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={
          notice ?? { title: task?.title, units: props.units ?? [], basis: props.basis ?? '', issue: true }
        }
        onFinish={submit}
      >
        {!task && !notice && !props.inspectionId && (
          <Form.Item label={word('task')} extra={t('delivery.supervision.notice.taskHint')}>
            <LinkPicker<TaskRow> label={word('task')} from={TASKS} without={[]} busy={false} onChoose={about} />
          </Form.Item>
        )}
        <Form.Item name="title" label={word('title')} rules={needed(word('title'))}>
          <Input maxLength={300} />
        </Form.Item>
        {!notice && (
          <Form.Item
            name="units"
            label={word('units')}
            extra={t('delivery.supervision.notice.unitsHint')}
            rules={[{ type: 'array', required: true, min: 1, message: word('units') }]}
          >
            <UnitsPicker label={word('units')} />
          </Form.Item>
        )}
        <Form.Item name="basis" label={word('basis')} rules={needed(word('basis'))}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="text" label={word('text')} rules={needed(word('text'))}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="dueOn" label={word('due')} rules={needed(word('due'))}>
          <Input type="date" />
        </Form.Item>
        {!notice && (
          <Form.Item name="issue" valuePropName="checked">
            <Checkbox>{t('delivery.supervision.notice.issueNow')}</Checkbox>
          </Form.Item>
        )}
      </Form>
      {save.isError && !outdatedFacts(save.error) && <ProblemNotice problem={save.error} />}
    </FormDialog>
  )
}
