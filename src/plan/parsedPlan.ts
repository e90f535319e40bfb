import { deriveCommitments } from './commitments.ts'
import type { DerivedCommitment } from './derived.ts'
import { parseDocument } from './parsing/index.ts'
import type { ParsedDocument } from './parsing/types.ts'
import type { Block, SourceText } from './reading/types.ts'
import { fingerprintOf, runsOf } from './similarity.ts'

/** All that a document's text yields: ready to be stored. */
export interface ParsedPlan {
  parsed: ParsedDocument
  blocks: readonly Block[]
  commitments: readonly DerivedCommitment[]
  fingerprint: readonly number[]
}

/** Everything that can be computed from a text alone. Pure. */
export function parsePlan(source: SourceText, sha256: string, fileName: string): ParsedPlan {
  const parsed = parseDocument(source, { sha256, fileName })
  const remarks = (source.remarks ?? []).map(({ code, message }) => ({ code, message, span: [0, 0] as const }))
  return {
    parsed: { ...parsed, findings: [...remarks, ...parsed.findings] },
    blocks: source.blocks,
    commitments: deriveCommitments(parsed),
    fingerprint: fingerprintOf(runsOf(parsed.text)),
  }
}
