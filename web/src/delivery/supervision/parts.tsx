import { Link } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice, SupervisionFile } from '../../../../src/delivery/supervision/schemas.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bytesText } from '../../shell/time.ts'
import { sendPaper } from '../joint/api.ts'
import { useSupervise } from './api.ts'
import '../joint/joint.css'

export function SupervisionTabs() {
  const { t } = useTranslation()
  const active = { className: 'active' }
  return (
    <nav className="part-tabs no-print" aria-label={t('delivery.supervision.tabs.label')}>
      <Link to="/supervision" activeProps={active}>
        {t('delivery.supervision.tabs.notices')}
      </Link>
      <Link to="/inspections" activeProps={active}>
        {t('delivery.supervision.tabs.inspections')}
      </Link>
    </nav>
  )
}

export function NoticeBadge({ notice }: { notice: Pick<Notice, 'state' | 'overdue'> }) {
  const { t } = useTranslation()
  const look = {
    draft: 'extracted',
    issued: 'solid',
    received: 'solid',
    answered: 'extracted',
    returned: 'urgent',
    signed_off: 'confirmed',
    withdrawn: 'rejected',
  }
  return (
    <span className={`badge ${notice.overdue ? 'urgent' : look[notice.state]}`}>
      {t(`delivery.supervision.states.${notice.state}`)}
      {notice.overdue && ` · ${t('delivery.supervision.overdue')}`}
    </span>
  )
}

export function FileLinks({ files }: { files: readonly SupervisionFile[] }) {
  return (
    <ul className="papers">
      {files.map((file) => (
        <li key={file.id}>
          <a href={`/api/v1/supervision-files/${file.id}`} download>
            {file.fileName}
          </a>
          <small>{bytesText(file.bytes)}</small>
        </li>
      ))}
    </ul>
  )
}

/** Says what was done, with the papers that show it: dropped or chosen, kept for the unit until they are handed in. */
export function AnswerDialog(props: {
  title: string
  waiting: readonly SupervisionFile[]
  filesPath: string
  onSend: (body: { text: string; fileIds: string[] }) => Promise<unknown>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ text: string }>()
  const [over, setOver] = useState(false)
  const files = useSupervise<unknown>()
  const answer = useSupervise<unknown>(props.onClose)
  const add = (list: Iterable<File>) => {
    const all = [...list]
    if (all.length > 0)
      files.mutate(async () => {
        for (const file of all) await sendPaper(props.filesPath, file)
      })
  }
  return (
    <FormDialog
      open
      title={props.title}
      okText={props.title}
      confirmLoading={answer.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      width={600}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ text }) => answer.mutate(() => props.onSend({ text, fileIds: props.waiting.map(({ id }) => id) }))}
      >
        <Form.Item
          name="text"
          label={t('delivery.supervision.notice.answerText')}
          rules={[{ required: true, whitespace: true, message: t('delivery.supervision.notice.answerText') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 4, maxRows: 12 }} maxLength={20_000} />
        </Form.Item>
      </Form>
      <b>{t('delivery.supervision.notice.files')}</b>{' '}
      <small className="faint">{t('delivery.supervision.notice.filesOwn')}</small>
      <ul className="papers">
        {props.waiting.map((file) => (
          <li key={file.id}>
            <a href={`/api/v1/supervision-files/${file.id}`} download>
              {file.fileName}
            </a>
            <Button
              size="small"
              type="text"
              onClick={() => files.mutate(() => send('DELETE', `/api/v1/supervision-files/${file.id}`))}
            >
              {t('delivery.supervision.notice.removeFile')}
            </Button>
          </li>
        ))}
      </ul>
      <label
        className={`paper-drop${over ? ' over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          add(event.dataTransfer.files)
        }}
      >
        {t('delivery.supervision.notice.dropFiles')}
        <input
          type="file"
          multiple
          className="visually-hidden"
          onChange={(event) => {
            add([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </label>
      {files.isError && <ProblemNotice problem={files.error} />}
      {answer.isError && <ProblemNotice problem={answer.error} />}
    </FormDialog>
  )
}

/** An act that says why, and maybe more. */
export function WordsDialog<Extra extends object>(props: {
  title: string
  label: string
  optional?: boolean
  danger?: boolean
  fields?: ReactNode
  initial?: Partial<Extra>
  onSend: (body: { text: string } & Extra) => Promise<unknown>
  onClose: () => void
}) {
  const [form] = Form.useForm<{ text: string } & Extra>()
  const act = useSupervise<unknown>(props.onClose)
  return (
    <FormDialog
      open
      title={props.title}
      okText={props.title}
      okButtonProps={{ danger: props.danger ?? false }}
      confirmLoading={act.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={props.initial ?? {}}
        onFinish={(body: { text: string } & Extra) => act.mutate(() => props.onSend(body))}
      >
        <Form.Item
          name="text"
          label={props.label}
          rules={props.optional ? [] : [{ required: true, whitespace: true, message: props.label }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={20_000} />
        </Form.Item>
        {props.fields}
      </Form>
      {act.isError && <ProblemNotice problem={act.error} />}
    </FormDialog>
  )
}
