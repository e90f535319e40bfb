import type {} from '../tables.ts'

export { ask } from './ask.ts'
export { offerQuestion } from './offer.ts'
export { verificationRefusals } from './refusals.ts'
export { verificationRoutes } from './routes.ts'
export type { QuestionContent } from './rules/question.ts'
export { isReceiptSigned, type SignedReceipt } from './rules/receipt.ts'
