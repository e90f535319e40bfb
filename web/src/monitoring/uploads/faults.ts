import i18next from 'i18next'
import type { UploadPreview } from '../../../../src/monitoring/schemas.ts'
import { Problem } from '../../shell/api.ts'

export type Fault = UploadPreview['faults'][number]

/** What a refused upload says of its rows: those that cannot be, or those that say otherwise than what stands. */
export function faultsIn(problem: unknown): { faults: Fault[]; count: number; conflicting: boolean } | null {
  if (!(problem instanceof Problem)) return null
  const { faults, conflicts, count } = problem.facts as { faults?: Fault[]; conflicts?: Fault[]; count?: number }
  const rows = faults ?? conflicts
  if (!Array.isArray(rows)) return null
  return { faults: rows, count: count ?? rows.length, conflicting: conflicts !== undefined }
}

/** What was expected in the words of the page; what it has no words for as the server said it. */
export function expectedText(fault: Pick<Fault, 'code' | 'expected'>): string {
  const key = `monitoring.uploads.codes.${fault.code}`
  return i18next.exists(key) ? String(i18next.t(key as never, { expected: fault.expected } as never)) : fault.expected
}
