import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { TaskDetail } from './api.ts'

/** What another part of the room shows on the page of a task, below what the task itself says. */
export interface TaskSection {
  key: string
  /** Brings its own heading, and nothing where it has nothing to say. */
  view: LazyExoticComponent<ComponentType<{ task: TaskDetail }>> | ComponentType<{ task: TaskDetail }>
}

/** The sections of the page of a task, in order; a part adds its own by one line. */
export const taskSections: readonly TaskSection[] = [
  {
    key: 'reports',
    view: lazy(async () => ({ default: (await import('../reporting/TaskReports.tsx')).TaskReports })),
  },
  {
    key: 'indicators',
    view: lazy(async () => ({ default: (await import('../indicators/TaskIndicators.tsx')).TaskIndicators })),
  },
  {
    key: 'projects',
    view: lazy(async () => ({ default: (await import('../projects/TaskProjects.tsx')).TaskProjects })),
  },
  {
    key: 'escalations',
    view: lazy(async () => ({ default: (await import('../joint/TaskEscalations.tsx')).TaskEscalations })),
  },
  {
    key: 'supervision',
    view: lazy(async () => ({ default: (await import('../supervision/TaskSupervision.tsx')).TaskSupervision })),
  },
]
