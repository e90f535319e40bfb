import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'

const importing = createRoute({
  getParentRoute: () => root,
  path: '/programmes/$programmeId/import',
  component: lazyRouteComponent(() => import('./ImportPage.tsx'), 'ImportPage'),
})

export const ledgerPages = [importing] as const
