import type { Indicator } from '../../indicators/schemas.ts'

const rounded = (value: number) => String(Number(value.toPrecision(5)))

/** Where an indicator comes to as it goes now; nothing where that is not known or not said of such a one. */
export function projectionInWords({ progress: { projection }, unit, targetYear }: Indicator): string {
  if (projection.kind === 'reached') return '已达到目标值'
  if (projection.kind === 'reaches') return `预计${projection.reachYear}年达到`
  if (projection.kind === 'misses') return `预计${targetYear}年缺口${rounded(projection.gap)}${unit}`
  return projection.reason === 'two_needed' ? '不足两个数据，不作推算' : ''
}
