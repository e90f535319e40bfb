import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import {
  type AskSearch,
  type NeighbourSearch,
  type RegionSearch,
  readAskSearch,
  readNeighbourSearch,
  readRegionSearch,
} from './filter.ts'

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

const statements = createRoute({
  getParentRoute: () => root,
  path: '/nodes/statements',
  validateSearch: (search): NeighbourSearch => readNeighbourSearch(search),
  component: lazyRouteComponent(() => import('./statements/ToldStatementsPage.tsx'), 'ToldStatementsPage'),
})

const statement = createRoute({
  getParentRoute: () => root,
  path: '/nodes/statements/$owner/$statementId',
  component: lazyRouteComponent(() => import('./statements/ToldStatementPage.tsx'), 'ToldStatementPage'),
})

const requests = createRoute({
  getParentRoute: () => root,
  path: '/nodes/requests',
  component: lazyRouteComponent(() => import('./outside/RequestsPage.tsx'), 'RequestsPage'),
})

const newRequest = createRoute({
  getParentRoute: () => root,
  path: '/nodes/requests/new',
  validateSearch: (search): AskSearch => readAskSearch(search),
  component: lazyRouteComponent(() => import('./outside/NewRequestPage.tsx'), 'NewRequestPage'),
})

const request = createRoute({
  getParentRoute: () => root,
  path: '/nodes/requests/$requestId',
  component: lazyRouteComponent(() => import('./outside/RequestPage.tsx'), 'RequestPage'),
})

const mend = createRoute({
  getParentRoute: () => root,
  path: '/nodes/requests/$requestId/mend',
  component: lazyRouteComponent(() => import('./outside/MendPage.tsx'), 'MendPage'),
})

const grants = createRoute({
  getParentRoute: () => root,
  path: '/nodes/grants',
  component: lazyRouteComponent(() => import('./outside/GrantsPage.tsx'), 'GrantsPage'),
})

const grant = createRoute({
  getParentRoute: () => root,
  path: '/nodes/grants/$owner/$grantId',
  component: lazyRouteComponent(() => import('./outside/GrantPage.tsx'), 'GrantPage'),
})

/** The nodes of the cluster, and what they told this one. */
export const nodePages = [
  ...[nodes, cockpit, alerts, statements, statement],
  ...[requests, newRequest, request, mend, grants, grant],
] as const
