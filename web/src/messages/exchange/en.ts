import type { Worded } from '../worded.ts'
import { catalogueEn } from './catalogue.en.ts'
import { holdingsEn } from './holdings.en.ts'
import { nodesEn } from './nodes.en.ts'
import { registersEn } from './registers.en.ts'
import { sharingEn } from './sharing.en.ts'
import { toldStatementsEn } from './toldStatements.en.ts'
import { verificationEn } from './verification.en.ts'
import type { exchangeZh } from './zh-CN.ts'

export const exchangeEn: Worded<typeof exchangeZh> = {
  catalogue: catalogueEn,
  nodes: nodesEn,
  toldStatements: toldStatementsEn,
  sharing: sharingEn,
  holdings: holdingsEn,
  registers: registersEn,
  verification: verificationEn,
}
