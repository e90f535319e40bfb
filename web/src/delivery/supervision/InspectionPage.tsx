import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InspectedUnit, InspectionDetail } from '../../../../src/delivery/supervision/schemas.ts'
import { send } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { inspectionQuery, useSupervise } from './api.ts'
import { EditInspectionDialog } from './EditInspectionDialog.tsx'
import { NoticeDialog } from './NoticeDialog.tsx'
import { AnswerDialog, FileLinks, SupervisionTabs, WordsDialog } from './parts.tsx'

type Act = InspectedUnit['may'][number]
type Kind = 'planned'

/** One inspection: its plan, its tasks, and each inspected unit with its conclusion and what came of it. */
export function InspectionPage() {
  const { inspectionId } = useParams({ from: '/inspections/$inspectionId' })
  const { t } = useTranslation()
  const moment = useMoment()
  const inspection = useQuery(inspectionQuery(inspectionId))
  const [cancelling, setCancelling] = useState(false)
  const [editing, setEditing] = useState(false)
  const start = useSupervise<unknown>()
  if (inspection.isPending) return <Loading />
  if (inspection.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={inspection.error} onRetry={() => void inspection.refetch()} />
      </div>
    )
  const { data } = inspection
  const word = (key: 'content' | 'scope' | 'basis') => t(`delivery.supervision.inspection.${key}`)
  return (
    <Page
      title={data.title}
      lede={
        <>
          {data.number} · {t(`delivery.supervision.forms.${data.form}`)} · {data.startsOn} — {data.endsOn}{' '}
          <span className="badge solid">{t(`delivery.supervision.inspectionStates.${data.state}`)}</span>
        </>
      }
      actions={
        <>
          {data.may.includes('edit') && (
            <Button onClick={() => setEditing(true)}>{t('delivery.supervision.plan.edit')}</Button>
          )}
          {data.may.includes('cancel') && (
            <Button onClick={() => setCancelling(true)}>{t('delivery.supervision.inspection.cancel')}</Button>
          )}
          {data.may.includes('start') && (
            <Button
              type="primary"
              loading={start.isPending}
              onClick={() => start.mutate(() => send('POST', `/api/v1/inspections/${data.id}/start`, {}))}
            >
              {t('delivery.supervision.inspection.start')}
            </Button>
          )}
        </>
      }
    >
      <SupervisionTabs />
      {start.isError && <ProblemNotice problem={start.error} />}
      <div className="two-columns">
        <div>
          <article className="paper sheet">
            {(['basis', 'content', 'scope'] as const).map(
              (part) =>
                data[part] && (
                  <section key={part}>
                    <h2>{word(part)}</h2>
                    <p>{data[part]}</p>
                  </section>
                ),
            )}
            {data.ways.length > 0 && (
              <>
                <h2>{t('delivery.supervision.inspection.ways')}</h2>
                <p>{data.ways.join(comma())}</p>
              </>
            )}
            {data.inspectors.length > 0 && (
              <>
                <h2>{t('delivery.supervision.inspection.inspectors')}</h2>
                <p>{data.inspectors.join(comma())}</p>
              </>
            )}
          </article>
          <h2 className="section-title">
            {t('delivery.supervision.inspection.objects')} <small>{data.units.length}</small>
          </h2>
          <ul>
            {data.units.map((unit) => (
              <ObjectSheet key={unit.id} inspection={data} object={unit} />
            ))}
          </ul>
          <h2 className="section-title">
            {t('delivery.supervision.inspection.tasks')} <small>{data.taskList.length}</small>
          </h2>
          <ol className="papers">
            {data.taskList.map((task) => (
              <li key={task.id}>
                <Link to="/tasks/$taskId" params={{ taskId: task.id }}>
                  {task.number}. {task.title}
                </Link>
              </li>
            ))}
          </ol>
        </div>
        <aside>
          <h2 className="section-title">{t('delivery.supervision.inspection.history')}</h2>
          <ol className="steps">
            {data.steps.map((step) => (
              <li key={step.id}>
                <b>{t(`delivery.supervision.inspection.kinds.${step.kind as Kind}`)}</b>
                <span>
                  {data.units.find(({ id }) => id === step.objectId)?.unit.shortName} {step.organizationName}{' '}
                  {step.userName}
                </span>{' '}
                <time dateTime={step.at}>{moment(step.at)}</time>
                {step.text && <p>{step.text}</p>}
              </li>
            ))}
          </ol>
        </aside>
      </div>
      {editing && <EditInspectionDialog plan={data} onClose={() => setEditing(false)} />}
      {cancelling && (
        <WordsDialog
          title={t('delivery.supervision.inspection.cancel')}
          label={t('delivery.supervision.notice.why')}
          danger
          onSend={(body) => send('POST', `/api/v1/inspections/${data.id}/cancel`, body)}
          onClose={() => setCancelling(false)}
        />
      )}
    </Page>
  )
}

