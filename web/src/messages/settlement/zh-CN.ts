import { agreementsZh } from './agreements.zh-CN.ts'
import { formWordsZh } from './formWords.zh-CN.ts'
import { fundZh } from './fund.zh-CN.ts'
import { ledgerZh } from './ledger.zh-CN.ts'
import { partsZh } from './parts.zh-CN.ts'
import { statementsZh } from './statements.zh-CN.ts'

/** The words of the settlement room, part by part. */
export const settlementZh = {
  agreements: agreementsZh,
  formWords: formWordsZh,
  fund: fundZh,
  ledger: ledgerZh,
  parts: partsZh,
  statements: statementsZh,
} as const
