import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../shell/root.ts'
import { type BlueprintSearch, readView } from './view.ts'

const blueprint = createRoute({
  getParentRoute: () => root,
  path: '/blueprint',
  validateSearch: (search): BlueprintSearch => readView(search),
  component: lazyRouteComponent(() => import('./BlueprintPage.tsx'), 'BlueprintPage'),
})

const layers = createRoute({
  getParentRoute: () => root,
  path: '/blueprint/layers',
  component: lazyRouteComponent(() => import('./LayersPage.tsx'), 'LayersPage'),
})

const importing = createRoute({
  getParentRoute: () => root,
  path: '/blueprint/import',
  validateSearch: (search): { file?: string; layer?: string } => ({
    ...(typeof search.file === 'string' && search.file ? { file: search.file } : {}),
    ...(typeof search.layer === 'string' && search.layer ? { layer: search.layer } : {}),
  }),
  component: lazyRouteComponent(() => import('./import/ImportPage.tsx'), 'ImportPage'),
})

/** The pages of the blueprint. */
export const blueprintRoutes = [blueprint, layers, importing] as const
