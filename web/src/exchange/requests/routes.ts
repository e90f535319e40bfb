import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import {
  type AgreementSearch,
  type DisputeSearch,
  type NewRequestSearch,
  type RequestSearch,
  readAgreementSearch,
  readDisputeSearch,
  readNewRequestSearch,
  readRequestSearch,
} from './search.ts'

const requests = createRoute({
  getParentRoute: () => root,
  path: '/share-requests',
  validateSearch: (search): RequestSearch => readRequestSearch(search),
  component: lazyRouteComponent(() => import('./RequestsPage.tsx'), 'RequestsPage'),
})
const newRequest = createRoute({
  getParentRoute: () => root,
  path: '/share-requests/new',
  validateSearch: (search): NewRequestSearch => readNewRequestSearch(search),
  component: lazyRouteComponent(() => import('./form/NewRequestPage.tsx'), 'NewRequestPage'),
})
const request = createRoute({
  getParentRoute: () => root,
  path: '/share-requests/$requestId',
  component: lazyRouteComponent(() => import('./RequestPage.tsx'), 'RequestPage'),
})
const mendRequest = createRoute({
  getParentRoute: () => root,
  path: '/share-requests/$requestId/mend',
  component: lazyRouteComponent(() => import('./form/MendPage.tsx'), 'MendPage'),
})
const agreements = createRoute({
  getParentRoute: () => root,
  path: '/share-agreements',
  validateSearch: (search): AgreementSearch => readAgreementSearch(search),
  component: lazyRouteComponent(() => import('./AgreementsPage.tsx'), 'AgreementsPage'),
})
const agreement = createRoute({
  getParentRoute: () => root,
  path: '/share-agreements/$agreementId',
  component: lazyRouteComponent(() => import('./AgreementPage.tsx'), 'AgreementPage'),
})
const disputes = createRoute({
  getParentRoute: () => root,
  path: '/share-disputes',
  validateSearch: (search): DisputeSearch => readDisputeSearch(search),
  component: lazyRouteComponent(() => import('./DisputesPage.tsx'), 'DisputesPage'),
})
const dispute = createRoute({
  getParentRoute: () => root,
  path: '/share-disputes/$disputeId',
  component: lazyRouteComponent(() => import('./DisputePage.tsx'), 'DisputePage'),
})
const periods = createRoute({
  getParentRoute: () => root,
  path: '/share-periods',
  component: lazyRouteComponent(() => import('./PeriodsPage.tsx'), 'PeriodsPage'),
})

/** The pages of requests for data, agreements and disputes. */
export const sharingPages = [
  requests,
  newRequest,
  request,
  mendRequest,
  agreements,
  agreement,
  disputes,
  dispute,
  periods,
] as const
