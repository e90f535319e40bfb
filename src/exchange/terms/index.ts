export { cutRow, pseudonym, rowFits } from './cut.ts'
export {
  conditionFaults,
  MASKS_OF,
  OPERATORS_OF,
  type TermsFault,
  type TermsFaultCode,
  type TermsItem,
  termsFaults,
  tidiedTerms,
} from './faults.ts'
export { MaskSchema, RowConditionSchema, ShareTermsSchema } from './schemas.ts'
export * from './terms.ts'
export { canonicalValue, VALUE_KINDS, type ValueKind } from './values.ts'
