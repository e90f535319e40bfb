import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../shell/root.ts'
import { readCockpitFilter } from './cockpit/filter.ts'
import { jointPages } from './joint/routes.ts'
import { ledgerPages } from './ledger/routes.ts'
import { type PaperSearch, readPaperSearch } from './papers/filter.ts'
import { readScoreFilter } from './scores/filter.ts'
import { supervisionPages } from './supervision/routes.ts'
import { readTaskSearch, type TaskSearch } from './tasks/filter.ts'

const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk',
  validateSearch: (search): { o?: string; done?: boolean } => ({
    ...(typeof search.o === 'string' ? { o: search.o } : {}),
    ...(search.done === true || search.done === 'true' ? { done: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./reporting/DeskPage.tsx'), 'DeskPage'),
})

const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  validateSearch: (search): { o?: string } => (typeof search.o === 'string' ? { o: search.o } : {}),
  component: lazyRouteComponent(() => import('./reporting/ReviewsPage.tsx'), 'ReviewsPage'),
})

const cycles = createRoute({
  getParentRoute: () => root,
  path: '/cycles',
  component: lazyRouteComponent(() => import('./reporting/CyclesPage.tsx'), 'CyclesPage'),
})

const cycle = createRoute({
  getParentRoute: () => root,
  path: '/cycles/$cycleId',
  component: lazyRouteComponent(() => import('./reporting/CyclePage.tsx'), 'CyclePage'),
})

const cockpit = createRoute({
  getParentRoute: () => root,
  path: '/cockpit',
  validateSearch: readCockpitFilter,
  component: lazyRouteComponent(() => import('./cockpit/CockpitPage.tsx'), 'CockpitPage'),
})

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: (search): TaskSearch => readTaskSearch(search),
  component: lazyRouteComponent(() => import('./tasks/TasksPage.tsx'), 'TasksPage'),
})

const programmes = createRoute({
  getParentRoute: () => root,
  path: '/programmes',
  component: lazyRouteComponent(() => import('./tasks/ProgrammesPage.tsx'), 'ProgrammesPage'),
})

const programme = createRoute({
  getParentRoute: () => root,
  path: '/programmes/$programmeId',
  component: lazyRouteComponent(() => import('./tasks/ProgrammePage.tsx'), 'ProgrammePage'),
})

const task = createRoute({
  getParentRoute: () => root,
  path: '/tasks/$taskId',
  component: lazyRouteComponent(() => import('./tasks/TaskPage.tsx'), 'TaskPage'),
})

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
const oneOf = <const T extends string>(value: unknown, all: readonly T[]): T | undefined =>
  all.find((one) => one === value)
/** Only what is said: an address has no empty words. */
const said = <T extends object>(search: { [Key in keyof T]: T[Key] | undefined }) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Partial<T>

const indicators = createRoute({
  getParentRoute: () => root,
  path: '/indicators',
  validateSearch: (search) =>
    said<{ q: string; nature: 'binding' | 'expected'; document: string }>({
      q: text(search.q),
      nature: oneOf(search.nature, ['binding', 'expected']),
      document: text(search.document),
    }),
  component: lazyRouteComponent(() => import('./indicators/IndicatorsPage.tsx'), 'IndicatorsPage'),
})

const indicator = createRoute({
  getParentRoute: () => root,
  path: '/indicators/$indicatorId',
  component: lazyRouteComponent(() => import('./indicators/IndicatorPage.tsx'), 'IndicatorPage'),
})

const projects = createRoute({
  getParentRoute: () => root,
  path: '/projects',
  validateSearch: (search) =>
    said<{ q: string; class: string; place: string; year: string; view: 'list' | 'board' | 'map' | 'requests' }>({
      q: text(search.q),
      class: text(search.class),
      place: text(search.place),
      year: text(search.year),
      view: oneOf(search.view, ['list', 'board', 'map', 'requests']),
    }),
  component: lazyRouteComponent(() => import('./projects/ProjectsPage.tsx'), 'ProjectsPage'),
})

const project = createRoute({
  getParentRoute: () => root,
  path: '/projects/$projectId',
  component: lazyRouteComponent(() => import('./projects/ProjectPage.tsx'), 'ProjectPage'),
})

const scores = createRoute({
  getParentRoute: () => root,
  path: '/scores',
  validateSearch: readScoreFilter,
  component: lazyRouteComponent(() => import('./scores/ScoresPage.tsx'), 'ScoresPage'),
})

const scoreRules = createRoute({
  getParentRoute: () => root,
  path: '/scores/rules',
  component: lazyRouteComponent(() => import('./scores/ScoreRulesPage.tsx'), 'ScoreRulesPage'),
})

const papers = createRoute({
  getParentRoute: () => root,
  path: '/papers',
  validateSearch: (search): PaperSearch => readPaperSearch(search),
  component: lazyRouteComponent(() => import('./papers/PapersPage.tsx'), 'PapersPage'),
})

/** The pages of the delivery room: each part adds its own. */
export const deliveryRoutes = [
  programmes,
  programme,
  cockpit,
  scores,
  scoreRules,
  desk,
  reviews,
  cycles,
  cycle,
  tasks,
  task,
  ...jointPages,
  ...supervisionPages,
  ...ledgerPages,
  indicators,
  indicator,
  projects,
  project,
  papers,
] as const
