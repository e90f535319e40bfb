import type { Worded } from '../worded.ts'
import { conflictsEn } from './conflicts.en.ts'
import { importsEn } from './imports.en.ts'
import { layersEn } from './layers.en.ts'
import type { blueprintZh } from './zh-CN.ts'

export const blueprintEn: Worded<typeof blueprintZh> = { conflicts: conflictsEn, layers: layersEn, imports: importsEn }
