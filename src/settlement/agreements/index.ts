export { contentOfForm, draftAgreement, offerAgreement, signAgreement } from './acts.ts'
export { agreementRefusals } from './refusals.ts'
export { agreementRoutes } from './routes.ts'
export {
  type AgreementContent,
  digestOf,
  type EvidenceRule,
  evidenceOf,
  fieldsUsed,
  inputsGiven,
  itemsOf,
  openTargets,
  openTerms,
  provides,
  type RiverTarget,
} from './rules/content.ts'
export { readContent } from './rules/readContent.ts'
export { findAgreement, type StandingVersion, standingVersion } from './store.ts'
