import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { type EscalationSearch, readEscalationSearch } from './filter.ts'

const escalations = createRoute({
  getParentRoute: () => root,
  path: '/escalations',
  validateSearch: (search): EscalationSearch => readEscalationSearch(search),
  component: lazyRouteComponent(() => import('./EscalationsPage.tsx'), 'EscalationsPage'),
})

const escalation = createRoute({
  getParentRoute: () => root,
  path: '/escalations/$escalationId',
  component: lazyRouteComponent(() => import('./EscalationPage.tsx'), 'EscalationPage'),
})

const meetings = createRoute({
  getParentRoute: () => root,
  path: '/meetings',
  component: lazyRouteComponent(() => import('./MeetingsPage.tsx'), 'MeetingsPage'),
})

const meeting = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$meetingId',
  component: lazyRouteComponent(() => import('./MeetingPage.tsx'), 'MeetingPage'),
})

const ladders = createRoute({
  getParentRoute: () => root,
  path: '/ladders',
  component: lazyRouteComponent(() => import('./LaddersPage.tsx'), 'LaddersPage'),
})

/** The pages of matters raised, joint meetings and ladders. */
export const jointPages = [escalations, escalation, meetings, meeting, ladders] as const
