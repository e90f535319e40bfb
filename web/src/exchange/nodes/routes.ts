import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { type NeighbourSearch, type RegionSearch, readNeighbourSearch, readRegionSearch } from './filter.ts'

const nodes = createRoute({
  getParentRoute: () => root,
  path: '/nodes',
  component: lazyRouteComponent(() => import('./NodesPage.tsx'), 'NodesPage'),
})

const cockpit = createRoute({
  getParentRoute: () => root,
  path: '/nodes/cockpit',
  validateSearch: (search): RegionSearch => readRegionSearch(search),
  component: lazyRouteComponent(() => import('./RegionPage.tsx'), 'RegionPage'),
})

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/nodes/alerts',
  validateSearch: (search): NeighbourSearch => readNeighbourSearch(search),
  component: lazyRouteComponent(() => import('./NeighbourAlertsPage.tsx'), 'NeighbourAlertsPage'),
})

/** The nodes of the cluster, and what they told this one. */
export const nodePages = [nodes, cockpit, alerts] as const
