import { pressRefusals } from '../../papers/refusals.ts'
import { WorkApart } from '../../platform/threads/index.ts'
import type { DrawnUp, PaperRequest } from './drawUp.ts'
import type { EvaluationFacts } from './evaluationFacts.ts'
import type { Preview } from './schemas.ts'

/** An evaluation of a large programme takes seconds, on a busy machine many (ms). */
const TIME_LIMIT = 120_000
/** So many are drawn up and wait at once: the last of them waits for about half a minute. */
const MOST = 8

const drawing = new WorkApart<PaperRequest, DrawnUp>(
  new URL('./papersWorker.ts', import.meta.url),
  TIME_LIMIT,
  (_, reason) => pressRefusals.unmade(reason),
  { waiting: { most: MOST, refuse: () => pressRefusals.busy(MOST) } },
)

/**
 * Draws up a paper's file in a thread of its own: nobody else waits for it.
 * @throws Refusal paper_busy, paper_unmade
 */
export async function fileApart(
  request: Exclude<PaperRequest, { wanted: 'preview' }>,
): Promise<{ title: string; bytes: Buffer }> {
  const { title, bytes = new Uint8Array() } = await drawing.do(request)
  return { title, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
}

/** Draws up an evaluation to look at, with its charts. @throws Refusal paper_busy, paper_unmade */
export async function previewApart(facts: EvaluationFacts): Promise<Preview> {
  const { preview } = await drawing.do({ wanted: 'preview', facts })
  if (!preview) throw pressRefusals.unmade('no preview')
  return preview
}
