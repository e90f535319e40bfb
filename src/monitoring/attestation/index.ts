export { attestationRoutes } from './routes.ts'
