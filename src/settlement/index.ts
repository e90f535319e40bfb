import type { Job } from '../platform/jobs/index.ts'
import { lateDataJob } from './statements/index.ts'
import type {} from './tables.ts'

// Beside the routes, the pure rules: money, formulas, agreements, funds, shared revenue.
export { contentOfForm, draftAgreement, findAgreement, offerAgreement, signAgreement } from './agreements/index.ts'
export {
  allocate,
  bindProjectPool,
  openFund,
  type PoolProject,
  type ProjectPool,
  payContribution,
  setRound,
} from './fund/index.ts'
export { openAccountOfOwn, transferByHand } from './ledger/index.ts'
export { settlementRefusals } from './refusals.ts'
export { settlementRoutes } from './routes.ts'
export type { Agreement, AgreementPart, Term } from './rules/agreement.ts'
export { KNOWN_AGREEMENTS } from './rules/agreements/index.ts'
export { evaluate, type Inputs, type Row } from './rules/evaluate.ts'
export { type MonthlyMeans, yearInputs } from './rules/evidence.ts'
export type { Condition, Derivation, Quantity, Relation, Step } from './rules/formula.ts'
export {
  type Contribution,
  type Criterion,
  type FundMember,
  fundContributions,
  negotiatedContributions,
} from './rules/fund.ts'
export { divideFen, type Fen, fen, fenOfYuan, type Part, sumFen, yuanText } from './rules/money.ts'
export { type Settled, type SettledLine, type SettlementCase, settle } from './rules/settle.ts'
export {
  type MergedShare,
  type SharedYear,
  type SharingPeriod,
  type SharingRule,
  shareAfterMerger,
  shareRevenue,
} from './rules/sharedRevenue.ts'
export { swapSides } from './rules/swap.ts'
export {
  DEDUCTION_RULES,
  type Deductible,
  type Deduction,
  type DeductionRule,
  deduct,
  grownPool,
  rewardFor,
} from './rules/tiers.ts'
export {
  answerObjection,
  bindSectionYears,
  findStatement,
  type MonthValue,
  type ObjectionStanding,
  objectionStandings,
  objectTo,
  type PartySigner,
  prepareStatement,
  type ReadStatement,
  readSigned,
  type SectionMonth,
  type SectionYear,
  type SectionYearSource,
  STATEMENT_TABLES,
  StatementDetail,
  type StatementStanding,
  shownElsewhere,
  signedText,
  signStatement,
  statementParties,
  statementRefusals,
  statementStandings,
} from './statements/index.ts'

/** What the room does by itself, again and again. */
export const settlementJobs: readonly Job[] = [lateDataJob]
