import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EscalationDetail } from '../../../../src/delivery/joint/schemas.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { escalationQuery, useForgetJoint } from './api.ts'
import { EscalationBadge, JointTabs, unitNames } from './parts.tsx'
import { ScheduleDialog } from './ScheduleDialog.tsx'

type Act = Exclude<EscalationDetail['may'][number], 'schedule'>

/** One matter: what is asked, where it stands on the ladder, what was answered, what came of it. */
export function EscalationPage() {
  const { escalationId } = useParams({ from: '/escalations/$escalationId' })
  const { t } = useTranslation()
  const matter = useQuery(escalationQuery(escalationId))
  const [act, setAct] = useState<Act>()
  const [scheduling, setScheduling] = useState(false)
  if (matter.isPending) return <Loading />
  if (matter.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={matter.error} onRetry={() => void matter.refetch()} />
      </div>
    )
  const { data } = matter
  const acts = data.may.filter((one): one is Act => one !== 'schedule')
  const words = (one: Act) =>
    one === 'answer' ? t('delivery.joint.escalation.answering') : t(`delivery.joint.escalation.${one}`)
  return (
    <Page
      title={data.title}
      lede={
        <>
          {data.number} · {t('delivery.joint.escalations.by', { unit: data.raisedBy.name })}
          {bracketed(data.raisedByUser)} <EscalationBadge state={data.state} />
        </>
      }
    >
      <JointTabs />
      <div className="two-columns">
        <article className="paper sheet">
          {(['matter', 'tried', 'wanted'] as const).map((part) => (
            <section key={part}>
              <h2>{t(`delivery.joint.escalation.${part}`)}</h2>
              <p>{data[part]}</p>
            </section>
          ))}
          <h2>{t('delivery.joint.escalation.task')}</h2>
          <p>
            {data.task ? (
              <Link to="/tasks/$taskId" params={{ taskId: data.task.id }}>
                {data.task.title}
              </Link>
            ) : (
              t('delivery.joint.escalation.noTask')
            )}
          </p>
          {data.alertId && (
            <p>
              <Link to="/alerts/$alertId" params={{ alertId: data.alertId }}>
                {t('delivery.joint.escalation.alert')}
              </Link>
            </p>
          )}
          {data.statementId && (
            <p>
              <Link to="/statements/$statementId" params={{ statementId: data.statementId }}>
                {t('delivery.joint.escalation.statement')}
              </Link>
            </p>
          )}
          {data.answer && (
            <>
              <h2>{t('delivery.joint.escalation.answer')}</h2>
              <p className="answer">{data.answer}</p>
            </>
          )}
          {data.meetings.length > 0 && <Meetings matter={data} />}
          {data.may.length > 0 && (
            <div className="acts no-print">
              {data.may.includes('schedule') && (
                <Button type="primary" onClick={() => setScheduling(true)}>
                  {t('delivery.joint.escalation.schedule')}
                </Button>
              )}
              {acts.map((one) => (
                <Button key={one} danger={one === 'withdraw'} onClick={() => setAct(one)}>
                  {words(one)}
                </Button>
              ))}
            </div>
          )}
        </article>
        <aside>
          <Rungs matter={data} />
          <Steps matter={data} />
        </aside>
      </div>
      {act && <ActDialog matter={data} act={act} title={words(act)} onClose={() => setAct(undefined)} />}
      {scheduling && <ScheduleDialog matter={data} onClose={() => setScheduling(false)} />}
    </Page>
  )
}

function Meetings({ matter }: { matter: EscalationDetail }) {
  const { t } = useTranslation()
  return (
    <section>
      <h2>{t('delivery.joint.escalation.meetings')}</h2>
      <ul>
        {matter.meetings.map((meeting) => (
          <li key={meeting.id}>
            <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }}>
              {meeting.title}
            </Link>{' '}
            {meeting.heldOn}
            <ul>
              {meeting.resolutions.map((one) => (
                <li key={one.id}>
                  {one.number}. {one.title}{' '}
                  {one.taskId && (
                    <Link to="/tasks/$taskId" params={{ taskId: one.taskId }}>
                      {t('delivery.joint.escalation.became')}
                    </Link>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Rungs({ matter }: { matter: EscalationDetail }) {
  const { t } = useTranslation()
  const open = matter.state === 'waiting' || matter.state === 'on_agenda' || matter.state === 'answered'
  return (
    <ol className="rungs" aria-label={matter.ladder.name}>
      {[...matter.tiers].reverse().map((tier) => (
        <li
          key={tier.id}
          className={tier.id === matter.tier.id ? 'here' : ''}
          aria-current={tier.id === matter.tier.id ? 'step' : undefined}
        >
          {tier.name}
          {tier.id === matter.tier.id && (
            <>
              <small>{unitNames(matter.hosts)}</small>
              {open && <small>{t('delivery.joint.since', { day: matter.sinceOn })}</small>}
              {matter.state === 'waiting' && (
                <small>
                  {matter.risesAfter
                    ? t('delivery.joint.risesAfter', { day: matter.risesAfter })
                    : t('delivery.joint.neverRises')}
                </small>
              )}
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

function Steps({ matter }: { matter: EscalationDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section>
      <h2 className="section-title">{t('delivery.joint.escalation.history')}</h2>
      <ol className="steps">
        {matter.steps.map((step) => (
          <li key={step.seq}>
            <b>{t(`delivery.joint.steps.${step.kind}`)}</b>
            <span>
              {step.userName
                ? `${step.organizationName} ${step.userName}`
                : t(step.kind === 'raised' ? 'delivery.joint.raisedByRule' : 'delivery.joint.byRule')}{' '}
              · {step.tier}
            </span>{' '}
            <time dateTime={step.at}>{moment(step.at)}</time>
            {step.text && <p>{step.text}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function ActDialog(props: { matter: EscalationDetail; act: Act; title: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { matter, act } = props
  const [form] = Form.useForm<{ text?: string }>()
  const queries = useQueryClient()
  const forget = useForgetJoint()
  const change = useMutation({
    mutationFn: (body: { text?: string }) =>
      send<EscalationDetail>('POST', `/api/v1/escalations/${matter.id}/${act}`, body),
    onSuccess: (now) => {
      queries.setQueryData(escalationQuery(matter.id).queryKey, now)
      forget()
      void message.success(t('delivery.joint.escalation.done'))
      props.onClose()
    },
  })
  const label = act === 'answer' ? t('delivery.joint.escalation.answerText') : t('delivery.joint.escalation.why')
  return (
    <FormDialog
      open
      title={props.title}
      okText={props.title}
      okButtonProps={{ danger: act === 'withdraw' }}
      confirmLoading={change.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="dialog-quote">{matter.title}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(body) => change.mutate(body)}>
        <Form.Item
          name="text"
          label={label}
          rules={act === 'accept' ? [] : [{ required: true, whitespace: true, message: label }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={20_000} />
        </Form.Item>
      </Form>
      {change.isError && <ProblemNotice problem={change.error} />}
    </FormDialog>
  )
}