function ObjectSheet({ inspection, object }: { inspection: InspectionDetail; object: InspectedUnit }) {
  const { t } = useTranslation()
  const [act, setAct] = useState<Act>()
  const receive = useSupervise<unknown>()
  const address = `/api/v1/inspection-objects/${object.id}`
  const days = [
    object.verdict && t(`delivery.supervision.verdicts.${object.verdict}`),
    object.rectifyBy && t('delivery.supervision.inspection.rectifyByDay', { day: object.rectifyBy }),
    object.state === 'received' &&
      !object.objected &&
      object.objectUntil &&
      t('delivery.supervision.inspection.objectUntil', { day: object.objectUntil }),
    object.state === 'objected' &&
      object.decideUntil &&
      t('delivery.supervision.inspection.decideUntil', { day: object.decideUntil }),
  ].filter((one) => typeof one === 'string')
  return (
    <li className="sheet item-body object-sheet">
      <div className="item-head">
        <h3>{object.unit.name}</h3>
        <span className={`badge ${object.state === 'closed' ? 'confirmed' : 'solid'}`}>
          {t(`delivery.supervision.objectStates.${object.state}`)}
        </span>
      </div>
      {days.length > 0 && <p className="item-facts">{days.join(' · ')}</p>}
      {object.conclusion && <p className="minutes-text">{object.conclusion}</p>}
      <FileLinks files={object.files} />
      {receive.isError && <ProblemNotice problem={receive.error} />}
      <div className="part-bar no-print">
        {object.may.map((one) => (
          <Button
            key={one}
            size="small"
            onClick={() => (one === 'receive' ? receive.mutate(() => send('POST', `${address}/receive`)) : setAct(one))}
          >
            {t(`delivery.supervision.inspection.${one}`)}
          </Button>
        ))}
      </div>
      {act && <ObjectDialog inspection={inspection} object={object} act={act} onClose={() => setAct(undefined)} />}
    </li>
  )
}

interface Extra {
  verdict?: 'met' | 'rectify'
  rectifyBy?: string
  decision?: 'uphold' | 'change'
  conclusion?: string
  passed?: boolean
}

function ObjectDialog(props: { inspection: InspectionDetail; object: InspectedUnit; act: Act; onClose: () => void }) {
  const { t } = useTranslation()
  const { inspection, object, act, onClose } = props
  const address = `/api/v1/inspection-objects/${object.id}`
  const title = t(`delivery.supervision.inspection.${act}`)
  const why = t('delivery.supervision.notice.why')
  const verdictFields = (
    <>
      <Form.Item name="verdict" label={t('delivery.supervision.inspection.verdict')} rules={[{ required: true }]}>
        <Radio.Group
          optionType="button"
          options={(['rectify', 'met'] as const).map((value) => ({
            value,
            label: t(`delivery.supervision.verdicts.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['verdict']}>
        {({ getFieldValue }) =>
          getFieldValue('verdict') === 'rectify' && (
            <Form.Item
              name="rectifyBy"
              label={t('delivery.supervision.inspection.rectifyBy')}
              rules={[{ required: true, message: t('delivery.supervision.inspection.rectifyBy') }]}
            >
              <Input type="date" />
            </Form.Item>
          )
        }
      </Form.Item>
    </>
  )
  const post = (path: string) => (body: object) => send('POST', `${address}/${path}`, body)
  if (act === 'issue_notice')
    return (
      <NoticeDialog
        inspectionId={inspection.id}
        units={[object.unit]}
        basis={object.conclusion ?? ''}
        onClose={onClose}
      />
    )
  if (act === 'rectify')
    return (
      <AnswerDialog
        title={title}
        waiting={object.waiting}
        filesPath={`${address}/files`}
        onSend={post('rectify')}
        onClose={onClose}
      />
    )
  if (act === 'conclude')
    return (
      <WordsDialog<Extra>
        title={title}
        label={t('delivery.supervision.inspection.conclusion')}
        initial={{ verdict: 'rectify' }}
        fields={verdictFields}
        onSend={post('conclude')}
        onClose={onClose}
      />
    )
  if (act === 'decide')
    return (
      <WordsDialog<Extra>
        title={title}
        label={why}
        initial={{ decision: 'uphold' }}
        fields={
          <>
            <Form.Item name="decision" label={t('delivery.supervision.inspection.decision')}>
              <Radio.Group
                optionType="button"
                options={(['uphold', 'change'] as const).map((value) => ({
                  value,
                  label: t(`delivery.supervision.inspection.${value}`),
                }))}
              />
            </Form.Item>
            <Form.Item noStyle dependencies={['decision']}>
              {({ getFieldValue }) =>
                getFieldValue('decision') === 'change' && (
                  <>
                    <Form.Item
                      name="conclusion"
                      label={t('delivery.supervision.inspection.newConclusion')}
                      rules={[{ required: true }]}
                    >
                      <Input.TextArea autoSize={{ minRows: 3 }} maxLength={20_000} />
                    </Form.Item>
                    {verdictFields}
                  </>
                )
              }
            </Form.Item>
          </>
        }
        onSend={post('decide')}
        onClose={onClose}
      />
    )
  if (act === 'check')
    return (
      <WordsDialog<Extra>
        title={title}
        label={why}
        initial={{ passed: true }}
        fields={
          <Form.Item name="passed">
            <Radio.Group
              optionType="button"
              options={[
                { value: true, label: t('delivery.supervision.inspection.passed') },
                { value: false, label: t('delivery.supervision.inspection.failed') },
              ]}
            />
          </Form.Item>
        }
        onSend={post('check')}
        onClose={onClose}
      />
    )
  if (act === 'close')
    return (
      <WordsDialog
        title={title}
        label={why}
        onSend={(body) => send('POST', `${address}/check`, { ...body, passed: true })}
        onClose={onClose}
      />
    )
  return <WordsDialog title={title} label={why} onSend={post('object')} onClose={onClose} />
}
