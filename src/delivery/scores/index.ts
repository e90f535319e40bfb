export { type ProgrammeScores, programmeScores } from './programmeScores.ts'
export { scoreRoutes } from './routes.ts'
export { rankedTotal, type Score, type ScoreCounts, type ScoreParts, score } from './rules/score.ts'
export { findScoredProgrammes } from './store.ts'
