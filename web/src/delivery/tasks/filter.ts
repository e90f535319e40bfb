import type { Light } from '../../../../src/delivery/lights/types.ts'
import type { TaskRow } from '../../../../src/delivery/tasks/schemas.ts'

type TaskState = TaskRow['state']

export const states = ['dispatched', 'underway', 'closing', 'closed', 'retired'] as const satisfies readonly TaskState[]
export const lightNames = ['red', 'yellow', 'grey', 'green', 'closed'] as const satisfies readonly Light[]
export const taskRoles = ['lead', 'participant', 'responsible'] as const
export const taskSorts = ['text', 'worst', 'due', 'updated'] as const

/** What the address of the list holds. */
export interface TaskSearch {
  programme?: string
  document?: string
  unit?: string
  place?: string
  chapter?: string
  light?: (typeof lightNames)[number]
  state?: (typeof states)[number]
  role?: (typeof taskRoles)[number]
  receipt?: 'open'
  dueBefore?: string
  dueAfter?: string
  q?: string
  sort?: (typeof taskSorts)[number]
}

const ID = /^[0-9a-f-]{36}$/i
const DAY = /^\d{4}-\d{2}-\d{2}$/
const FORMS: Readonly<Record<keyof TaskSearch, RegExp>> = {
  programme: ID,
  document: ID,
  unit: ID,
  place: /^\d{6}$/,
  chapter: /^.{1,400}$/u,
  light: new RegExp(`^(${lightNames.join('|')})$`),
  state: new RegExp(`^(${states.join('|')})$`),
  role: new RegExp(`^(${taskRoles.join('|')})$`),
  receipt: /^open$/,
  dueBefore: DAY,
  dueAfter: DAY,
  q: /^[\s\S]{1,100}$/u,
  sort: new RegExp(`^(${taskSorts.join('|')})$`),
}

/** What of an address the list understands; the rest is left out. */
export function readTaskSearch(search: Readonly<Record<string, unknown>>): TaskSearch {
  const read = Object.entries(FORMS).filter(([name, form]) => {
    const value = search[name]
    return (typeof value === 'string' || typeof value === 'number') && form.test(String(value))
  })
  return Object.fromEntries(read.map(([name]) => [name, String(search[name])])) as TaskSearch
}

/** How often a programme's units report. */
export const frequencies = ['month', 'quarter', 'half_year', 'year'] as const
