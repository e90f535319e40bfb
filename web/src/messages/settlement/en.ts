import type { Worded } from '../worded.ts'
import { agreementsEn } from './agreements.en.ts'
import { formWordsEn } from './formWords.en.ts'
import { fundEn } from './fund.en.ts'
import { ledgerEn } from './ledger.en.ts'
import { partsEn } from './parts.en.ts'
import { statementsEn } from './statements.en.ts'
import type { settlementZh } from './zh-CN.ts'

export const settlementEn: Worded<typeof settlementZh> = {
  agreements: agreementsEn,
  formWords: formWordsEn,
  fund: fundEn,
  ledger: ledgerEn,
  parts: partsEn,
  statements: statementsEn,
}
