import { alignmentProblemsEn } from './alignment.problems.en.ts'
import { blueprintProblemsEn } from './blueprint/problems.en.ts'
import { deliveryProblemsEn } from './delivery/problems.en.ts'
import { exchangeProblemsEn } from './exchange/problems.en.ts'
import { monitoringProblemsEn } from './monitoring/problems.en.ts'
import type { problemsZh } from './problems.zh-CN.ts'
import { settlementProblemsEn } from './settlement/problems.en.ts'
import type { Worded } from './worded.ts'

export const problemsEn: Worded<typeof problemsZh> = {
  ...deliveryProblemsEn,
  ...alignmentProblemsEn,
  ...monitoringProblemsEn,
  ...settlementProblemsEn,
  ...exchangeProblemsEn,
  ...blueprintProblemsEn,
  unknown: {
    title: 'This was not done',
    todo: 'Try again shortly; if it fails again, give the code below to your administrator.',
  },
  page_fault: { title: 'Something went wrong in the page', todo: 'Reload the page and try again.' },
  network: {
    title: 'The server cannot be reached',
    todo: 'Check the network, or that the server is running, then retry.',
  },
  internal: {
    title: 'Our mistake',
    todo: 'Nothing was saved. Try again; if it fails again, ask your administrator to look into the log.',
  },
  not_signed_in: { title: 'Not signed in', todo: 'Sign in first.' },
  no_membership: { title: 'You act for no organization yet', todo: 'Ask your administrator for a membership.' },
  permission_missing: {
    title: 'Not allowed in your present role',
    todo: 'Act for an organization that may, or ask the coordination office.',
  },
  foreign_origin: { title: 'The request came from another site', todo: 'Use the pages of this system.' },
  not_found: {
    title: 'Not found',
    todo: 'The address may be wrong, or the content is not shared with your organization.',
  },
  schema_mismatch: { title: 'Something in the form is not as expected ({{field}})', todo: 'Check it: {{expected}}.' },
  text_unclean: {
    title: 'Invisible characters in {{field}}',
    todo: 'Type it anew: no control characters, no blanks without width, no marks of direction.',
  },
  text_blank: { title: 'Nothing stands in {{field}}', todo: 'Blanks alone say nothing: write it.' },
  cursor_invalid: { title: 'The place in the list is no longer valid', todo: 'Start from the first page.' },
  version_needed: { title: 'The version is missing', todo: 'Reload the page and edit again.' },
  version_outdated: {
    title: 'Somebody has just changed this',
    todo: 'Load the newest and edit again; your change was not saved.',
  },
  form_crowded: { title: 'More than one form takes', todo: 'Send one file at a time.' },
  body_too_large: { title: 'Too large', todo: 'Send it in parts.' },
  body_nested: { title: 'The content is nested too deeply', todo: 'Send it with fewer levels of lists and objects.' },
  too_many_requests: { title: 'Too many attempts', todo: 'Try again in {{seconds}} s.' },
  request_unreadable: { title: 'The server could not read the request', todo: 'Reload the page and try again.' },
  database_unavailable: { title: 'The database cannot be reached', todo: 'Try again shortly.' },
  link_useless: {
    title: 'The link was used or is too old',
    todo: 'Ask for a new one (qunce serve prints one at its start).',
  },
  membership_foreign: { title: 'You do not act for this organization', todo: 'Choose one of your own.' },
  password_too_short: { title: 'The password is too short', todo: 'At least {{minimum}} characters.' },
  email_taken: { title: '{{email}} is taken', todo: 'Use another address, or find the user in the list.' },
  user_unknown: { title: 'There is no such user', todo: 'Reload the list.' },
  organization_unknown: { title: 'The gazetteer has no such organization', todo: 'Choose one from the gazetteer.' },
  membership_unknown: { title: 'There is no such membership, or it was revoked', todo: 'Reload the list.' },
  membership_held: { title: 'The user has this membership already', todo: 'Nothing to do.' },
  INVALID_EMAIL_OR_PASSWORD: {
    title: 'Wrong email or password',
    todo: 'Check both; if you forgot the password, your administrator can make a new link.',
  },
  INVALID_CODE: { title: 'Wrong code', todo: 'Enter the six digits that your authenticator shows now.' },
  INVALID_BACKUP_CODE: { title: 'Wrong or used recovery code', todo: 'Each works once; try another.' },
  INVALID_PASSWORD: { title: 'Wrong password', todo: 'Enter your present password.' },
  INVALID_TWO_FACTOR_COOKIE: { title: 'The sign-in took too long', todo: 'Start again with email and password.' },
  CREDENTIAL_ACCOUNT_NOT_FOUND: {
    title: 'You have no password yet',
    todo: 'Ask your administrator for a link to choose one.',
  },
  USER_DISABLED: { title: 'This user may not sign in any more', todo: 'Ask your administrator.' },
  http_429: { title: 'Too many attempts', todo: 'Try again in a minute.' },
  http_413: { title: 'The file is too large', todo: 'Split it.' },
  document_not_found: {
    title: 'There is no such document',
    todo: 'It does not exist, or it is not shared with your organization.',
  },
  version_not_found: { title: 'There is no version {{version}}', todo: 'Choose one of the list.' },
  commitment_not_found: {
    title: 'There is no such commitment',
    todo: 'It does not exist, or it is not shared with your organization.',
  },
  document_not_yours: {
    title: 'This document belongs to {{owner}}',
    todo: 'Only who acts for it may change its commitments.',
  },
  document_withdrawn: { title: '“{{title}}” is withdrawn', todo: 'Reason: {{reason}}. Restore the document first.' },
  document_not_withdrawn: { title: '“{{title}}” is not withdrawn', todo: 'Load the newest.' },
  state_unfit: { title: 'Not possible in its present state', todo: 'Load the newest and look at its state.' },
  nothing_changed: { title: 'Nothing was changed', todo: 'Change something, or simply confirm.' },
  span_outside: { title: 'The selection lies outside the text', todo: 'Select within the text.' },
  documents_differ: { title: 'These belong to different documents', todo: 'Choose commitments of one document.' },
  change_id_taken: { title: 'Sent twice', todo: 'Reload and see whether the change is saved.' },
  change_not_found: { title: 'There is no such change', todo: 'Load the newest.' },
  change_not_yours: {
    title: '{{userName}} made this change',
    todo: 'Only the one who made it undoes it; you can make another.',
  },
  change_undone: { title: 'This change is undone already', todo: 'Nothing to do.' },
  change_not_undoable: { title: 'What comes with a version is not undone', todo: 'Edit the commitment instead.' },
  changed_since: { title: '“{{title}}” was changed again since', todo: 'Undo the later change first.' },
  chapter_needs_document: { title: 'A chapter needs its document', todo: 'Choose the document first.' },
  no_file: { title: 'No file arrived', todo: 'Choose at least one.' },
  too_many_files: { title: 'At most {{most}} files at once', todo: 'Send the rest separately.' },
  upload_too_large: { title: 'Together the files exceed {{megabytes}} MB', todo: 'Send them in several uploads.' },
  field_invalid: { title: 'The field {{field}} is not as expected', todo: 'It must be {{expected}}.' },
  version_of_needs_one_file: { title: 'A new version is one file', todo: 'Choose one.' },
  no_text: {
    title: 'No readable text in the file',
    todo: 'Check that it is the right file; run text recognition on a scan.',
  },
  parsing_failed: {
    title: 'Read, but could not be parsed',
    todo: 'Give the file and this code to your administrator: {{reason}}',
  },
  file_empty: { title: 'The file is empty', todo: 'It holds no text: choose the file again.' },
  file_is_folder: { title: 'This is a folder', todo: 'Choose the files in it, or put them into a .zip.' },
  file_is_not_regular: { title: 'This is no ordinary file', todo: 'Choose a document.' },
  file_too_large: { title: 'The file is too large', todo: 'Split it, or remove its pictures.' },
  not_text: {
    title: 'This is not a document ({{found}})',
    todo: 'Give a .txt, .md, .html, .docx, .pdf, .xlsx, or a .zip of these.',
  },
  encoding_undecidable: {
    title: 'The character encoding cannot be told ({{found}})',
    todo: 'Save it as UTF-8 and try again.',
  },
  encoding_damaged: {
    title: 'The character encoding is damaged',
    todo: 'It says it is {{encoding}} but some bytes are not. Save it as UTF-8 and try again.',
  },
  format_unsupported: {
    title: '{{format}} files cannot be read',
    todo: 'Open it in the program that made it and save it as {{saveAs}}.',
  },
  file_encrypted: { title: 'The file has a password', todo: 'Remove the password and try again.' },
  pdf_encrypted: { title: 'The PDF has a password', todo: 'Save a copy without a password and try again.' },
  pdf_without_text: {
    title: 'The PDF is pictures without text',
    todo: '{{pagesWithoutText}} of {{pages}} pages have no text. Run text recognition (OCR), or find the text edition.',
  },
  pdf_text_unreadable: {
    title: 'The text of the PDF cannot be restored',
    todo: 'Its fonts do not say which characters they show. Run text recognition (OCR), or find another edition.',
  },
  pdf_too_many_pages: { title: 'The PDF has {{pages}} pages: too many', todo: 'At most {{limit}}: split it.' },
  file_damaged: {
    title: 'The {{format}} file is damaged',
    todo: 'Open it in the program that made it, save it again and try once more.',
  },
  container_too_large: {
    title: 'It unpacks to far too much',
    todo: '{{part}} is far larger than a document can be, so it was not opened. Save the file anew.',
  },
  too_complex: { title: 'Too complex to read', todo: 'Split it or save it anew.' },
  xml_unsafe: {
    title: 'The file holds something unsafe',
    todo: '{{part}} defines entities of its own, which no office program writes: it was not read. Save the file anew.',
  },
  archive_entry_unsafe: { title: 'The archive holds an unsafe path', todo: 'Pack the files again.' },
  archive_nested: { title: 'An archive inside an archive inside an archive', todo: 'Unpack it and give the files.' },
  archive_too_many_entries: {
    title: 'The archive holds {{entries}} files: too many',
    todo: 'At most {{limit}}: split it.',
  },
  archive_empty: { title: 'The archive is empty', todo: 'Pack the files again.' },
  archive_is_not_a_document: { title: 'This is an archive, not one document', todo: 'Unpack it and give the files.' },
  document_without_text: {
    title: 'There is no text in the file',
    todo: 'Check that it is the right file; save a web page after it has loaded completely.',
  },
  reading_timed_out: {
    title: 'Reading took more than {{seconds}} s and was given up',
    todo: 'Split it or save it anew.',
  },
  last_administrator: {
    title: 'This is the only administrator left',
    todo: 'Make another one first, or nobody could manage users any more.',
  },
  version_arrived: {
    title: 'A new version has just arrived',
    todo: 'Load the newest and look again at what you were to change.',
  },
  organization_not_found: {
    title: 'There is no such organization',
    todo: 'It may have become part of another: search again.',
  },
  boundary_file_invalid: {
    title: 'This is no file of boundaries',
    todo: 'Expected {{expected}}. Nothing was imported.',
  },
  boundary_feature_invalid: {
    title: 'Feature {{feature}} is not as it should be ({{field}})',
    todo: 'Expected {{expected}}. Nothing was imported.',
  },
  organization_name_taken: {
    title: '{{organizationName}} bears this name already',
    todo: 'If it is the same organization, merge into it.',
  },
  organization_name_unclear: {
    title: '“{{name}}” is a set, not one organization',
    todo: 'Enter the full name of one.',
  },
  organization_name_needs_place: {
    title: '“{{name}}” does not say of which place',
    todo: 'Choose the jurisdiction, or enter the name with its place.',
  },
  organization_dates_reversed: { title: 'It ends before it begins', todo: 'Check the dates.' },
  organization_not_provisional: {
    title: 'This organization is settled already',
    todo: 'Somebody has just confirmed or merged it; the list is up to date now.',
  },
  organization_merge_target: { title: 'It cannot be merged into this', todo: 'Choose another one that is confirmed.' },
  organization_relation_incomplete: { title: 'The step lacks {{missing}}', todo: 'Complete it and save again.' },
  jurisdiction_unknown: { title: 'There is no jurisdiction {{code}}', todo: 'Check the six digits of GB/T 2260.' },
  cluster_not_found: { title: 'There is no such cluster', todo: 'Reload the page.' },
  overtaken: { title: 'Somebody else was faster', todo: 'This has moved on: load it again before you go on.' },
  collision: { title: 'Others changed the same at the same moment', todo: 'Try again.' },
  connection_lost: {
    title: 'The connection to the database was lost',
    todo: 'Look whether your change is there before you make it again.',
  },
  sign_in_failed: {
    title: 'The sign-in did not succeed',
    todo: 'Try again; if it fails again, ask your administrator.',
  },
  sign_in_needed: { title: 'Sign in again', todo: 'The session has ended.' },
}
