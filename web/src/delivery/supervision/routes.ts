import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'

export type NoticeView = 'open' | 'overdue' | 'mine' | 'all'
export interface NoticeSearch {
  view?: NoticeView
  q?: string | undefined
}
const views: readonly string[] = ['open', 'overdue', 'mine', 'all']

const notices = createRoute({
  getParentRoute: () => root,
  path: '/supervision',
  validateSearch: ({ view, q }: Record<string, unknown>): NoticeSearch => ({
    ...(typeof view === 'string' && views.includes(view) ? { view: view as NoticeView } : {}),
    ...(typeof q === 'string' && q ? { q } : {}),
  }),
  component: lazyRouteComponent(() => import('./NoticesPage.tsx'), 'NoticesPage'),
})

const notice = createRoute({
  getParentRoute: () => root,
  path: '/supervision/$noticeId',
  component: lazyRouteComponent(() => import('./NoticePage.tsx'), 'NoticePage'),
})

const inspections = createRoute({
  getParentRoute: () => root,
  path: '/inspections',
  component: lazyRouteComponent(() => import('./InspectionsPage.tsx'), 'InspectionsPage'),
})

const inspection = createRoute({
  getParentRoute: () => root,
  path: '/inspections/$inspectionId',
  component: lazyRouteComponent(() => import('./InspectionPage.tsx'), 'InspectionPage'),
})

/** The pages of supervision. */
export const supervisionPages = [notices, notice, inspections, inspection] as const
