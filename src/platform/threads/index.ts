export { answerWith, type WaitingLimit, WorkApart } from './workApart.ts'
