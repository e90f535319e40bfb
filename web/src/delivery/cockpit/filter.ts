import type { Light } from '../../../../src/delivery/lights/types.ts'

/** What the address of the page holds. */
export interface CockpitFilter {
  programme?: string | undefined
  place?: string | undefined
  chapter?: string | undefined
}

export function readCockpitFilter(search: Record<string, unknown>): CockpitFilter {
  const word = (name: string, form: RegExp) => {
    const value = search[name]
    return typeof value === 'string' && form.test(value) ? { [name]: value } : {}
  }
  return { ...word('programme', /^[0-9a-f-]{36}$/), ...word('place', /^\d{6}$/), ...word('chapter', /^.{1,200}$/) }
}

/** The list of the tasks that a figure counts. */
export function tasksOf(filter: CockpitFilter & { light?: Light }) {
  return { to: '/tasks', search: filter as never } as const
}
