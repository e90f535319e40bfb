export { sitingRoutes } from './routes.ts'
