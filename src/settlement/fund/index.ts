export { allocate, openFund, payContribution, setRound } from './acts.ts'
export { bindProjectPool, type PoolProject, type ProjectPool } from './pool.ts'
export { fundRoutes } from './routes.ts'
