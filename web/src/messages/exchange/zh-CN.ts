import { catalogueZh } from './catalogue.zh-CN.ts'
import { holdingsZh } from './holdings.zh-CN.ts'
import { sharingZh } from './sharing.zh-CN.ts'

/** The words of the exchange room, part by part. */
export const exchangeZh = { catalogue: catalogueZh, sharing: sharingZh, holdings: holdingsZh } as const
