import { WorkApart } from '../platform/threads/index.ts'
import type { Paper } from './model.ts'
import { pressRefusals } from './refusals.ts'

/** A drawing that becomes a picture of the paper. */
export interface Drawing {
  /** Before which block it stands. */
  readonly before: number
  readonly caption: string
  /** Said to who cannot see it. */
  readonly alt: string
  readonly svg: string
  readonly widthPx: number
  readonly heightPx: number
}

/** A paper with its drawings: plain data, which is told from one thread to the other. */
export interface PrintRequest {
  readonly paper: Paper
  readonly drawings: readonly Drawing[]
  /** Begins the addresses in its notes; null: none was set. */
  readonly origin: string | null
}

const TIME_LIMIT = 60_000
/** So many are drawn up and wait at once. */
const MOST = 8

const printing = new WorkApart<PrintRequest, Uint8Array>(
  new URL('./press/printWorker.ts', import.meta.url),
  TIME_LIMIT,
  (_, reason) => pressRefusals.unmade(reason),
  { waiting: { most: MOST, refuse: () => pressRefusals.busy(MOST) } },
)

/** Prints a paper with its drawings in a thread of its own: nobody else waits for it. @throws Refusal paper_busy, paper_unmade */
export async function printApart(request: PrintRequest): Promise<Buffer> {
  const bytes = await printing.do(request)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
