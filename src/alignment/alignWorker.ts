import { answerWith } from '../platform/threads/index.ts'
import { alignStored } from './run.ts'

answerWith(alignStored)
