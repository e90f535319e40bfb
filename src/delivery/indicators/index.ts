import type {} from './tables.ts'

export { indicatorLightInput } from './lightInput.ts'
export { indicatorRoutes } from './routes.ts'
export { type IndicatorState, indicatorStates, type KnownFigure, knownFigures } from './taskFigures.ts'
