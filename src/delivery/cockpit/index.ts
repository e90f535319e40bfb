export { cockpitRoutes } from './routes.ts'
