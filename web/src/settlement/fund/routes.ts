import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'

const funds = createRoute({
  getParentRoute: () => root,
  path: '/fund',
  component: lazyRouteComponent(() => import('./FundsPage.tsx'), 'FundsPage'),
})

const fund = createRoute({
  getParentRoute: () => root,
  path: '/fund/$fundId',
  component: lazyRouteComponent(() => import('./FundPage.tsx'), 'FundPage'),
})

/** The pages of funds. */
export const fundPages = [funds, fund] as const
