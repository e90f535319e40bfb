import type { Worded } from '../worded.ts'
import type { exchangeProblemsZh } from './problems.zh-CN.ts'
import { registryProblemsEn } from './registers.problems.en.ts'
import { sharingProblemsEn } from './sharingProblems.en.ts'
import { verificationProblemsEn } from './verification.problems.en.ts'

export const exchangeProblemsEn: Worded<typeof exchangeProblemsZh> = {
  ...sharingProblemsEn,
  ...registryProblemsEn,
  ...verificationProblemsEn,
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
  neighbour_alert_not_found: {
    title: 'The neighbour tells of no such alert',
    todo: 'Its owner may have taken it back. Load the list again.',
  },
  neighbour_alert_not_ours: {
    title: 'This alert is not received at this node',
    todo: 'A unit of the government on the other side of the border receives it at its own node.',
  },
  neighbour_alert_received: {
    title: 'This alert was received already',
    todo: '{{name}} received it for this side; nothing more is needed.',
  },
  outside_request_not_found: {
    title: 'No such request to another node',
    todo: 'There may be none, or it is another unit’s.',
  },
  outside_resource_untold: {
    title: 'No other node tells of this resource',
    todo: 'Its owner may have withdrawn it. Load the resources of other nodes again.',
  },
  outside_unit_elsewhere: {
    title: 'This node does not speak for your unit',
    todo: 'Ask at the node of the place in which it lies.',
  },
  outside_owner_cut_off: {
    title: '{{owner}} was cut off: nothing reaches it any more',
    todo: 'Ask once it is in the cluster again.',
  },
  outside_reply_unfit: {
    title: 'This cannot be replied now',
    todo: 'The request stands otherwise now, or was replied to already. Load the page again.',
  },
  outside_grant_not_found: {
    title: 'No such data, or not any more',
    todo: 'The agreement may be suspended, ended or withdrawn: the data received say why.',
  },
  told_statement_not_found: {
    title: 'No such statement of another node',
    todo: 'It may be told to this node no longer, or not be your unit’s.',
  },
  told_statement_unproven: {
    title: 'What came does not come to its digest: it cannot be signed',
    todo: 'Ask its node. It is checked again by itself once the content is complete or corrected.',
  },
  told_statement_owner_cut_off: {
    title: 'Its node was cut off: nothing is signed, objected to or withdrawn here',
    todo: 'What is done here does not reach it. Speak with the office of the region.',
  },
  told_statement_unit_elsewhere: {
    title: 'This node does not speak for your unit',
    todo: 'Sign at the node of the province in which your unit lies.',
  },
  told_statement_on_its_way: {
    title: '{{party}} has signed it here: that is on its way',
    todo: 'This page changes by itself once the owner has recorded it.',
  },
  told_statement_objection_on_its_way: {
    title: 'An objection to line {{line}} is on its way',
    todo: 'This page changes by itself once the owner has recorded it.',
  },
  told_statement_objection_not_taken: {
    title: 'Its node did not take this objection',
    todo: 'There is nothing to withdraw: it never held.',
  },
  node_settings_damaged: { title: 'The settings of the node are damaged', todo: 'Put {{path}} back from your backup.' },
  nats_missing: {
    title: 'nats-server is not installed',
    todo: 'Nodes reach each other by it: install Debian’s package nats-server (2.9 or newer).',
  },
  node_already: { title: 'This installation is the node {{code}} already', todo: 'An installation is one node.' },
  node_none: { title: 'This installation is no node yet', todo: 'Make it one with the command npx qunce node init.' },
  node_not_region: { title: 'Only the region’s node admits members or cuts them off', todo: 'Do it there.' },
  node_request_unreadable: {
    title: 'This is no valid request to join',
    todo: 'Hand in the file that npx qunce node init wrote at the member; its signature must hold.',
  },
  node_invitation_unreadable: {
    title: 'This is no invitation to this node',
    todo: 'Use the file that the region made for this node’s request; its signature must hold.',
  },
  node_code_taken: { title: 'A node {{code}} stands already', todo: 'Cut it off first, or take another code.' },
  node_place_taken: {
    title: 'Another node stands for {{jurisdictionCode}}',
    todo: 'Cut it off first, or admit this one for a place within.',
  },
  node_key_spent: { title: 'This key was revoked, or is another node’s', todo: 'Make a new one.' },
  node_not_standing: { title: 'No member {{code}} stands', todo: 'It may not exist, or be cut off already.' },
  node_jurisdiction_unknown: { title: 'The gazetteer has no jurisdiction {{code}}', todo: 'Compare the code.' },
  holding_resource_unfit: {
    title: 'This resource takes no data yet',
    todo: 'Publish it in the catalogue first, with its items.',
  },
  holding_not_provider: {
    title: 'Only the provider loads and reads the data of this resource',
    todo: 'To use them, make a request for sharing.',
  },
  holding_not_found: { title: 'No data of this resource have been loaded', todo: 'Load them first.' },
  holding_row_unknown: {
    title: 'There is no row {{number}}, or it was removed',
    todo: 'Load the newest state and try again.',
  },
  holding_file_missing: { title: 'No file was chosen', todo: 'Choose the table that is to be loaded.' },
  holding_file_unreadable: { title: '“{{file}}” is no table', todo: 'Give a workbook (.xlsx) or CSV text.' },
  holding_file_too_large: {
    title: '“{{file}}” is too large',
    todo: 'At most {{most}} MB at once: add rows in several loads.',
  },
  holding_file_changed: {
    title: 'Not what was looked at',
    todo: 'The file or the data have changed since. Look at it again, then load it.',
  },
  holding_headings_missing: { title: '“{{file}}” has no headings', todo: 'One row must name the items: {{items}}.' },
  holding_too_many_rows: { title: 'Too many rows', todo: 'A resource takes at most {{most}} rows.' },
  holding_no_rows: {
    title: '“{{file}}” has no row of data',
    todo: 'To remove data, remove them row by row on the data page, with the reason.',
  },
  holding_field_invalid: { title: '“{{field}}” is not right', todo: 'Expected: {{expected}}.' },
  holding_key_unfit: {
    title: 'Choose what identifies a row',
    todo: 'One or more of the items, which together name one row: {{items}}.',
  },
  holding_key_changed: {
    title: 'The data are identified by other items',
    todo: 'Rows are known again by {{items}}. To change that, replace all rows.',
  },
  holding_rows_unfit: {
    title: '{{count}} places of “{{file}}” have to be mended',
    todo: 'Nothing was loaded. Mend them and choose the file again.',
  },
  holding_key_corrected: {
    title: '“{{item}}” identifies the row and cannot be corrected',
    todo: 'Remove the row, and load it under its right one.',
  },
  holding_nothing_corrected: { title: 'Nothing was changed', todo: 'The row says so already.' },
  share_agreement_unknown: {
    title: 'There is no such agreement',
    todo: 'It does not exist, or was not made with your organization.',
  },
  share_not_in_force: {
    title: 'The agreement cannot be used now',
    todo: 'It is suspended, ended, over or not yet valid ({{since}}). See what the agreement says, or ask the provider.',
  },
  share_resource_withdrawn: {
    title: 'The resource was withdrawn from the catalogue',
    todo: 'No data are provided any more. Ask the provider.',
  },
  share_nothing_loaded: {
    title: 'The provider has not loaded any data yet',
    todo: 'Try again later, or ask the provider.',
  },
  share_not_subscribed: {
    title: 'The agreement has no subscription',
    todo: 'It lets you ask for data, not follow their changes. Make a new request for that.',
  },
  share_revision_ahead: {
    title: 'There is no such revision yet',
    todo: 'The data are at revision {{revision}}: begin with one that is not later.',
  },
  share_filter_unreadable: {
    title: 'The conditions cannot be read',
    todo: 'Give a JSON list of at most 10, each with an item, a comparison and values.',
  },
  share_filter_unfit: {
    title: 'You cannot ask by {{items}}',
    todo: 'Only by agreed items without a mask, with values of their type.',
  },
}
