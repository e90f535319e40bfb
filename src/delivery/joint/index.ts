import type {} from './tables.ts'

export { ATTACHMENT_MB, type Attachment, takeAttachment } from './attachments.ts'
export { jointJob } from './job.ts'
export { raiseUnanswered } from './raiseUnanswered.ts'
export { jointRoutes } from './routes.ts'
