import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { type EvaluationSearch, readEvaluationSearch } from './filter.ts'

const evaluations = createRoute({
  getParentRoute: () => root,
  path: '/evaluations',
  validateSearch: (search): EvaluationSearch => readEvaluationSearch(search),
  component: lazyRouteComponent(() => import('./EvaluationsPage.tsx'), 'EvaluationsPage'),
})

/** The pages of evaluations. */
export const evaluationPages = [evaluations] as const
