import { catalogueZh } from './catalogue.zh-CN.ts'
import { nodesZh } from './nodes.zh-CN.ts'

/** The words of the exchange room, part by part. */
export const exchangeZh = { catalogue: catalogueZh, nodes: nodesZh } as const
