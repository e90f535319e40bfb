import { answerWith } from '../../platform/threads/index.ts'
import { type ReadRequest, readTable } from './readTable.ts'

answerWith((request: ReadRequest) => readTable(request))
