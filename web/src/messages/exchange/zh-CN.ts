import { catalogueZh } from './catalogue.zh-CN.ts'
import { holdingsZh } from './holdings.zh-CN.ts'
import { nodesZh } from './nodes.zh-CN.ts'
import { registersZh } from './registers.zh-CN.ts'
import { sharingZh } from './sharing.zh-CN.ts'
import { toldStatementsZh } from './toldStatements.zh-CN.ts'
import { verificationZh } from './verification.zh-CN.ts'

/** The words of the exchange room, part by part. */
export const exchangeZh = {
  catalogue: catalogueZh,
  nodes: nodesZh,
  toldStatements: toldStatementsZh,
  sharing: sharingZh,
  holdings: holdingsZh,
  registers: registersZh,
  verification: verificationZh,
} as const
