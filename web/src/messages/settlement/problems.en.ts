import type { Worded } from '../worded.ts'
import type { settlementProblemsZh } from './problems.zh-CN.ts'

export const settlementProblemsEn: Worded<typeof settlementProblemsZh> = {
  amount_invalid: { title: 'The amount “{{found}}” is wrong', todo: 'Expected {{expected}}.' },
  shares_invalid: { title: 'The shares are wrong: {{found}}', todo: 'Expected {{expected}}.' },
  agreement_term_open: {
    title: '{{agreement}} leaves “{{term}}” open',
    todo: 'The parties must agree on this term first; fill it in and reckon again.',
  },
  agreement_term_unknown: {
    title: '{{agreement}} has no term “{{term}}”',
    todo: 'Add the term to the agreement, or change the formula.',
  },
  agreement_year_outside: {
    title: '{{year}} is outside the term of {{agreement}}',
    todo: 'It runs from {{first}} to {{last}}.',
  },
  formula_input_missing: {
    title: 'The formula needs “{{name}}”, and there is no datum',
    todo: 'Add the measurements: what is missing is not taken for zero.',
  },
  formula_input_invalid: {
    title: 'The input “{{name}}” of the formula is wrong',
    todo: 'Expected {{expected}}, found {{found}}.',
  },
  formula_undefined: { title: 'The formula has no value here', todo: 'Why: {{why}}. Check its inputs.' },
  agreement_party_unknown: {
    title: '{{party}} is no party of {{agreement}}',
    todo: 'Add the party to the agreement, or change the formula.',
  },
  account_not_found: {
    title: 'There is no such account',
    todo: 'It does not exist, or belongs to a jurisdiction that is not yours to see.',
  },
  account_unknown: { title: 'An account is not there', todo: 'Check the accounts {{from}} and {{to}}.' },
  account_closed: { title: 'An account is closed', todo: 'Use one that is open.' },
  account_place_unknown: {
    title: 'Your organization has no jurisdiction on record',
    todo: 'An account is of a jurisdiction: add it in the gazetteer first.',
  },
  account_not_keeper: {
    title: 'Your organization does not keep this account',
    todo: 'Its keeper hands it over, or the office that coordinates its place.',
  },
  account_unit_elsewhere: {
    title: 'This unit is not of the jurisdiction of the account',
    todo: 'Choose a unit of that jurisdiction.',
  },
  transfer_books_differ: { title: 'The two accounts are of different books', todo: 'Money moves within one book.' },
  transfer_one_account: { title: 'Both sides are one account', todo: 'Choose another one.' },
  transfer_not_keeper: {
    title: 'Your organization does not keep the paying account',
    todo: 'Only its keeper takes from an account: let the payer enter it.',
  },
  transfer_book_of_fund: {
    title: 'The account of a fund is not posted to by hand',
    todo: 'Its money moves by contributions, allocations and milestones.',
  },
  transfer_insufficient: {
    title: 'The account has too little',
    todo: 'It may not fall below zero: take less, or pay in first.',
  },
  transfer_too_large: {
    title: 'The amount is too large',
    todo: 'One transfer moves at most 100 billion yuan; an account owes at most a trillion and has at most 90 trillion.',
  },
  transfer_key_taken: {
    title: 'This request has moved something else before',
    todo: 'See transfer {{id}}; to post another one, send it anew.',
  },
  transfer_not_found: {
    title: 'There is no such transfer',
    todo: 'It does not exist, or you may see neither of its sides.',
  },
  transfer_not_reversible: { title: 'This transfer is not taken back by hand', todo: 'Why: {{why}}.' },
  transfer_reversed_before: { title: 'This transfer has been reversed', todo: 'It cannot be reversed again.' },
  agreement_not_found: {
    title: 'There is no such agreement',
    todo: 'It does not exist, or your jurisdiction is no party of it.',
  },
  agreement_form_unknown: {
    title: 'No published agreement is called “{{form}}”',
    todo: 'Choose one of the list, or write the formula yourself.',
  },
  agreement_content_invalid: {
    title: 'The agreement cannot be read ({{at}})',
    todo: 'Expected {{expected}}, found {{found}}.',
  },
  agreement_state_unfit: {
    title: 'The agreement stands where this cannot be done',
    todo: 'It is {{state}}; this needs one that is {{expected}}.',
  },
  agreement_party_unbound: {
    title: 'Nobody signs for “{{party}}” yet',
    todo: 'Name the jurisdiction and the signing unit of each party.',
  },
  agreement_place_unknown: {
    title: 'The jurisdiction of “{{party}}” is not known',
    todo: 'There is none with the code {{code}}.',
  },
  agreement_unit_elsewhere: {
    title: 'The unit that signs for “{{party}}” is not of that jurisdiction',
    todo: 'Choose a unit of the jurisdiction {{code}} itself.',
  },
  agreement_parties_same: {
    title: 'Two parties share a jurisdiction or a unit',
    todo: 'Give each party a jurisdiction and a signing unit of its own.',
  },
  agreement_not_party: {
    title: 'Your organization signs for no party',
    todo: 'The unit that the agreement names signs it.',
  },
  agreement_signed_before: { title: '{{party}} has signed already', todo: 'A version is signed once.' },
  agreement_digest_differs: {
    title: 'What you have read is not what stands',
    todo: 'Open the agreement again, and sign what it says now.',
  },
  agreement_version_open: {
    title: 'Version {{number}} is not settled yet',
    todo: 'Sign it or decline it before you draft another one.',
  },
  agreement_not_drafter: {
    title: 'Only who drafted this version changes it',
    todo: 'Ask its drafter, or decline it with your reasons.',
  },
  statement_not_found: {
    title: 'There is no such statement',
    todo: 'It does not exist, or your jurisdiction is no party of it.',
  },
  statement_given_unknown: { title: '“{{name}}” is not given by hand', todo: 'These are: {{wanted}}.' },
  statement_evidence_missing: {
    title: 'Nothing is known of {{section}} in {{year}}',
    todo: 'Enter the monitoring data first: what is missing is not taken for zero.',
  },
  statement_open: {
    title: 'A statement of this year is still open',
    todo: 'Sign it, or withdraw it and reckon again.',
  },
  statement_unchanged: {
    title: '{{year}} comes to what was settled',
    todo: 'There is no difference by the data that are there now.',
  },
  statement_state_unfit: {
    title: 'The statement does not change any more',
    todo: 'It is {{state}}; after new data prepare a difference statement.',
  },
  statement_not_party: {
    title: 'Your organization signs for no party of it',
    todo: 'The unit that the agreement names confirms or objects.',
  },
  statement_not_preparer: {
    title: 'This statement is not yours to take back',
    todo: 'Who prepared it takes it back, or the office that coordinates the parties. Object to the lines that you do not accept.',
  },
  statement_signed_before: {
    title: '{{party}} has signed already',
    todo: 'Who has signed does not object; after new data prepare a difference statement.',
  },
  statement_digest_differs: {
    title: 'What you have read is not what stands',
    todo: 'Open the statement again, and sign what it says now.',
  },
  statement_line_unknown: { title: 'The statement has no line {{line}}', todo: 'Choose one of its lines.' },
  statement_line_frozen: {
    title: 'Line {{line}} is frozen already, or settled',
    todo: 'The objection that stands is settled first.',
  },
  statement_file_missing: { title: 'No file arrived', todo: 'Choose one that is not empty.' },
  statement_file_kind: {
    title: '{{name}} is not taken',
    todo: 'PDF, OFD, Office, WPS, images, texts, CSV, archives; the ending has to fit the content.',
  },
  statement_file_too_large: { title: '{{name}} is too large', todo: 'At most {{limit}} MB each.' },
  statement_files_enough: {
    title: 'There are {{limit}} files already',
    todo: 'Put what belongs together into one archive.',
  },
  statement_file_unknown: {
    title: 'There is no such file',
    todo: 'It may belong to another statement: upload it again.',
  },
  objection_not_found: { title: 'There is no such objection', todo: 'Load the statement again.' },
  objection_answered: { title: 'The objection is settled already', todo: 'It is {{state}}.' },
  objection_not_yours: {
    title: 'This objection is not yours to settle',
    todo: 'Who objected takes it back; the coordinating office dismisses or upholds it.',
  },
  fund_not_found: {
    title: 'There is no such fund',
    todo: 'It does not exist, or your jurisdiction is no member of it.',
  },
  fund_not_manager: { title: 'Only who manages the fund does this', todo: 'Ask the organization that manages it.' },
  fund_members_same: {
    title: 'A member is there twice',
    todo: 'Give each a name, a jurisdiction and a paying unit of its own.',
  },
  fund_place_unknown: {
    title: 'The jurisdiction of “{{name}}” is not known',
    todo: 'There is none with the code {{code}}.',
  },
  fund_figures_unfit: {
    title: 'The figures are not those of the members',
    todo: 'Given for {{found}}; the members are {{expected}}.',
  },
  fund_round_taken: { title: 'The contributions of {{year}} are set', todo: 'They are set once for each year.' },
  fund_round_unknown: { title: 'No contributions of {{year}} have been set', todo: 'Set them first.' },
  fund_due_paid: {
    title: '{{members}} paid already, and would owe another amount',
    todo: 'Give figures that leave what was paid as it is.',
  },
  fund_given_up: {
    title: 'The project has been given up',
    todo: 'Nothing more is paid; the rest went back to the fund.',
  },
  fund_nothing_left: { title: 'All that was set apart is paid out', todo: 'Nothing goes back.' },
  fund_allocation_unknown: { title: 'There is no such allocation', todo: 'Choose one of the list.' },
  fund_due_unknown: {
    title: 'Your organization owes nothing for {{year}}',
    todo: 'Check the year and the paying unit.',
  },
  fund_paid_before: { title: 'This has been paid', todo: 'It is not paid again.' },
  fund_project_unknown: { title: 'The pool has no such project', todo: 'Choose one that has entered the pool.' },
  fund_insufficient: {
    title: 'The fund has too little',
    todo: 'Take less, or wait until members have paid in.',
  },
  fund_milestone_unknown: { title: 'There is no milestone {{number}}', todo: 'Choose one of the list.' },
  fund_earlier_unpaid: {
    title: 'A milestone before {{number}} is not reached',
    todo: 'Milestones are paid in their order.',
  },
}
