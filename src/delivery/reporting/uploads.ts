import type { FastifyRequest } from 'fastify'
import type { FileStore } from '../../platform/files/index.ts'
import { expectClean, isSaid, takeForm } from '../../platform/http/index.ts'
import type { NewEvidence } from './evidenceStore.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import { checkEvidenceFile, EVIDENCE_BYTES } from './rules/evidenceFile.ts'

/**
 * One piece of evidence as a form brings it: at most one file, its title, grade and source. The file is durably kept
 * before the row that names it.
 * @throws Refusal evidence_file_needed, evidence_too_large, evidence_kind, evidence_empty, evidence_field_invalid,
 *   evidence_source_needed, text_unclean
 */
export async function takeEvidence(request: FastifyRequest, files: FileStore): Promise<Omit<NewEvidence, 'taskId'>> {
  const { fields, file } = await takeForm(request, EVIDENCE_BYTES, (name) =>
    refusals.fileTooLarge(name, EVIDENCE_BYTES),
  )
  const given = fields.get('title') ?? ''
  const title = (isSaid(given) ? given : (file?.name ?? '')).trim()
  if (!isSaid(title)) throw refusals.fileNeeded()
  expectClean('title', title, 'line')
  if (title.length > 300) throw refusals.fieldInvalid('title', 'at most 300 characters')
  const grade = fields.get('grade') ?? (file ? 'document' : 'statement')
  if (grade !== 'statement' && grade !== 'document' && grade !== 'measured')
    throw refusals.fieldInvalid('grade', 'statement, document or measured; who checks makes it verified')
  if (!file && grade !== 'statement') throw refusals.fileNeeded()
  const from = fields.get('source') ?? ''
  const source = isSaid(from) ? from.trim().slice(0, 300) : null
  if (grade === 'measured' && source === null) throw refusals.sourceNeeded()
  if (!file) return { title, grade, source, file: null }
  const mediaType = checkEvidenceFile(file.name, file.bytes)
  const sha256 = await files.put(file.bytes)
  return { title, grade, source, file: { sha256, name: file.name, mediaType, bytes: file.bytes.length } }
}
