import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { readVerificationSearch, type VerificationSearch } from './filter.ts'

const verifications = createRoute({
  getParentRoute: () => root,
  path: '/verifications',
  validateSearch: (search): VerificationSearch => readVerificationSearch(search),
  component: lazyRouteComponent(() => import('./VerificationsPage.tsx'), 'VerificationsPage'),
})

const newQuestion = createRoute({
  getParentRoute: () => root,
  path: '/verifications/new',
  component: lazyRouteComponent(() => import('./OfferPages.tsx'), 'NewQuestionPage'),
})

const editQuestion = createRoute({
  getParentRoute: () => root,
  path: '/verifications/questions/$questionId/edit',
  component: lazyRouteComponent(() => import('./OfferPages.tsx'), 'EditQuestionPage'),
})

const asking = createRoute({
  getParentRoute: () => root,
  path: '/verifications/questions/$questionId/ask',
  component: lazyRouteComponent(() => import('./AskPage.tsx'), 'AskPage'),
})

const receipt = createRoute({
  getParentRoute: () => root,
  path: '/verifications/$verificationId',
  component: lazyRouteComponent(() => import('./ReceiptPage.tsx'), 'ReceiptPage'),
})

/** The pages of verification without disclosure. */
export const verificationPages = [verifications, newQuestion, editQuestion, asking, receipt] as const
