import { answerWith } from '../../platform/threads/index.ts'
import { assessRequest } from './assessApart.ts'

answerWith(assessRequest)
