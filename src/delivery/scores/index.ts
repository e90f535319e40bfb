export { scoreRoutes } from './routes.ts'
export { type Score, type ScoreCounts, type ScoreParts, score } from './rules/score.ts'
