import { Refusal } from '../refusal.ts'

/** What any route may answer, whatever its room. */
export const httpRefusals = {
  notSignedIn: () => new Refusal('unauthenticated', 'not_signed_in', 'Sign in first.'),
  noMembership: () =>
    new Refusal('forbidden', 'no_membership', 'You act for no organization. Ask your administrator for a membership.'),
  permissionMissing: (permission?: string) =>
    new Refusal(
      'forbidden',
      'permission_missing',
      permission ? `This needs the permission ${permission}.` : 'The database does not let you do this.',
      permission ? { permission } : {},
    ),
  foreignOrigin: (origin: string) =>
    new Refusal('forbidden', 'foreign_origin', `A page of ${origin} may not change anything here.`, { origin }),
  notFound: (what: string) => new Refusal('not_found', 'not_found', `There is no ${what} here.`, { what }),
  schemaMismatch: (where: string, field: string, expected: string) =>
    new Refusal('invalid', 'schema_mismatch', `${where}${field ? ` ${field}` : ''}: ${expected}.`, {
      where,
      field,
      expected,
    }),
  textUnclean: (field: string) =>
    new Refusal(
      'invalid',
      'text_unclean',
      `The field ${field} holds characters that cannot be seen (controls, blanks without width, marks of writing direction). Type it anew.`,
      { field },
    ),
  textBlank: (field: string) =>
    new Refusal('invalid', 'text_blank', `The field ${field} says nothing: it holds only blanks.`, { field }),
  cursorInvalid: () =>
    new Refusal('invalid', 'cursor_invalid', 'The cursor is not one that this list gave. Start from the first page.'),
  versionNeeded: () =>
    new Refusal('invalid', 'version_needed', 'Send the ETag of what you edit as If-Match, so that no change is lost.'),
  /** `current`: what stands now, where the caller may show both side by side. */
  versionOutdated: (revision: number, current?: object | null) =>
    new Refusal('conflict', 'version_outdated', 'Somebody changed this in the meantime. Load it again.', {
      revision,
      ...(current ? { current } : {}),
    }),
  overtaken: () => new Refusal('conflict', 'overtaken', 'Somebody else was faster: this has moved on. Load it again.'),
  bodyTooLarge: () => new Refusal('too_large', 'body_too_large', 'The request is larger than this address takes.'),
  bodyNested: (most: number) =>
    new Refusal('invalid', 'body_nested', `The request nests lists and objects more than ${most} deep.`, { most }),
  formCrowded: (what: 'files' | 'fields') =>
    new Refusal(
      'invalid',
      'form_crowded',
      `The form holds more ${what} than this address takes. Send one file at a time.`,
      {
        what,
      },
    ),
  tooManyRequests: (seconds: number) =>
    new Refusal('busy', 'too_many_requests', `Too many attempts. Try again in ${seconds} s.`, { seconds }),
  unreadable: (message: string) => new Refusal('invalid', 'request_unreadable', message),
  collision: () => new Refusal('busy', 'collision', 'Others changed the same at the same time. Try again.'),
  unavailable: () => new Refusal('busy', 'database_unavailable', 'The database cannot be reached. Try again shortly.'),
}
