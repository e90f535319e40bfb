import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Grid, gridOver } from './grid.ts'
import type { Overlaps } from './overlaps.ts'
import { overlay } from './overlay.ts'
import type { Polygons } from './polygons.ts'

/** What a thread is given: both layers in shared memory, the grid, and the number of the next cell that nobody has. */
export interface OverlayJob {
  readonly left: Polygons
  readonly right: Polygons
  readonly grid: Grid
  readonly nextCell: Int32Array
  readonly leastAreaM2: number
}

/** What a thread answers: the overlaps of some cells, and `null` when there are no more. */
export type OverlayAnswer = Overlaps | null

/** Below this many features of both layers, starting threads costs more than they save. */
const WORTH_IT = 4000

/**
 * Finds what two layers have in common in several threads, a cell of the map after the other. The layers' arrays must be
 * in shared memory (`build(true)`); what is found is handed over as it comes, so that it need not be held.
 */
export async function overlayApart(
  left: Polygons,
  right: Polygons,
  take: (overlaps: Overlaps) => void | Promise<void>,
  { threads = availableParallelism(), leastAreaM2 = 0 }: { threads?: number; leastAreaM2?: number } = {},
): Promise<void> {
  if (threads < 2 && (left.boxes.length + right.boxes.length) / 4 < WORTH_IT) {
    await take(overlay(left, right, { leastAreaM2 }))
    return
  }
  const nextCell = new Int32Array(new SharedArrayBuffer(4))
  const job: OverlayJob = { left, right, grid: gridOver(left, right), nextCell, leastAreaM2 }
  await Promise.all(Array.from({ length: threads }, () => runThread(job, take)))
}

function runThread(job: OverlayJob, take: (overlaps: Overlaps) => void | Promise<void>): Promise<void> {
  const worker = new Worker(new URL('./overlayWorker.ts', import.meta.url), { execArgv: [] })
  const done = new Promise<void>((resolve, reject) => {
    let taken: Promise<void> = Promise.resolve()
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`The overlay's thread ended with code ${code}.`)))
    worker.on('message', (answer: OverlayAnswer) => {
      if (answer === null) taken.then(resolve, reject)
      else {
        taken = taken.then(() => take(answer))
        taken.catch(reject)
      }
    })
  })
  worker.postMessage(job)
  return done.finally(() => worker.terminate())
}
