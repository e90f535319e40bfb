import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import { readStationSearch, readStationsSearch, type StationSearch, type StationsSearch } from './filter.ts'

const stations = createRoute({
  getParentRoute: () => root,
  path: '/stations',
  validateSearch: (search): StationsSearch => readStationsSearch(search),
  component: lazyRouteComponent(() => import('./StationsPage.tsx'), 'StationsPage'),
})

const station = createRoute({
  getParentRoute: () => root,
  path: '/stations/$stationId',
  validateSearch: (search): StationSearch => readStationSearch(search),
  component: lazyRouteComponent(() => import('./StationPage.tsx'), 'StationPage'),
})

/** The pages of stations. */
export const stationPages = [stations, station] as const
