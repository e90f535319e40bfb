// Everything the reporting API sends and takes. The page builds its client on `import type` of these.

export * from './schemas/cycle.ts'
export * from './schemas/desk.ts'
export * from './schemas/obligation.ts'
export * from './schemas/report.ts'
export * from './schemas/words.ts'
