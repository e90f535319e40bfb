import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../shell/root.ts'
import { type MatrixSearch, readMatrixSearch } from './matrix/search.ts'
import { readViewSearch, type ViewSearch } from './view/search.ts'

const alignments = createRoute({
  getParentRoute: () => root,
  path: '/alignments',
  component: lazyRouteComponent(() => import('./AlignmentsPage.tsx'), 'AlignmentsPage'),
})

const alignment = createRoute({
  getParentRoute: () => root,
  path: '/alignments/$alignmentId',
  validateSearch: (search): ViewSearch => readViewSearch(search),
  component: lazyRouteComponent(() => import('./AlignmentPage.tsx'), 'AlignmentPage'),
})

const matrix = createRoute({
  getParentRoute: () => root,
  path: '/alignment-matrix',
  validateSearch: (search): MatrixSearch => readMatrixSearch(search),
  component: lazyRouteComponent(() => import('./matrix/MatrixPage.tsx'), 'MatrixPage'),
})

/** The pages of alignment. */
export const alignmentRoutes = [alignments, alignment, matrix] as const
