import type {} from './tables.ts'

export { figuresCame, onFigures } from './afterObservation.ts'
export { type StandingFigure, takeDueFigures } from './dueFigures.ts'
export { indicatorLightInput } from './lightInput.ts'
export { type AcceptedReport, observeReported } from './reported.ts'
export { indicatorRoutes } from './routes.ts'
export { type IndicatorState, indicatorStates, type KnownFigure, knownFigures } from './taskFigures.ts'
