import type { DatabaseHandle } from '../../platform/database/index.ts'

type Listener = (database: DatabaseHandle, now: Date) => Promise<unknown>
const listeners: Listener[] = []

/** What else is to be looked at once figures have come: called after the transaction that added them. */
export function onFigures(listener: Listener): void {
  listeners.push(listener)
}

export async function figuresCame(database: DatabaseHandle, now: Date): Promise<void> {
  for (const listener of listeners) await listener(database, now)
}
