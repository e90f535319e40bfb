import { layersZh } from './layers.zh-CN.ts'

/** The words of the blueprint room, part by part. */
export const blueprintZh = { layers: layersZh } as const
