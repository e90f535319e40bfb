import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { readStatementSearch, type StatementSearch } from './filter.ts'

const statements = createRoute({
  getParentRoute: () => root,
  path: '/statements',
  validateSearch: (search): StatementSearch => readStatementSearch(search),
  component: lazyRouteComponent(() => import('./StatementsPage.tsx'), 'StatementsPage'),
})

const statement = createRoute({
  getParentRoute: () => root,
  path: '/statements/$statementId',
  component: lazyRouteComponent(() => import('./StatementPage.tsx'), 'StatementPage'),
})

/** The pages of statements. */
export const statementPages = [statements, statement] as const
