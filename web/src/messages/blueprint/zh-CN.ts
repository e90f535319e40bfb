import { conflictsZh } from './conflicts.zh-CN.ts'
import { importsZh } from './imports.zh-CN.ts'
import { layersZh } from './layers.zh-CN.ts'
import { mapZh } from './map.zh-CN.ts'
import { sitingZh } from './siting.zh-CN.ts'

/** The words of the blueprint room, part by part. */
export const blueprintZh = {
  conflicts: conflictsZh,
  imports: importsZh,
  layers: layersZh,
  siting: sitingZh,
  ...mapZh,
} as const
