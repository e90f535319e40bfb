import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeDetail } from '../../../../src/delivery/supervision/schemas.ts'
import { send } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { noticeQuery, useSupervise } from './api.ts'
import { NoticeDialog } from './NoticeDialog.tsx'
import { AnswerDialog, FileLinks, NoticeBadge, SupervisionTabs, WordsDialog } from './parts.tsx'

type Act = NoticeDetail['may'][number]
const PATHS = {
  issue: 'issue',
  return: 'return',
  sign_off: 'sign-off',
  reopen: 'reopen',
  withdraw: 'withdraw',
  extend: 'extend',
} as const

/** One supervision notice, as a paper that prints, with what happened beside it. */
export function NoticePage() {
  const { noticeId } = useParams({ from: '/supervision/$noticeId' })
  const { t } = useTranslation()
  const notice = useQuery(noticeQuery(noticeId))
  const [act, setAct] = useState<Act>()
  const plain = useSupervise<unknown>()
  if (notice.isPending) return <Loading />
  if (notice.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={notice.error} onRetry={() => void notice.refetch()} />
      </div>
    )
  const { data } = notice
  const address = `/api/v1/supervision-notices/${data.id}`
  const word = (one: Act) => t(`delivery.supervision.notice.${one}`)
  const close = () => setAct(undefined)
  const first = data.may.find((one) => one === 'receive' || one === 'answer' || one === 'sign_off' || one === 'issue')
  return (
    <Page
      title={data.title}
      lede={
        <>
          {data.number} <NoticeBadge notice={data} />
        </>
      }
      actions={<Button onClick={() => window.print()}>{t('delivery.supervision.notice.print')}</Button>}
    >
      <SupervisionTabs />
      <div className="two-columns">
        <article className="paper sheet">
          <h2>{t('delivery.supervision.notice.units')}</h2>
          <p>{data.unit.name}</p>
          <h2>{t('delivery.supervision.notice.basis')}</h2>
          <p>{data.basis}</p>
          <h2>{t('delivery.supervision.notice.text')}</h2>
          <p>{data.text}</p>
          <h2>{t('delivery.supervision.notice.due')}</h2>
          <p>
            {data.dueOn}
            {data.state === 'issued' &&
              data.receiveBy &&
              bracketed(t('delivery.supervision.receiveBy', { day: data.receiveBy }))}
          </p>
          {data.task && (
            <>
              <h2>{t('delivery.supervision.notice.task')}</h2>
              <p>
                <Link to="/tasks/$taskId" params={{ taskId: data.task.id }}>
                  {data.task.title}
                </Link>
              </p>
            </>
          )}
          {data.inspection && (
            <>
              <h2>{t('delivery.supervision.notice.inspection')}</h2>
              <p>
                <Link to="/inspections/$inspectionId" params={{ inspectionId: data.inspection.id }}>
                  {data.inspection.title}
                </Link>
              </p>
            </>
          )}
          <h2>{t('delivery.supervision.notice.owner')}</h2>
          <p>
            {data.owner.name} {data.issuedOn}
          </p>
          {plain.isError && <ProblemNotice problem={plain.error} />}
          {data.may.length > 0 && (
            <div className="acts no-print">
              {data.may.map((one) => (
                <Button
                  key={one}
                  type={one === first ? 'primary' : 'default'}
                  danger={one === 'withdraw'}
                  loading={plain.isPending && one === 'receive'}
                  onClick={() =>
                    one === 'receive' ? plain.mutate(() => send('POST', `${address}/receive`)) : setAct(one)
                  }
                >
                  {word(one)}
                </Button>
              ))}
            </div>
          )}
        </article>
        <Steps notice={data} />
      </div>
      {act === 'edit' && <NoticeDialog notice={data} onClose={close} />}
      {act === 'answer' && (
        <AnswerDialog
          title={word('answer')}
          waiting={data.waiting}
          filesPath={`${address}/files`}
          onSend={(body) => send('POST', `${address}/answer`, body)}
          onClose={close}
        />
      )}
      {act && act !== 'edit' && act !== 'answer' && act !== 'receive' && (
        <WordsDialog<{ dueOn?: string }>
          title={word(act)}
          label={t('delivery.supervision.notice.why')}
          optional={act === 'issue' || act === 'sign_off'}
          danger={act === 'withdraw'}
          initial={act === 'extend' ? { dueOn: data.dueOn } : {}}
          fields={
            act === 'extend' && (
              <Form.Item name="dueOn" label={t('delivery.supervision.notice.due')} rules={[{ required: true }]}>
                <Input type="date" />
              </Form.Item>
            )
          }
          onSend={(body) => send('POST', `${address}/${PATHS[act]}`, body)}
          onClose={close}
        />
      )}
    </Page>
  )
}

function Steps({ notice }: { notice: NoticeDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <aside>
      <h2 className="section-title">{t('delivery.supervision.notice.history')}</h2>
      <ol className="steps">
        {notice.steps.map((step) => (
          <li key={step.id}>
            <b>{t(`delivery.supervision.steps.${step.kind}`)}</b>
            <span>
              {step.organizationName} {step.userName}
            </span>{' '}
            <time dateTime={step.at}>{moment(step.at)}</time>
            {step.text && <p>{step.text}</p>}
            <FileLinks files={step.files} />
          </li>
        ))}
      </ol>
    </aside>
  )
}
