import type { Trx } from '../../platform/database/index.ts'
import type { Finding } from './rules/evidence.ts'

/** What another part of the room knows of tasks, for the rules to judge: supervision notices, indicators, projects. */
export interface LightInput {
  name: string
  /** Findings of those tasks that have any, as of that day; asked for many tasks at once, as the system. */
  load(trx: Trx, taskIds: readonly string[], today: string): Promise<ReadonlyMap<string, readonly Finding[]>>
}

/** What they know, and why it is not known of some. */
interface Loaded {
  findings: ReadonlyMap<string, readonly Finding[]>
  failed: ReadonlyMap<string, unknown>
}

const inputs: LightInput[] = []

/** Adds what a part knows (src/delivery/index.ts does it once for each). */
export function registerLightInput(input: LightInput): void {
  if (!inputs.some(({ name }) => name === input.name)) inputs.push(input)
}

export async function loadFindings(trx: Trx, taskIds: readonly string[], today: string): Promise<Loaded> {
  const findings = new Map<string, Finding[]>()
  const failed = new Map<string, unknown>()
  for (const input of inputs) {
    for (const [taskId, more] of await eachTask(input, trx, taskIds, today, failed)) {
      findings.set(taskId, [...(findings.get(taskId) ?? []), ...more])
    }
  }
  return { findings, failed }
}

/** All at once; where that fails one by one, so that what is odd about one task does not hide the others'. */
async function eachTask(
  input: LightInput,
  trx: Trx,
  taskIds: readonly string[],
  today: string,
  failed: Map<string, unknown>,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  try {
    return await input.load(trx, taskIds, today)
  } catch {
    const found = new Map<string, readonly Finding[]>()
    for (const taskId of taskIds) {
      try {
        for (const [id, findings] of await input.load(trx, [taskId], today)) found.set(id, findings)
      } catch (error) {
        failed.set(taskId, error)
      }
    }
    return found
  }
}
