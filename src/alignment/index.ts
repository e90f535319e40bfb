export { type Alignment, alignDocuments, type Candidate } from './align.ts'
export { alignPair } from './alignPair.ts'
export { type Difference, differencesBetween } from './differences.ts'
export { type Evidence, evidenceFor } from './evidence.ts'
export {
  DIFFERENCE_WORDS,
  type Disagreement,
  type GapFacts,
  type GapLine,
  gapFacts,
  isSupposed,
  reasonOf,
  verdictWord,
} from './gaps.ts'
export { alignmentJobs } from './jobs.ts'
export { learnWeights, type Review } from './learn.ts'
export { type Comparison, compare } from './parts.ts'
export { type Hit, type PartitionKey, ProvisionIndex } from './provisionIndex.ts'
export { provisionsOf } from './provisions.ts'
export { alignmentRefusals } from './refusals.ts'
export { boilerplateIn, type Relation, type Repeat, type Repeats, repeatsBetween } from './repeats.ts'
export { alignmentRoutes } from './routes.ts'
export type * from './types.ts'
export type { Verdict, VerdictKind, VerdictReason } from './verdict.ts'
export { PARTS, type Part, type Parts, WEIGHTS, type Weights } from './weights.ts'
