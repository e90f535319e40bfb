// Everything that ladders, escalations and meetings send and take. The pages build on `import type` of these.

export { Rotation, UnitRef } from './schemas/common.ts'
export * from './schemas/escalation.ts'
export * from './schemas/ladder.ts'
export * from './schemas/meeting.ts'
export * from './schemas/meetingInput.ts'
