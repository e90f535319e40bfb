import type { TaskSearch } from '../delivery/tasks/filter.ts'

interface Counts {
  all: number
  red: number
  unreceived: number
}

/** The figures of the home page, each with the list that it counts. `own`: whose tasks they are; empty for all. */
export function figuresOf(counts: Counts, own: { unit?: string }, me: string) {
  const { unit } = own
  const figures: { name: 'ownTasks' | 'tasks' | 'redTasks' | 'unreceived'; count: number; search: TaskSearch }[] = [
    { name: unit ? 'ownTasks' : 'tasks', count: counts.all, search: own },
    { name: 'redTasks', count: counts.red, search: { ...own, light: 'red' } },
  ]
  if (counts.unreceived > 0)
    figures.push({ name: 'unreceived', count: counts.unreceived, search: { unit: me, receipt: 'open' } })
  return figures
}
