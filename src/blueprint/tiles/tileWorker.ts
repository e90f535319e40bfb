import { answerWith } from '../../platform/threads/index.ts'
import { encodeTile } from './encode.ts'

answerWith(encodeTile)
