import type {} from './tables.ts'

export {
  type Catalogue,
  type CatalogueFile,
  catalogueId,
  expandCatalogue,
  governmentName,
  governmentsOf,
} from './catalogue.ts'
export {
  type Confidence,
  type Jurisdiction,
  type JurisdictionIndex,
  type JurisdictionLevel,
  jurisdictionIndex,
  NATION,
  readJurisdictions,
} from './jurisdictions.ts'
export { loadBoundaries, loadCatalogue, loadGazetteer } from './load.ts'
export { isClass } from './names.ts'
export type { Organization, OrganizationKind, OrganizationRelation } from './organizations.ts'
export { jurisdictionOfPaper } from './papers.ts'
export { findPaperUnits, type PaperFacts, type PaperUnit, type UnitRef } from './paperUnits.ts'
export { expectPlace } from './places.ts'
export { findRenamed } from './renamed.ts'
export {
  type AddingContext,
  type FoundOrganization,
  findOrAddOrganizations,
  findSuccessions,
  type PrintedName,
  resolveOrganizations,
} from './resolve.ts'
export { gazetteerRoutes } from './routes.ts'
export type { PaperContext, Resolution } from './rules/resolution.ts'
export type { Holder, Succession } from './rules/succession.ts'
export { findSpellings } from './spellings.ts'
