import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { type EntrySearch, type RegistrySearch, readEntrySearch, readRegistrySearch } from './filter.ts'

const registries = createRoute({
  getParentRoute: () => root,
  path: '/registries',
  component: lazyRouteComponent(() => import('./RegistriesPage.tsx'), 'RegistriesPage'),
})

const newRegistry = createRoute({
  getParentRoute: () => root,
  path: '/registries/new',
  component: lazyRouteComponent(() => import('./configuring/NewRegistryPage.tsx'), 'NewRegistryPage'),
})

const registry = createRoute({
  getParentRoute: () => root,
  path: '/registries/$code',
  validateSearch: (search): RegistrySearch => readRegistrySearch(search),
  component: lazyRouteComponent(() => import('./RegistryPage.tsx'), 'RegistryPage'),
})

const configuring = createRoute({
  getParentRoute: () => root,
  path: '/registries/$code/configure',
  component: lazyRouteComponent(() => import('./configuring/ConfigurePage.tsx'), 'ConfigurePage'),
})

const importing = createRoute({
  getParentRoute: () => root,
  path: '/registries/$code/import',
  component: lazyRouteComponent(() => import('./importing/ImportPage.tsx'), 'ImportPage'),
})

const newEntry = createRoute({
  getParentRoute: () => root,
  path: '/registries/$code/new',
  component: lazyRouteComponent(() => import('./form/NewEntryPage.tsx'), 'NewEntryPage'),
})

const entry = createRoute({
  getParentRoute: () => root,
  path: '/registries/$code/entries/$entryId',
  validateSearch: (search): EntrySearch => readEntrySearch(search),
  component: lazyRouteComponent(() => import('./EntryPage.tsx'), 'EntryPage'),
})

const editEntry = createRoute({
  getParentRoute: () => root,
  path: '/registries/$code/entries/$entryId/edit',
  component: lazyRouteComponent(() => import('./form/EditEntryPage.tsx'), 'EditEntryPage'),
})

/** The pages of shared registers. */
export const registryPages = [
  registries,
  newRegistry,
  registry,
  configuring,
  importing,
  newEntry,
  entry,
  editEntry,
] as const
