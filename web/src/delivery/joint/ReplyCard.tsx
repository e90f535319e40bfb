import { App, Button, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { MeetingDetail, Reply } from '../../../../src/delivery/joint/schemas.ts'
import { useSession } from '../../access/session.ts'
import { send } from '../../shell/api.ts'
import { useMeetingChange } from './api.ts'

const kinds = ['attend', 'deputy', 'absent'] as const

/** 会议回执: the unit that is invited says whether it comes; it may say otherwise until the meeting is held. */
export function ReplyCard({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const change = useMeetingChange(meeting.id)
  const me = useSession().data?.actor?.organizationId
  const [form] = Form.useForm<Pick<Reply, 'reply' | 'person' | 'note'>>()
  const kind = Form.useWatch('reply', form)
  const mine = meeting.attendees.find(({ organization }) => organization.id === me)?.reply
  if (!meeting.may.includes('reply')) return null
  return (
    <section className="reply-card no-print">
      <h2>{t('delivery.joint.reply.title')}</h2>
      <p className="faint">
        {mine
          ? t('delivery.joint.reply.yours', {
              what: t(`delivery.joint.reply.kinds.${mine.reply}`),
              name: mine.userName,
            })
          : t('delivery.joint.reply.lede', { day: meeting.heldOn })}
      </p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ reply: mine?.reply ?? 'attend', person: mine?.person ?? '', note: mine?.note ?? '' }}
        onFinish={(body) =>
          change.mutate(() => send<MeetingDetail>('POST', `/api/v1/meetings/${meeting.id}/reply`, body), {
            onSuccess: () => void message.success(t('delivery.joint.reply.sent')),
          })
        }
      >
        <Form.Item name="reply">
          <Radio.Group
            optionType="button"
            aria-label={t('delivery.joint.reply.title')}
            options={kinds.map((value) => ({ value, label: t(`delivery.joint.reply.kinds.${value}`) }))}
          />
        </Form.Item>
        {kind !== 'absent' && (
          <Form.Item
            name="person"
            label={t('delivery.joint.reply.person')}
            rules={
              kind === 'deputy' ? [{ required: true, whitespace: true, message: t('delivery.joint.reply.person') }] : []
            }
          >
            <Input maxLength={200} />
          </Form.Item>
        )}
        <Form.Item
          name="note"
          label={t(kind === 'absent' ? 'delivery.joint.reply.why' : 'delivery.joint.reply.note')}
          rules={
            kind === 'absent' ? [{ required: true, whitespace: true, message: t('delivery.joint.reply.why') }] : []
          }
        >
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={2000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t(mine ? 'delivery.joint.reply.again' : 'delivery.joint.reply.send')}
        </Button>
      </Form>
    </section>
  )
}
