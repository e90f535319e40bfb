/** Whether a deadline is gone already: its own day still counts. */
export const isPast = (dueOn: string | null, today: string): dueOn is string => dueOn !== null && dueOn < today

/** What of a dispatch lacks a deadline that can be met: none at all, or one that has passed. */
export function withoutFuture<Item>(
  items: readonly Item[],
  dueOf: (item: Item) => string | null,
  today: string,
): { undated: Item[]; past: Item[] } {
  return {
    undated: items.filter((item) => dueOf(item) === null),
    past: items.filter((item) => isPast(dueOf(item), today)),
  }
}

const RANK = { lead: 0, responsible: 1, participant: 2 } as const

/** The units of a task as one reads them: who leads first, the others in the order of the plan. */
export const leadFirst = <Unit extends { role: keyof typeof RANK }>(units: readonly Unit[]): Unit[] =>
  units.toSorted((one, other) => RANK[one.role] - RANK[other.role])

interface Planned {
  id?: string
  title: string
  dueOn: string
}
interface Known {
  id: string
  dueOn: string
  doneOn: string | null
}

/** Milestones of a work plan that are overdue as soon as it is filed: not done, and dated by this filing to a day gone by. */
export function bornLate<Row extends Planned>(rows: readonly Row[], known: readonly Known[], today: string): Row[] {
  return rows.filter(({ id, dueOn }) => {
    const before = known.find((one) => one.id === id)
    return isPast(dueOn, today) && !before?.doneOn && before?.dueOn !== dueOn
  })
}
