import type { Trx } from '../../platform/database/index.ts'
import type { Finding } from './rules/evidence.ts'

/** What another part of the room knows of tasks, for the rules to judge: supervision notices, indicators, projects. */
export interface LightInput {
  name: string
  /** Findings of those tasks that have any, as of that day; asked for many tasks at once, as the system. */
  load(trx: Trx, taskIds: readonly string[], today: string): Promise<ReadonlyMap<string, readonly Finding[]>>
}

const inputs: LightInput[] = []

/** Adds what a part knows (src/delivery/index.ts does it once for each). */
export function registerLightInput(input: LightInput): void {
  if (!inputs.some(({ name }) => name === input.name)) inputs.push(input)
}

export async function loadFindings(
  trx: Trx,
  taskIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const found = new Map<string, Finding[]>()
  for (const input of inputs) {
    for (const [taskId, findings] of await input.load(trx, taskIds, today)) {
      found.set(taskId, [...(found.get(taskId) ?? []), ...findings])
    }
  }
  return found
}
