import { catalogueZh } from './catalogue.zh-CN.ts'
import { holdingsZh } from './holdings.zh-CN.ts'
import { nodesZh } from './nodes.zh-CN.ts'
import { sharingZh } from './sharing.zh-CN.ts'

export const exchangeZh = {
  catalogue: catalogueZh,
  nodes: nodesZh,
  sharing: sharingZh,
  holdings: holdingsZh,
} as const
