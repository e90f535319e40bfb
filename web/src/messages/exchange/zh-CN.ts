import { catalogueZh } from './catalogue.zh-CN.ts'
import { holdingsZh } from './holdings.zh-CN.ts'

/** The words of the exchange room, part by part. */
export const exchangeZh = { catalogue: catalogueZh, holdings: holdingsZh } as const
