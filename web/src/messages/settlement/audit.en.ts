import type { Worded } from '../worded.ts'
import type { settlementAuditZh } from './audit.zh-CN.ts'

export const settlementAuditEn: Worded<typeof settlementAuditZh> = {
  rooms: { settlement: 'Settlement' },
  subjects: {
    ledger_account: 'Account',
    ledger_transfer: 'Transfer',
    agreement: 'Agreement',
    statement: 'Statement',
    fund: 'Development fund',
  },
  actions: {
    settlement_open_account: 'Opened an account',
    settlement_hand_over_account: 'Handed an account over',
    settlement_transfer: 'Posted a transfer',
    settlement_reverse: 'Reversed a transfer',
    settlement_draft_agreement: 'Drafted an agreement',
    settlement_edit_agreement: 'Changed a draft agreement',
    settlement_offer_agreement: 'Offered an agreement for signature',
    settlement_sign_agreement: 'Signed an agreement',
    settlement_decline_agreement: 'Declined an agreement',
    settlement_prepare_statement: 'Prepared a statement',
    settlement_sign_statement: 'Signed a statement',
    settlement_object: 'Objected to a statement',
    settlement_add_file: 'gave a file for an objection',
    settlement_settle_objection: 'Settled an objection',
    settlement_withdraw_statement: 'Withdrew a statement',
    settlement_open_fund: 'Set up a fund',
    settlement_set_fund_round: 'Set the contributions of a year',
    settlement_reset_fund_round: 'Set the contributions of a year anew',
    settlement_give_up_allocation: 'Gave a project of the fund up',
    settlement_pay_contribution: 'Paid a contribution',
    settlement_allocate_fund: 'Allocated money of a fund',
    settlement_disburse_fund: 'Paid out a milestone',
  },
}
