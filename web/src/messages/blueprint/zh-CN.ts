import { importsZh } from './imports.zh-CN.ts'
import { layersZh } from './layers.zh-CN.ts'

/** The words of the blueprint room, part by part. */
export const blueprintZh = { layers: layersZh, imports: importsZh } as const
