import type { Worded } from '../worded.ts'
import { layersEn } from './layers.en.ts'
import type { blueprintZh } from './zh-CN.ts'

export const blueprintEn: Worded<typeof blueprintZh> = { layers: layersEn }
