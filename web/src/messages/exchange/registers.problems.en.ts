import type { Worded } from '../worded.ts'
import type { registryProblemsZh } from './registers.problems.zh-CN.ts'

export const registryProblemsEn: Worded<typeof registryProblemsZh> = {
  registry_not_found: { title: 'There is no such register', todo: 'Choose one from the list.' },
  registry_code_taken: { title: 'A register has the code “{{code}}” already', todo: 'Choose another code.' },
  registry_schema_unfit: {
    title: '{{count}} places of the configuration have to be mended',
    todo: 'Mend them where the page names them.',
  },
  registry_entries_unfit: {
    title: '{{count}} published entries would not be valid any more',
    todo: 'Give a new required field a default, or keep the fields and values that these entries use.',
  },
  registry_privacy_kept: { title: 'Whether “{{field}}” is private cannot be changed', todo: 'Add another field.' },
  registry_key_kept: { title: 'What tells entries apart cannot be changed', todo: 'Keep it as it was.' },
  registry_entry_not_found: {
    title: 'The register has no such entry',
    todo: 'It may not exist, or still be another organization’s draft.',
  },
  registry_entry_not_owner: {
    title: 'This is another organization’s entry',
    todo: 'Its owner alone changes, publishes and withdraws it.',
  },
  registry_entry_state_unfit: {
    title: 'This does not go in its present state',
    todo: 'It is {{state}} and has to be {{expected}}. Load it again.',
  },
  registry_entry_draft_open: {
    title: 'Version {{number}} is still a draft',
    todo: 'Go on with this draft, or discard it first.',
  },
  registry_entry_unfit: { title: '{{count}} places have to be mended', todo: 'Each field says what is wrong with it.' },
  registry_entry_twice: {
    title: 'Your organization has an entry “{{key}}” already',
    todo: 'Edit that one, or choose another number.',
  },
  registry_entry_too_large: {
    title: 'The entry is too large',
    todo: 'An entry holds {{most}} KB at most. Shorten its texts or take rows away.',
  },
  registry_filter_unfit: {
    title: 'The register is not narrowed or sorted by “{{field}}” in this way',
    todo: 'Clear the filters and try again.',
  },
  registry_import_without_table: {
    title: '“{{file}}” holds no table of this register',
    todo: 'One row has to head the columns: {{headings}}. A template can be downloaded.',
  },
  registry_import_too_many: {
    title: '“{{file}}” holds too many entries',
    todo: 'At most {{entries}} entries and {{rows}} rows at once. Import it in parts.',
  },
  registry_rows_unfit: {
    title: '{{count}} places of “{{file}}” have to be mended',
    todo: 'Nothing was imported. Mend them and choose the file again.',
  },
  registry_file_changed: {
    title: 'This is not the file that was looked at',
    todo: 'Choose “{{file}}” again, look at it, then import.',
  },
}
