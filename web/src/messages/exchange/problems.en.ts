import type { Worded } from '../worded.ts'
import type { exchangeProblemsZh } from './problems.zh-CN.ts'
import { registryProblemsEn } from './registers.problems.en.ts'

export const exchangeProblemsEn: Worded<typeof exchangeProblemsZh> = {
  ...registryProblemsEn,
  resource_not_found: {
    title: 'The catalogue has no such resource',
    todo: 'It may not exist, or still be another organization’s draft.',
  },
  resource_not_compiler: {
    title: 'You do not compile the catalogue for this organization',
    todo: 'One enters, publishes and withdraws for one’s own organization, or, as the coordination office, for those of members of the cluster.',
  },
  resource_state_unfit: {
    title: 'This does not go in its present state',
    todo: 'It is {{state}} and has to be {{expected}}. Load it again.',
  },
  resource_draft_open: {
    title: 'Version {{number}} is still a draft',
    todo: 'Go on with this draft, or discard it first.',
  },
  resource_incomplete: {
    title: 'It is not complete enough to be published',
    todo: 'Fill in first what the page of the resource names.',
  },
  resource_withheld_open: {
    title: 'What is not shared cannot be open to society',
    todo: 'Change how it is shared, or do not open it.',
  },
  resource_item_twice: {
    title: 'The item “{{name}}” stands twice',
    todo: 'Items have names of their own: remove one.',
  },
  resource_commitment_unknown: {
    title: '{{count}} of the commitments cannot be found',
    todo: 'Choose them from the register again.',
  },
  resource_refresh_ahead: { title: '{{day}} has not come yet', todo: 'Record an update once it was made.' },
  resource_codes_used_up: {
    title: 'The codes of this class are used up',
    todo: 'A provider has 99,999 codes of a class. Choose another class for it.',
  },
  resource_providers_used_up: {
    title: 'The numbers of providers of this place are used up',
    todo: 'A place has 999 providers. Ask the coordination office under which unit to enter it.',
  },
  credit_code_invalid: {
    title: '“{{found}}” is no unified social credit code',
    todo: 'It has 18 characters, the last of which checks the others. Compare it with the licence.',
  },
  credit_code_taken: { title: '{{code}} is another provider’s code', todo: 'Compare it with the licence.' },
  resource_provider_unknown: {
    title: 'This organization has entered no resource yet',
    todo: 'Enter a resource for it first.',
  },
  resource_import_without_table: {
    title: '“{{file}}” holds no inventory',
    todo: 'One row has to head the columns, with at least two of name, provider, abstract, sharing, update period. There is a template.',
  },
  resource_import_without_name: {
    title: 'The sheet “{{sheet}}” has no column 信息资源名称',
    todo: 'Head the column of names so.',
  },
  resource_import_unreadable: { title: '“{{file}}” is no table', todo: 'Send a .xlsx workbook or .csv text.' },
  resource_import_too_many: {
    title: '“{{file}}” holds too many resources',
    todo: 'At most {{resources}} resources and {{rows}} rows at once.',
  },
  resource_rows_unfit: {
    title: '“{{file}}”: {{count}} cells have to be mended',
    todo: 'Nothing was imported. Mend them and choose the file again.',
  },
  resource_file_changed: {
    title: 'This is not the file that was looked at',
    todo: 'Choose “{{file}}” again and look at it first.',
  },
}
