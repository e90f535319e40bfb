import { answerWith } from '../../platform/threads/index.ts'
import { drawUp } from './drawUp.ts'

answerWith(drawUp)
