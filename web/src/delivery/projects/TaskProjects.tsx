import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Project } from '../../../../src/delivery/projects/schemas.ts'
import { useMay } from '../../access/session.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Unlink } from '../indicators/LinkedTasks.tsx'
import { LinkPicker, type Searched } from '../indicators/LinkPicker.tsx'
import { projectsOfTask, useLinkProject } from './api.ts'
import { ProjectLine } from './parts.tsx'

const PROJECTS: Searched<Project> = {
  path: '/api/v1/projects',
  read: (one) => ({ name: one.name, detail: [one.code, one.place?.shortName].filter(Boolean).join(' · ') }),
}

/** The projects that carry out a task: a section of its page; who keeps the pool ties and unties them. */
export function TaskProjects({ task }: { task: { id: string } }) {
  const { t } = useTranslation()
  const found = useQuery(projectsOfTask(task.id))
  const mayLink = useMay('project.approve')
  const link = useLinkProject()
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  if (!found.data || (found.data.items.length === 0 && !mayLink)) return null
  const { items } = found.data
  return (
    <section>
      <h2 className="section-title">{t('delivery.projects.taskSection')}</h2>
      {items.length === 0 && <p className="ind-note">{t('delivery.projects.taskNone')}</p>}
      <ul className="pro-list">
        {items.map((one) => (
          <ProjectLine key={one.id} one={one}>
            {one.linked && one.mayDecide && (
              <Unlink
                name={one.name}
                busy={link.isPending}
                onUnlink={() => link.mutate({ id: one.id, taskId: task.id, linked: false })}
              />
            )}
          </ProjectLine>
        ))}
      </ul>
      {mayLink && (
        <div className="no-print">
          <LinkPicker
            label={t('delivery.projects.linkProject')}
            from={PROJECTS}
            without={items.map(({ id }) => id)}
            busy={link.isPending}
            onChoose={(id) => link.mutate({ id, taskId: task.id, linked: true })}
          />
        </div>
      )}
    </section>
  )
}
