import { Refusal } from '../../platform/refusal.ts'

/** What tiles may answer; the blueprint room's catalogue takes them in. */
export const tileRefusals = {
  tileOutside: (z: number, x: number, y: number) =>
    new Refusal('not_found', 'blueprint_tile_outside', `There is no tile ${z}/${x}/${y}: its zoom has ${2 ** z} a side.`, {
      z,
      x,
      y,
    }),
  tileFailed: (z: number, x: number, y: number, reason: string) =>
    new Refusal('conflict', 'blueprint_tile_failed', `The tile ${z}/${x}/${y} could not be made (${reason}).`, {
      z,
      x,
      y,
      reason,
    }),
  tiledLayerNotFound: (id: string) =>
    new Refusal('not_found', 'blueprint_layer_not_found', 'There is no such layer or revision, or it is not shared with you.', {
      id,
    }),
}
