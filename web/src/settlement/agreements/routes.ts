import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import {
  type AgreementSearch,
  type AgreementView,
  type NewSearch,
  readAgreementSearch,
  readAgreementView,
  readNewSearch,
} from './filter.ts'

const agreements = createRoute({
  getParentRoute: () => root,
  path: '/agreements',
  validateSearch: (search): AgreementSearch => readAgreementSearch(search),
  component: lazyRouteComponent(() => import('./AgreementsPage.tsx'), 'AgreementsPage'),
})

const newAgreement = createRoute({
  getParentRoute: () => root,
  path: '/agreements/new',
  validateSearch: (search): NewSearch => readNewSearch(search),
  component: lazyRouteComponent(() => import('./draft/NewPage.tsx'), 'NewPage'),
})

const agreement = createRoute({
  getParentRoute: () => root,
  path: '/agreements/$agreementId',
  validateSearch: (search): AgreementView => readAgreementView(search),
  component: lazyRouteComponent(() => import('./AgreementPage.tsx'), 'AgreementPage'),
})

const editAgreement = createRoute({
  getParentRoute: () => root,
  path: '/agreements/$agreementId/edit',
  component: lazyRouteComponent(() => import('./draft/EditPage.tsx'), 'EditPage'),
})

/** The pages of agreements. */
export const agreementPages = [agreements, newAgreement, agreement, editAgreement] as const
