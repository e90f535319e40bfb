import { conflictsZh } from './conflicts.zh-CN.ts'
import { importsZh } from './imports.zh-CN.ts'
import { layersZh } from './layers.zh-CN.ts'

/** The words of the blueprint room, part by part. */
export const blueprintZh = { conflicts: conflictsZh, layers: layersZh, imports: importsZh } as const
