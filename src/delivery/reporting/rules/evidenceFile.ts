import { mediaTypeOf } from '../../../platform/files/index.ts'
import { reportingRefusals as refusals } from '../refusals.ts'

/** Most bytes of one file of evidence: a scanned acceptance report of a hundred pages. */
export const EVIDENCE_BYTES = 50 * 1024 * 1024

/**
 * The media type under which the file is handed out again. @throws Refusal evidence_kind, evidence_empty
 */
export function checkEvidenceFile(name: string, bytes: Uint8Array): string {
  if (bytes.length === 0) throw refusals.fileEmpty(name)
  const type = mediaTypeOf(name, bytes)
  if (type === null) throw refusals.fileKind(name)
  return type
}
