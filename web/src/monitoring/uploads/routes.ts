import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'

const upload = createRoute({
  getParentRoute: () => root,
  path: '/observations/upload',
  component: lazyRouteComponent(() => import('./UploadPage.tsx'), 'UploadPage'),
})

const batches = createRoute({
  getParentRoute: () => root,
  path: '/observations/batches',
  validateSearch: (search): { batch?: number } =>
    /^[1-9]\d{0,8}$/.test(String(search.batch ?? '')) ? { batch: Number(search.batch) } : {},
  component: lazyRouteComponent(() => import('./BatchesPage.tsx'), 'BatchesPage'),
})

/** The pages by which tables of observations come in, and what came in. */
export const uploadPages = [upload, batches] as const
