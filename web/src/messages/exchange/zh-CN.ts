import { catalogueZh } from './catalogue.zh-CN.ts'
import { registersZh } from './registers.zh-CN.ts'
import { verificationZh } from './verification.zh-CN.ts'

/** The words of the exchange room, part by part. */
export const exchangeZh = { catalogue: catalogueZh, registers: registersZh, verification: verificationZh } as const
