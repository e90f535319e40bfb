export { TILE_TYPE, tileRoutes } from './routes.ts'
