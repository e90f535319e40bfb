import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../access/session.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice, useProblemText } from '../../shell/ProblemNotice.tsx'
import { todayHere } from '../../shell/time.ts'
import { type TaskDetail, useMarkMilestone, useTaskAct } from './api.ts'
import { Field } from './Field.tsx'
import { bornLate } from './pastDays.ts'

/** The road map: what is done by when, and by whom. */
export function Milestones({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const me = useSession().data?.actor?.organizationId
  const mark = useMarkMilestone()
  const [filing, setFiling] = useState(false)
  const unitOf = (id: string) => task.assignments.find(({ organizationId }) => organizationId === id)?.shortName ?? ''
  const mayFile = task.may.includes('file_plan')
  return (
    <section>
      <h2 className="section-title">
        {t('delivery.tasks.milestones')}
        {mayFile && (
          <Button size="small" className="no-print" onClick={() => setFiling(true)}>
            {t(task.workPlans.length > 0 ? 'delivery.tasks.filePlanAgain' : 'delivery.tasks.filePlan')}
          </Button>
        )}
      </h2>
      {task.milestones.length === 0 && <p className="faint">{t('delivery.tasks.noMilestones')}</p>}
      <ul className="milestones">
        {task.milestones.map((one) => (
          <li key={one.id}>
            <span>
              {one.title} <small className="faint">{unitOf(one.organizationId)}</small>
            </span>
            <span className={!one.doneOn && one.dueOn < todayHere() ? 'late' : ''}>
              {one.doneOn
                ? t('delivery.tasks.doneOn', { date: one.doneOn })
                : t('delivery.tasks.dueOn', { date: one.dueOn })}
            </span>
            {mayFile && one.organizationId === me && (
              <Button
                size="small"
                className="no-print"
                onClick={() =>
                  mark.mutate(
                    { id: one.id, revision: one.revision, doneOn: one.doneOn ? null : todayHere() },
                    { onError: (problem) => void message.error(problemText(problem).title) },
                  )
                }
              >
                {t(one.doneOn ? 'delivery.tasks.notDone' : 'delivery.tasks.markDone')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {filing && <WorkPlanDialog task={task} me={me ?? ''} onClose={() => setFiling(false)} />}
    </section>
  )
}

interface Row {
  id?: string
  key: number
  title: string
  dueOn: string
}
let rows = 0

function WorkPlanDialog({ task, me, onClose }: { task: TaskDetail; me: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const act = useTaskAct(task)
  const [former] = useState(() =>
    task.workPlans
      .filter(({ organizationId }) => organizationId === me)
      .sort((a, b) => b.number - a.number)
      .at(0),
  )
  const [text, setText] = useState(former?.text ?? '')
  const [list, setList] = useState<readonly Row[]>(() => {
    const own = task.milestones.filter(({ organizationId }) => organizationId === me)
    const known = own.map(({ id, title, dueOn }): Row => ({ id, key: ++rows, title, dueOn }))
    return known.length > 0 ? known : [{ key: ++rows, title: '', dueOn: '' }]
  })
  const change = (key: number, part: Partial<Row>) =>
    setList((now) => now.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const filled = list.filter(({ title, dueOn }) => title.trim() && dueOn)
  const send = () =>
    act.mutate(
      {
        path: 'work-plans',
        revision: former?.number ?? 0,
        body: {
          text: text.trim(),
          milestones: filled.map(({ id, title, dueOn }) => ({ ...(id ? { id } : {}), title: title.trim(), dueOn })),
        },
      },
      { onSuccess: onClose },
    )
  /** A milestone that is dated to a day gone by is overdue at once: a slip of the year as often as not. */
  const ask = () => {
    const late = bornLate(filled, task.milestones, todayHere())
    if (late.length === 0) return send()
    modal.confirm({
      title: t('delivery.tasks.pastMilestones', { count: late.length }),
      content: (
        <ul>
          {late.map(({ key, title, dueOn }) => (
            <li key={key}>
              {title} <b className="late">{dueOn}</b>
            </li>
          ))}
        </ul>
      ),
      okText: t('delivery.tasks.fileAnyway'),
      onOk: send,
    })
  }
  return (
    <FormDialog
      open
      title={t('delivery.tasks.filePlan')}
      okText={t('delivery.tasks.file')}
      okButtonProps={{
        disabled: !text.trim() || filled.length < list.filter(({ id, title }) => id || title.trim()).length,
      }}
      confirmLoading={act.isPending}
      onOk={ask}
      onCancel={onClose}
      width={720}
    >
      <Field label={t('delivery.tasks.planText')}>
        {(id) => <Input.TextArea id={id} rows={5} value={text} onChange={({ target }) => setText(target.value)} />}
      </Field>
      <p className="section-title">{t('delivery.tasks.milestones')}</p>
      <ul className="milestones">
        {list.map((row) => (
          <li key={row.key}>
            <Input
              style={{ flex: '1 1 14rem' }}
              value={row.title}
              placeholder={t('delivery.tasks.milestoneTitle')}
              aria-label={t('delivery.tasks.milestoneTitle')}
              onChange={({ target }) => change(row.key, { title: target.value })}
            />
            <Input
              type="date"
              style={{ width: '10rem' }}
              value={row.dueOn}
              aria-label={t('delivery.tasks.due')}
              onChange={({ target }) => change(row.key, { dueOn: target.value })}
            />
            <Button onClick={() => setList((now) => now.filter(({ key }) => key !== row.key))}>
              {t('delivery.tasks.drop')}
            </Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => setList((now) => [...now, { key: ++rows, title: '', dueOn: '' }])}>
        {t('delivery.tasks.addMilestone')}
      </Button>
      {act.isError && <ProblemNotice problem={act.error} />}
    </FormDialog>
  )
}
