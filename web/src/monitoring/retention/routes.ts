import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'

const retention = createRoute({
  getParentRoute: () => root,
  path: '/observations/retention',
  component: lazyRouteComponent(() => import('./RetentionPage.tsx'), 'RetentionPage'),
})

/** The page of how long observations are kept. */
export const retentionPages = [retention] as const
