import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { type AlertSearch, readAlertSearch } from './filter.ts'

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  validateSearch: (search): AlertSearch => readAlertSearch(search),
  component: lazyRouteComponent(() => import('./AlertsPage.tsx'), 'AlertsPage'),
})

const rules = createRoute({
  getParentRoute: () => root,
  path: '/alerts/rules',
  component: lazyRouteComponent(() => import('./RulesPage.tsx'), 'RulesPage'),
})

const alert = createRoute({
  getParentRoute: () => root,
  path: '/alerts/$alertId',
  component: lazyRouteComponent(() => import('./AlertPage.tsx'), 'AlertPage'),
})

/** The pages of alerts and their rules. */
export const alertPages = [alerts, rules, alert] as const
