import type { Worded } from '../worded.ts'
import { catalogueEn } from './catalogue.en.ts'
import { registersEn } from './registers.en.ts'
import { verificationEn } from './verification.en.ts'
import type { exchangeZh } from './zh-CN.ts'

export const exchangeEn: Worded<typeof exchangeZh> = {
  catalogue: catalogueEn,
  registers: registersEn,
  verification: verificationEn,
}
