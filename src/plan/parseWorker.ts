import { answerWith } from '../platform/threads/index.ts'
import type { ParseRequest } from './parseApart.ts'
import { parsePlan } from './parsedPlan.ts'

answerWith(({ source, sha256, fileName }: ParseRequest) => parsePlan(source, sha256, fileName))
