import type {
  AgreementPartyTable,
  AgreementSignatureTable,
  AgreementTable,
  AgreementVersionTable,
} from './agreements/tables.ts'
import type {
  FundAllocationTable,
  FundDueTable,
  FundMemberTable,
  FundMilestoneTable,
  FundRoundTable,
  FundTable,
} from './fund/tables.ts'
import type { LedgerAccountTable, LedgerPairTable, LedgerPostingTable, LedgerTransferTable } from './ledger/tables.ts'
import type {
  StatementFileTable,
  StatementLineTable,
  StatementObjectionTable,
  StatementSignatureTable,
  StatementTable,
} from './statements/tables.ts'

declare module '../platform/database/tables.ts' {
  interface Database {
    ledger_account: LedgerAccountTable
    ledger_transfer: LedgerTransferTable
    ledger_posting: LedgerPostingTable
    ledger_pair: LedgerPairTable
    agreement: AgreementTable
    agreement_version: AgreementVersionTable
    agreement_party: AgreementPartyTable
    agreement_signature: AgreementSignatureTable
    statement: StatementTable
    statement_line: StatementLineTable
    statement_signature: StatementSignatureTable
    statement_objection: StatementObjectionTable
    statement_file: StatementFileTable
    fund: FundTable
    fund_member: FundMemberTable
    fund_round: FundRoundTable
    fund_due: FundDueTable
    fund_allocation: FundAllocationTable
    fund_milestone: FundMilestoneTable
  }
}
