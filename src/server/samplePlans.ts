import type { DatabaseHandle } from '../platform/database/index.ts'
import type { FileStore } from '../platform/files/index.ts'

/** Ingests the sample plans as the cluster office. */
export async function loadSamplePlans(
  _handle: DatabaseHandle,
  _files: FileStore,
  _user: { id: string; name: string },
  _onProgress: (step: string) => void,
): Promise<boolean> {
  return false
}
