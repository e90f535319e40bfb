import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TaskList } from '../../../../src/delivery/tasks/schemas.ts'
import { LinkPicker, type Searched } from './LinkPicker.tsx'
import './indicators.css'

export const TASKS: Searched<TaskList['items'][number]> = {
  path: '/api/v1/tasks',
  read: ({ title, programme, number }) => ({ name: title, detail: `${programme.title} ${number}` }),
}

/** The tasks of an indicator or a project: those of its own provision, and those tied by hand, which can be untied. */
export function LinkedTasks(props: {
  title: string
  none: string
  tasks: readonly { id: string; title: string; linked: boolean }[]
  mayLink: boolean
  busy: boolean
  onLink: (taskId: string, linked: boolean) => void
}) {
  const { t } = useTranslation()
  const { title, none, tasks, mayLink, busy, onLink } = props
  return (
    <section>
      <h2 className="section-title">{title}</h2>
      {tasks.length === 0 && <p className="ind-note">{none}</p>}
      <ul className="linked">
        {tasks.map((task) => (
          <li key={task.id}>
            <Link to="/tasks/$taskId" params={{ taskId: task.id }}>
              {task.title}
            </Link>
            <small>{t(task.linked ? 'delivery.indicators.linkedByHand' : 'delivery.indicators.linkedByText')}</small>
            {mayLink && task.linked && <Unlink name={task.title} busy={busy} onUnlink={() => onLink(task.id, false)} />}
          </li>
        ))}
      </ul>
      {mayLink && (
        <div className="no-print">
          <LinkPicker
            label={t('delivery.indicators.linkTask')}
            from={TASKS}
            without={tasks.map(({ id }) => id)}
            busy={busy}
            onChoose={(id) => onLink(id, true)}
          />
        </div>
      )}
    </section>
  )
}

export function Unlink({ name, busy, onUnlink }: { name: string; busy: boolean; onUnlink: () => void }) {
  const { t } = useTranslation()
  return (
    <Button
      size="small"
      type="text"
      className="no-print"
      disabled={busy}
      aria-label={t('delivery.indicators.unlinkOf', { name })}
      onClick={onUnlink}
    >
      {t('delivery.indicators.unlink')}
    </Button>
  )
}
