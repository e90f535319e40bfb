export { answerWith, WorkApart } from './workApart.ts'
