import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { readToldSearch, type ToldSearch } from '../nodes/filter.ts'
import { type CatalogueSearch, type ResourceSearch, readCatalogueSearch, readResourceSearch } from './filter.ts'

const resources = createRoute({
  getParentRoute: () => root,
  path: '/resources',
  validateSearch: (search): CatalogueSearch => readCatalogueSearch(search),
  component: lazyRouteComponent(() => import('./ResourcesPage.tsx'), 'ResourcesPage'),
})

const newResource = createRoute({
  getParentRoute: () => root,
  path: '/resources/new',
  component: lazyRouteComponent(() => import('./form/NewPage.tsx'), 'NewPage'),
})

const importing = createRoute({
  getParentRoute: () => root,
  path: '/resources/import',
  component: lazyRouteComponent(() => import('./importing/ImportPage.tsx'), 'ImportPage'),
})

const elsewhere = createRoute({
  getParentRoute: () => root,
  path: '/resources/elsewhere',
  validateSearch: (search): ToldSearch => readToldSearch(search),
  component: lazyRouteComponent(() => import('./ElsewherePage.tsx'), 'ElsewherePage'),
})

const toldResource = createRoute({
  getParentRoute: () => root,
  path: '/resources/elsewhere/$owner/$resourceId',
  component: lazyRouteComponent(() => import('./ToldResourcePage.tsx'), 'ToldResourcePage'),
})

const resource = createRoute({
  getParentRoute: () => root,
  path: '/resources/$resourceId',
  validateSearch: (search): ResourceSearch => readResourceSearch(search),
  component: lazyRouteComponent(() => import('./ResourcePage.tsx'), 'ResourcePage'),
})

const editResource = createRoute({
  getParentRoute: () => root,
  path: '/resources/$resourceId/edit',
  component: lazyRouteComponent(() => import('./form/EditPage.tsx'), 'EditPage'),
})

/** The pages of the catalogue of data resources. */
export const cataloguePages = [
  ...[resources, newResource, importing, elsewhere],
  ...[toldResource, resource, editResource],
] as const
