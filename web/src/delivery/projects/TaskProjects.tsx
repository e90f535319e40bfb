import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { projectsOfTask } from './api.ts'
import { ProjectLine } from './parts.tsx'

/** The projects that carry out a task: a section of its page, silent where there are none. */
export function TaskProjects({ task }: { task: { id: string } }) {
  const { t } = useTranslation()
  const found = useQuery(projectsOfTask(task.id))
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  if (!found.data || found.data.items.length === 0) return null
  return (
    <section>
      <h2 className="section-title">{t('delivery.projects.taskSection')}</h2>
      <ul className="pro-list">
        {found.data.items.map((one) => (
          <ProjectLine key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}
