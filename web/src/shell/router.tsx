import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { alignmentRoutes } from '../alignment/routes.ts'
import type { AuditSearch } from '../audit/words.ts'
import { blueprintRoutes } from '../blueprint/routes.ts'
import { deliveryRoutes } from '../delivery/routes.ts'
import { exchangeRoutes } from '../exchange/routes.ts'
import { monitoringRoutes } from '../monitoring/routes.ts'
import { type RegisterFilter, readFilter } from '../plan/register/filter.ts'
import { readFilter as readSearchFilter, type SearchFilter } from '../search/filter.ts'
import { settlementRoutes } from '../settlement/routes.ts'
import { root } from './root.ts'
import { parseSearch, writeSearch } from './search.ts'
import { Loading } from './states.tsx'

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../home/HomePage.tsx'), 'HomePage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../home/HomePage.tsx'), 'HomePage'),
})

const documents = createRoute({
  getParentRoute: () => root,
  path: '/documents',
  component: lazyRouteComponent(() => import('../plan/documents/DocumentsPage.tsx'), 'DocumentsPage'),
})

export interface ReaderSearch {
  /** Address of the provision in view. */
  at?: string
  /** The commitment chosen. */
  c?: string
}

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

const reader = createRoute({
  getParentRoute: () => root,
  path: '/documents/$documentId',
  validateSearch: (search): ReaderSearch => {
    const at = text(search.at)
    const c = text(search.c)
    return { ...(at ? { at } : {}), ...(c ? { c } : {}) }
  },
  component: lazyRouteComponent(() => import('../plan/reader/ReaderPage.tsx'), 'ReaderPage'),
})

const changes = createRoute({
  getParentRoute: () => root,
  path: '/documents/$documentId/versions',
  component: lazyRouteComponent(() => import('../plan/changes/ChangesPage.tsx'), 'ChangesPage'),
})

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: (search): RegisterFilter => readFilter(search),
  component: lazyRouteComponent(() => import('../plan/register/RegisterPage.tsx'), 'RegisterPage'),
})

const searching = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: (search): SearchFilter => readSearchFilter(search),
  component: lazyRouteComponent(() => import('../search/SearchPage.tsx'), 'SearchPage'),
})

const units = createRoute({
  getParentRoute: () => root,
  path: '/units',
  validateSearch: (search): { q?: string; jurisdiction?: string; list?: 'waiting' } => {
    const q = text(search.q)
    const jurisdiction = text(search.jurisdiction)
    return {
      ...(q ? { q } : {}),
      ...(jurisdiction ? { jurisdiction } : {}),
      ...(search.list === 'waiting' ? { list: search.list } : {}),
    }
  },
  component: lazyRouteComponent(() => import('../gazetteer/UnitsPage.tsx'), 'UnitsPage'),
})

const unit = createRoute({
  getParentRoute: () => root,
  path: '/units/$unitId',
  component: lazyRouteComponent(() => import('../gazetteer/UnitPage.tsx'), 'UnitPage'),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search): AuditSearch =>
    Object.fromEntries(
      (['action', 'user', 'subject', 'id'] as const).flatMap((key) => {
        const value = text(search[key])
        return value ? [[key, value]] : []
      }),
    ),
  component: lazyRouteComponent(() => import('../audit/AuditPage.tsx'), 'AuditPage'),
})

const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  component: lazyRouteComponent(() => import('../access/UsersPage.tsx'), 'UsersPage'),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('../access/AccountPage.tsx'), 'AccountPage'),
})

const serviceKeys = createRoute({
  getParentRoute: () => root,
  path: '/account/keys',
  component: lazyRouteComponent(() => import('../access/keys/KeysPage.tsx'), 'KeysPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    documents,
    reader,
    changes,
    register,
    searching,
    units,
    unit,
    audit,
    users,
    account,
    serviceKeys,
    ...alignmentRoutes,
    ...deliveryRoutes,
    ...blueprintRoutes,
    ...monitoringRoutes,
    ...settlementRoutes,
    ...exchangeRoutes,
  ]),
  parseSearch,
  stringifySearch: writeSearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: Loading,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
