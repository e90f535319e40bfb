import { Refusal } from '../platform/refusal.ts'

/** What the plan room may answer. Codes are public: never renamed, never reused. */
export const planRefusals = {
  documentNotFound: (id: string) =>
    new Refusal('not_found', 'document_not_found', 'There is no such document, or it is not shared with you.', { id }),
  versionNotFound: (id: string, version: number) =>
    new Refusal('not_found', 'version_not_found', `The document has no version ${version}.`, { id, version }),
  versionArrived: (id: string) =>
    new Refusal('conflict', 'version_arrived', 'A new version arrived in the meantime. Load the document again.', {
      id,
    }),
  commitmentNotFound: (id: string) =>
    new Refusal('not_found', 'commitment_not_found', 'There is no such commitment, or it is not shared with you.', {
      id,
    }),
  notYours: (owner: string) =>
    new Refusal(
      'forbidden',
      'document_not_yours',
      `This document belongs to ${owner}. Only who acts for it may change its commitments.`,
      { owner },
    ),
  documentWithdrawn: (title: string, reason: string) =>
    new Refusal('conflict', 'document_withdrawn', `“${title}” is withdrawn (${reason}). Restore it first.`, {
      title,
      reason,
    }),
  documentNotWithdrawn: (title: string) =>
    new Refusal('conflict', 'document_not_withdrawn', `“${title}” is not withdrawn.`, { title }),
  stateUnfit: (id: string, state: string, wanted: string) =>
    new Refusal('conflict', 'state_unfit', `The commitment is ${state}: it cannot be ${wanted}.`, {
      id,
      state,
      wanted,
    }),
  nothingChanged: () => new Refusal('invalid', 'nothing_changed', 'The edit leaves everything as it is.'),
  spanOutside: (length: number) =>
    new Refusal('invalid', 'span_outside', `The span lies outside the text (0 to ${length}) or is empty.`, { length }),
  organizationUnknown: (id: string) =>
    new Refusal('invalid', 'organization_unknown', `There is no organization ${id}.`, { id }),
  organizationMissing: (id: string) =>
    new Refusal('not_found', 'organization_not_found', 'There is no such organization.', { id }),
  differentDocuments: () =>
    new Refusal('invalid', 'documents_differ', 'Only commitments of the same document can be merged.'),
  changeIdTaken: (id: string) =>
    new Refusal('conflict', 'change_id_taken', `The Idempotency-Key ${id} was used for another change.`, { id }),
  changeNotFound: (id: string) => new Refusal('not_found', 'change_not_found', 'There is no such change.', { id }),
  changeNotYours: (userName: string) =>
    new Refusal('forbidden', 'change_not_yours', `${userName} made this change: only the one who made it undoes it.`, {
      userName,
    }),
  changeUndone: (id: string) => new Refusal('conflict', 'change_undone', 'This change is undone already.', { id }),
  changeNotUndoable: (kind: string) =>
    new Refusal('invalid', 'change_not_undoable', `A change of kind ${kind} comes with a version and is not undone.`, {
      kind,
    }),
  changedSince: (commitmentId: string, title: string) =>
    new Refusal(
      'conflict',
      'changed_since',
      `“${title}” was changed again after this change. Undo the later change first.`,
      { commitmentId, title },
    ),
  chapterNeedsDocument: () =>
    new Refusal(
      'invalid',
      'chapter_needs_document',
      'A chapter is an address inside a document: name the document too.',
    ),
  noFile: () =>
    new Refusal('invalid', 'no_file', 'The request holds no file. Send at least one as multipart/form-data.'),
  tooManyFiles: (most: number) =>
    new Refusal('too_large', 'too_many_files', `One request takes at most ${most} files. Send the rest in another.`, {
      most,
    }),
  uploadTooLarge: (megabytes: number) =>
    new Refusal(
      'too_large',
      'upload_too_large',
      `The files of one request may come to ${megabytes} MB. Send the rest in another.`,
      { megabytes },
    ),
  fieldInvalid: (field: string, expected: string) =>
    new Refusal('invalid', 'field_invalid', `The form field ${field} must be ${expected}.`, { field, expected }),
  versionOfNeedsOneFile: () =>
    new Refusal('invalid', 'version_of_needs_one_file', 'A new version of a document is one file, not several.'),
  noText: (fileName: string) =>
    new Refusal('invalid', 'no_text', `${fileName} holds no readable text.`, { file: fileName }),
  parsingFailed: (fileName: string, reason: string) =>
    new Refusal('invalid', 'parsing_failed', `${fileName} was read but could not be parsed (${reason}).`, {
      file: fileName,
      reason,
    }),
}
