import { useQuery } from '@tanstack/react-query'
import { App, Button, Mentions } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { organizationsQuery } from '../../gazetteer/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { useMoment } from '../../shell/time.ts'
import { type TaskDetail, useTaskAct } from './api.ts'

/** What is said of the task; a unit named by @ is told. */
export function Comments({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section>
      <h2 className="section-title">{t('delivery.tasks.comments')}</h2>
      {task.comments.length === 0 && <p className="faint">{t('delivery.tasks.noComments')}</p>}
      <ul className="comments">
        {task.comments.map((one) => (
          <li key={one.id}>
            {one.text}
            <br />
            <small>
              {one.organizationName} {one.userName} · {moment(one.at)}
            </small>
          </li>
        ))}
      </ul>
      {task.may.includes('comment') && <CommentForm task={task} />}
    </section>
  )
}

function CommentForm({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const act = useTaskAct(task)
  const [text, setText] = useState('')
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  const q = useDeferredValue(typed.trim())
  const found = useQuery({ ...organizationsQuery({ q, limit: 20 }), enabled: q.length > 0 })
  const own = task.assignments
    .filter(({ endedOn }) => endedOn === null)
    .map(({ organizationId, shortName }) => ({ id: organizationId, shortName }))
  const options = q ? (found.data?.items ?? []) : own
  const send = () =>
    act.mutate(
      {
        path: 'comments',
        key,
        body: {
          text: text.trim(),
          mentions: [...chosen].filter(([, name]) => text.includes(`@${name}`)).map(([id]) => id),
        },
      },
      {
        onSuccess: () => {
          setText('')
          setKey(crypto.randomUUID())
        },
        onError: (problem) => void message.error(problemText(problem).title),
      },
    )
  return (
    <div className="comment-form no-print">
      <Mentions
        rows={2}
        value={text}
        placeholder={t('delivery.tasks.commentHere')}
        aria-label={t('delivery.tasks.commentHere')}
        onChange={setText}
        onSearch={setTyped}
        filterOption={false}
        options={options.map(({ id, shortName }) => ({ key: id, value: shortName, label: shortName }))}
        onSelect={(option) => setChosen((now) => new Map(now).set(String(option.key), String(option.value)))}
      />
      <Button disabled={!text.trim()} loading={act.isPending} onClick={send}>
        {t('delivery.tasks.say')}
      </Button>
    </div>
  )
}
