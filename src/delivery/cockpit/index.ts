export { toldOn } from './days.ts'
export { cockpitRoutes } from './routes.ts'
