export { tileRefusals } from './refusals.ts'
export { TILE_TYPE, tileRoutes } from './routes.ts'
