import { parentPort } from 'node:worker_threads'
import { partOf } from './grid.ts'
import { LayerOverlay } from './overlay.ts'
import type { OverlayAnswer, OverlayJob } from './overlayApart.ts'

parentPort?.on('message', ({ left, right, grid, nextCell, leastAreaM2 }: OverlayJob) => {
  const layers = new LayerOverlay(left, right)
  const cells = grid.columns * grid.rows
  for (let cell = Atomics.add(nextCell, 0, 1); cell < cells; cell = Atomics.add(nextCell, 0, 1)) {
    const lefts = grid.left.features.subarray(grid.left.starts[cell], grid.left.starts[cell + 1])
    const rights = grid.right.features.subarray(grid.right.starts[cell], grid.right.starts[cell + 1])
    const found = layers.run({ part: partOf(grid, cell), leastAreaM2, lefts, rights })
    if (found.count > 0 || found.coarser.length > 0 || found.unsure.length > 0) answer(found)
  }
  answer(null)
})

function answer(found: OverlayAnswer): void {
  const { coordinates, rings, isHole, ringsOf, left, right, areaM2, perimeterM } = found ?? {}
  const moved = [coordinates, rings, isHole, ringsOf, left, right, areaM2, perimeterM].flatMap((array) =>
    array ? [array.buffer as ArrayBuffer] : [],
  )
  parentPort?.postMessage(found, moved)
}
