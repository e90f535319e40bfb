import type { Worded } from '../worded.ts'
import { conflictsEn } from './conflicts.en.ts'
import { importsEn } from './imports.en.ts'
import { layersEn } from './layers.en.ts'
import { mapEn } from './map.en.ts'
import { sitingEn } from './siting.en.ts'
import type { blueprintZh } from './zh-CN.ts'

export const blueprintEn: Worded<typeof blueprintZh> = {
  conflicts: conflictsEn,
  imports: importsEn,
  layers: layersEn,
  siting: sitingEn,
  ...mapEn,
}
