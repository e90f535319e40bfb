import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { readSectionSearch, readSectionsSearch, type SectionSearch, type SectionsSearch } from './filter.ts'

const sections = createRoute({
  getParentRoute: () => root,
  path: '/sections',
  validateSearch: (search): SectionsSearch => readSectionsSearch(search),
  component: lazyRouteComponent(() => import('./SectionsPage.tsx'), 'SectionsPage'),
})

const section = createRoute({
  getParentRoute: () => root,
  path: '/sections/$sectionId',
  validateSearch: (search): SectionSearch => readSectionSearch(search),
  component: lazyRouteComponent(() => import('./SectionPage.tsx'), 'SectionPage'),
})

/** The pages of sections. */
export const sectionPages = [sections, section] as const
