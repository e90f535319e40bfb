import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { type DataSearch, readDataSearch, readUseSearch, type UseSearch } from './search.ts'

const data = createRoute({
  getParentRoute: () => root,
  path: '/resources/$resourceId/data',
  validateSearch: (search): DataSearch => readDataSearch(search),
  component: lazyRouteComponent(() => import('./DataPage.tsx'), 'DataPage'),
})

const uses = createRoute({
  getParentRoute: () => root,
  path: '/resources/$resourceId/uses',
  validateSearch: (search): UseSearch => readUseSearch(search),
  component: lazyRouteComponent(() => import('./UsesPage.tsx'), 'UsesPage'),
})

/** The pages of the data behind a resource. */
export const holdingPages = [data, uses] as const
